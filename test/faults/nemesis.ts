import type { History } from './history';
import { pause, type Random } from './random';
import type { Strike } from './strikes';

const shortMs = 3_000;

/**
 * Strikes, until it is told to end: in each lane one thing after the other, every one of the lane's before any
 * comes again, at moments and for times that the seed decides.
 */
export function createNemesis({
  strikes,
  random,
  history,
  longestMs,
  restMs,
}: {
  strikes: Strike[];
  random: Random;
  history: History;
  /** How long a thing may last. */
  longestMs: number;
  /** The longest pause between two strikes of a lane. */
  restMs: number;
}) {
  const counts = new Map(strikes.map(({ name }) => [name, 0]));
  const now = new Set<string>();
  let over = false;

  async function run(lane: Strike['lane']) {
    const deck = strikes.filter((one) => one.lane === lane);
    while (!over)
      for (const one of random.shuffled(deck.flatMap((one) => Array<Strike>(one.share ?? 1).fill(one)))) {
        if (over) return;
        const began = Date.now();
        await strike(one);
        // What took long on a slow machine is followed by as long a peace.
        await pause(random.between(100, restMs) + Date.now() - began);
      }
  }

  async function strike({ name, strike: act }: Strike) {
    // Most things pass soon; now and then one lasts.
    const mostMs = random.oneIn(12) ? longestMs : Math.min(longestMs, shortMs);
    const forMs = random.between(300, mostMs);
    history.write('nemesis', { op: 'strike', what: name, forMs });
    now.add(name);
    await act(forMs);
    now.delete(name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    history.write('nemesis', { op: 'relief', what: name });
  }

  const lanes = Promise.all((['house', 'lines', 'store'] as const).map(run));
  return {
    counts: (): ReadonlyMap<string, number> => counts,
    /** What is going wrong at this moment. */
    now: () => [...now],
    /** Resolves when all is as before. */
    end() {
      over = true;
      return lanes;
    },
  };
}
