/** Numbers that a seed repeats (mulberry32), so that a run can be told apart from another. */
export function seeded(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** A whole number from `from` to `to`, both included. */
    between: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)),
    oneIn: (many: number) => next() * many < 1,
  };
}

export type Random = ReturnType<typeof seeded>;

/** How long somebody thinks before the next act: what makes a load, not what a test waits for. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
