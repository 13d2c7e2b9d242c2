import { newId } from '../../shared/ids';
import { pause } from '../faults/random';
import { until } from '../support/house';
import { comeIn, type Line, openLine } from './line';
import { quantile, type WatchedHouse } from './watched-house';

/** Three people who talk in the first room while something is done to the house. */
export async function victims({ origin }: Pick<WatchedHouse, 'origin'>, everyMs = 100) {
  const look = await openLine({ origin });
  const { rooms, charter } = await look.get('house:look', {});
  const agreement = charter.agreement.version;
  const [kitchen, porch] = rooms.map(({ id }) => id);
  if (!kitchen || !porch) throw new Error('a house has rooms');
  const people = await gather(3, async (n) => {
    const line = await openLine({ origin }, await comeIn({ origin }, `Victim ${n}`, agreement));
    await line.get('room:enter', { roomId: kitchen });
    return line;
  });
  return { kitchen, porch, agreement, talking: talk(people, kitchen, everyMs) };
}

/** They say something in turns and note how long it takes until the others hear it. */
function talk(people: Line[], roomId: string, everyMs: number) {
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
      await pause(everyMs);
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

/** So many, one after the other. */
export async function gather<Made>(many: number, make: (n: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let n = 0; n < many; n++) made.push(await make(n));
  return made;
}
