import { newId } from '../../shared/ids';
import { pause, seeded } from '../faults/random';
import { boardFrames } from './garbage/boards';
import { polling, requests } from './garbage/http';
import { packets, tooLarge } from './garbage/live';
import { signals } from './garbage/signals';
import { brokenFrames, endlessPieces, halfHandshake } from './garbage/websocket';
import type { Attack } from './garbage/wire';
import { comeIn, type Line, openLine } from './line';
import { gather, victims } from './talk';
import type { WatchedHouse } from './watched-house';

/** By how often each is made. */
const attacks: [chance: number, attack: (attack: Attack) => Promise<number>][] = [
  [8, packets],
  [4, polling],
  [5, brokenFrames],
  [1, endlessPieces],
  [3, halfHandshake],
  [8, requests],
  [5, boardFrames],
  [4, signals],
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
  const { porch, agreement, talking } = await victims(house);
  const strangers = await gather(addresses, async (n) => {
    const from = `127.0.1.${n + 1}`;
    const session = await comeIn({ origin, from }, `Someone ${n}`, agreement);
    const line = await openLine({ origin, from }, session);
    await line.get('room:enter', { roomId: porch });
    return { from, session, line };
  });
  const starter = strangers[0]?.line as Line;
  const { id: boardId } = await starter.get('board:start', { id: newId(), roomId: porch, title: 'Ours' });

  await pause(quietMs);
  const before = talking.heardSince();
  await house.loopDelayMs();
  house.peakBytes();
  const restingBytes = house.rssBytes();

  const sent: Record<string, number> = {};
  let left = frames;
  await Promise.all(
    Array.from({ length: together }, async () => {
      while (left > 0) {
        const { from, session } = random.oneOf(strangers);
        const attack = random.weighed(attacks);
        const many = await attack({ origin, port, from, session, roomId: porch, boardId, random });
        left -= many;
        sent[attack.name] = (sent[attack.name] ?? 0) + many;
      }
    }),
  );

  const during = talking.heardSince();
  const loopMs = await house.loopDelayMs();
  const peakBytes = house.peakBytes() - restingBytes;
  await pause(quietMs);
  const lostFor = await talking.end();
  return { sent, before, during, loopMs, peakBytes, leftBytes: house.rssBytes() - restingBytes, lostFor };
}

interface Asked {
  frames: number;
  seed: number;
  /** How long the people talk undisturbed, before and after. */
  quietMs: number;
}
