import { startClients } from './clients.mjs';
import { ask, comeIn, lookAtDoor, newId } from './come-in.mjs';
import { median, quantile } from './figures.mjs';
import { startServer } from './servers.mjs';

const repeats = 2;
const rounds = 4;
const messages = 60;
/** How many people share one process of clients. */
const together = 250;

/**
 * Messages in one room, no faster than two processors carry servers and people: what one delivery costs the server, what one person costs, and how long it takes.
 */
export async function fanout({ row }) {
  for (const { people, everyMs } of [
    { people: 100, everyMs: 25 },
    { people: 500, everyMs: 50 },
  ]) {
    const found = { ours: [], bare: [] };
    for (let repeat = 0; repeat < repeats; repeat++) {
      const ours = await openRoom('porchlight', people);
      const bare = await openRoom('bare-chat', people);
      const rss = { ours: await ours.rssEach(), bare: await bare.rssEach() };
      for (let round = 0; round < rounds; round++) {
        found.ours.push({ rss: rss.ours, ...(await ours.talk(everyMs)) });
        found.bare.push({ rss: rss.bare, ...(await bare.talk(everyMs)) });
      }
      await Promise.all([ours.close(), bare.close()]);
    }
    const figure = (name, unit, of, bar) =>
      row(`${people} people: ${name}`, unit, of(found.ours), of(found.bare), bar);
    const times = (all) => all.flatMap((one) => one.times);
    figure('server CPU a delivery', 'µs', (all) => median(all.map(({ cpuEach }) => cpuEach)), 1.5);
    // A server's memory is never steadier than a megabyte or two: of few people that is more than they need.
    const steady = people >= 500;
    figure(
      'memory a person',
      'kB',
      (all) => median(all.map(({ rss }) => rss / 1000)),
      steady ? 2 : undefined,
    );
    figure('from send to everyone’s screen, p50', 'ms', (all) => quantile(times(all), 0.5));
    figure('from send to everyone’s screen, p99', 'ms', (all) => quantile(times(all), 0.99));
  }
}

/** A server with so many people inside its first room. */
async function openRoom(name, people) {
  const server = await startServer(name, { inspected: true });
  const door = await lookAtDoor(server.origin);
  await warmUp(server.origin, door);
  const before = await server.rssBytesSwept();
  const processes = [];
  for (let from = 0; from < people; from += together) {
    const clients = startClients('chatters.mjs');
    processes.push(clients);
    await clients.ask('enter', {
      origin: server.origin,
      door,
      from,
      to: Math.min(people, from + together),
    });
  }

  return {
    rssEach: async () => ((await server.rssBytesSwept()) - before) / people,

    async talk(everyMs) {
      const cpu = server.cpuMicros();
      await processes[0].ask('talk', { roomId: door.roomId, messages, everyMs });
      const listened = await Promise.all(processes.map((clients) => clients.ask('listen', { messages })));
      const cpuEach = (server.cpuMicros() - cpu) / (messages * people);
      return { cpuEach, times: timesToLast(listened) };
    },

    async close() {
      for (const clients of processes) clients.stop();
      await server.stop();
    },
  };
}

/** What a server loads and compiles for its first people is no cost of the next ones. */
async function warmUp(origin, door) {
  for (let n = 1_000; n < 1_040; n++) {
    const { socket } = await comeIn(origin, n, door);
    for (let sent = 0; sent < 10; sent++)
      await ask(socket, 'message:send', { id: newId(), roomId: door.roomId, body: 'First in.' });
    socket.disconnect();
  }
}

/** Milliseconds from each message's sending until the last of all people had it. */
function timesToLast(listened) {
  const sent = new Map(listened.flatMap((times) => times.sent));
  const last = new Map();
  for (const [id, at] of listened.flatMap((times) => times.heard))
    last.set(id, Math.max(at, last.get(id) ?? 0));
  return [...last].map(([id, at]) => at - sent.get(id));
}
