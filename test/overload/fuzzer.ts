import { newId } from '../../shared/ids';
import { pause, seeded } from '../faults/random';
import { until } from '../support/house';
import { boardFrames } from './garbage/boards';
import { polling, requests } from './garbage/http';
import { packets, tooLarge } from './garbage/live';
import { brokenFrames, endlessPieces, halfHandshake } from './garbage/websocket';
import type { Attack } from './garbage/wire';
import { comeIn, type Line, openLine } from './line';
import { quantile, type WatchedHouse } from './watched-house';

/** By how often each is made. */
const attacks: [chance: number, attack: (attack: Attack) => Promise<number>][] = [
  [8, packets],
  [4, polling],
  [5, brokenFrames],
  [1, endlessPieces],
  [3, halfHandshake],
  [8, requests],
  [5, boardFrames],
  [0.2, tooLarge],
];

/** How many attacks are under way at the same moment, and from how many addresses of this one machine. */
const together = 24;
const addresses = 20;

/**
 * Sends so many malformed frames of every kind to a house, while some people talk in it. Gives how many of each
 * kind were sent, what they cost the house, and what those people noticed.
 */
export async function fuzz(house: WatchedHouse, { frames, seed, quietMs }: Asked) {
  const random = seeded(seed);
  const { origin, port } = house;
  const look = await openLine({ origin });
  const { rooms, charter } = await look.get('house:look', {});
  const [kitchen, porch] = rooms.map(({ id }) => id);
  if (!kitchen || !porch) throw new Error('a house has rooms');
  const victims = await gather(3, async (n) => {
    const line = await openLine(
      { origin },
      await comeIn({ origin }, `Victim ${n}`, charter.agreement.version),
    );
    await line.get('room:enter', { roomId: kitchen });
    return line;
  });
  const strangers = await gather(addresses, async (n) => {
    const from = `127.0.1.${n + 1}`;
    const session = await comeIn({ origin, from }, `Someone ${n}`, charter.agreement.version);
    const line = await openLine({ origin, from }, session);
    await line.get('room:enter', { roomId: porch });
    return { from, session, line };
  });
  const starter = strangers[0]?.line as Line;
  const { id: boardId } = await starter.get('board:start', { id: newId(), roomId: porch, title: 'Ours' });
  const stopTalking = talk(victims, kitchen);

  await pause(quietMs);
  const before = stopTalking.heardSince();
  await house.loopDelayMs();
  house.peakBytes();
  const restingBytes = house.rssBytes();

  const sent: Record<string, number> = {};
  let left = frames;
  await gather(together, async () => 0).then((workers) =>
    Promise.all(
      workers.map(async () => {
        while (left > 0) {
          const { from, session } = random.oneOf(strangers);
          const attack = random.weighed(attacks);
          const many = await attack({ origin, port, from, session, boardId, random });
          left -= many;
          sent[attack.name] = (sent[attack.name] ?? 0) + many;
        }
      }),
    ),
  );

  const during = stopTalking.heardSince();
  const loopMs = await house.loopDelayMs();
  const peakBytes = house.peakBytes() - restingBytes;
  await pause(quietMs);
  const lostFor = await stopTalking.end();
  return { sent, before, during, loopMs, peakBytes, leftBytes: house.rssBytes() - restingBytes, lostFor };
}

interface Asked {
  frames: number;
  seed: number;
  /** How long the people talk undisturbed, before and after. */
  quietMs: number;
}

/** They say something in turns, every 100 ms, and note how long it takes until the others hear it. */
function talk(people: Line[], roomId: string) {
  const sentAt = new Map<string, number>();
  let times: number[] = [];
  let isOver = false;
  let heard = 0;
  for (const line of people)
    line.hear((fact, told) => {
      const at = fact === 'message:changed' && sentAt.get((told as { id: string }).id);
      if (!at) return;
      heard += 1;
      times.push(performance.now() - at);
    });
  const talking = (async () => {
    for (let n = 0; !isOver; n++) {
      const id = newId();
      sentAt.set(id, performance.now());
      await (people[n % people.length] as Line).get('message:send', { id, roomId, body: 'Still here.' });
      await pause(100);
    }
  })();
  return {
    heardSince() {
      const figures = { p50: quantile(times, 0.5), p99: quantile(times, 0.99), count: times.length };
      times = [];
      return figures;
    },
    /** How many deliveries never came. */
    async end() {
      isOver = true;
      await talking;
      await until(() => heard === sentAt.size * people.length, 'all was heard', 5_000).catch(() => undefined);
      return sentAt.size * people.length - heard;
    },
  };
}

async function gather<Made>(many: number, make: (n: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let n = 0; n < many; n++) made.push(await make(n));
  return made;
}
