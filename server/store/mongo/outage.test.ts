import { newId } from '../../../shared/ids';
import { openHouse, until } from '../../../test/support/house';
import { type MongoServer, mongoTest } from '../../../test/support/mongo-server';

/** `OUTAGE_SECONDS=60 npx jest server/store/mongo/outage` tries a long one. */
const outageMs = Number(process.env.OUTAGE_SECONDS ?? 3) * 1000;

const outages: [string, (server: MongoServer) => unknown, (server: MongoServer) => unknown][] = [
  ['killed', (server) => server.kill(), (server) => server.restart()],
  ['stopped', (server) => server.pause(), (server) => server.goOn()],
];

for (const [what, begin, end] of outages)
  mongoTest(
    `M10 a database ${what} for a while: who talks is told within 2 s, then all goes on, and nothing acknowledged is lost`,
    async (server) => {
      const house = await openHouse({ mongodbUrl: server.url });
      const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
      const sent: string[] = [];
      const refusedAfterMs: number[] = [];

      const say = async (person: typeof ada) => {
        const id = newId();
        const asked = performance.now();
        const answer = await person.ask('message:send', { id, roomId, body: 'is anyone there?' });
        const tookMs = performance.now() - asked;
        if (answer.ok) sent.push(id);
        else expect([answer.why, refusedAfterMs.push(tookMs)]).toEqual(['store-down', expect.anything()]);
        await until(() => performance.now() > asked + 250); // no faster than a person may
        return answer.ok;
      };
      const sayFor = async (ms: number) => {
        const end = performance.now() + ms;
        const talk = async (person: typeof ada) => {
          while (performance.now() < end) await say(person);
        };
        await Promise.all([talk(ada), talk(bob)]);
      };

      await sayFor(1000);
      const talking = sayFor(500 + outageMs);
      await until(() => sent.length > 10);
      await begin(server);
      await talking;
      expect(refusedAfterMs.length).toBeGreaterThan(4);
      expect(at95(refusedAfterMs)).toBeLessThan(2000);

      await end(server);
      const back = performance.now();
      await until(() => say(ada), 'said', 15_000);
      const backMs = performance.now() - back;
      expect(backMs).toBeLessThan(10_000);
      if (process.env.OUTAGE_SECONDS)
        process.stderr.write(
          `${what} ${outageMs} ms: ${sent.length} acknowledged, ${refusedAfterMs.length} refused, 95 of 100 ` +
            `within ${Math.round(at95(refusedAfterMs))} ms, back after ${Math.round(backMs)} ms\n`,
        );

      const { messages } = await bob.get('message:page', { roomId });
      const kept = new Set(messages.map(({ id }) => id));
      expect(sent.filter((id) => !kept.has(id))).toEqual([]);
    },
    outageMs + 60_000,
  );

function at95(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;
}
