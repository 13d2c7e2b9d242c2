/** Numbers that a seed repeats (mulberry32), so that a run can be told apart from another. */
export function seeded(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    /** A whole number from `from` to `to`, both included. */
    between,
    oneIn: (many: number) => next() * many < 1,
    oneOf: <One>(all: readonly One[]): One => all[between(0, all.length - 1)] as One,
    /** One of these, by its chance. */
    weighed<One>(all: readonly [chance: number, one: One][]): One {
      let left = next() * all.reduce((sum, [chance]) => sum + chance, 0);
      for (const [chance, one] of all) {
        left -= chance;
        if (left < 0) return one;
      }
      return all[0]?.[1] as One;
    },
    shuffled<One>(all: readonly One[]): One[] {
      return all
        .map((one) => ({ one, at: next() }))
        .sort((one, other) => one.at - other.at)
        .map(({ one }) => one);
    },
  };
}

export type Random = ReturnType<typeof seeded>;

/** How long somebody thinks before the next act: what makes a load, not what a test waits for. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
