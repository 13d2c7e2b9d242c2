import type { Times } from '../../shared/figures';

/** Enough for a p99 that means something. */
const mostKept = 1024;
const withinMs = 5 * 60_000;

/** The last durations of the last minutes, in a ring that never grows. */
export function createTimings(now: () => number) {
  const took = new Float64Array(mostKept);
  const at = new Float64Array(mostKept);
  let next = 0;

  return {
    add(ms: number) {
      took[next] = ms;
      at[next] = now();
      next = (next + 1) % mostKept;
    },
    read(): Times {
      const since = now() - withinMs;
      const recent = took.filter((_ms, place) => (at[place] ?? 0) > since).sort();
      const below = (part: number) => recent[Math.floor(recent.length * part)] ?? 0;
      return { count: recent.length, p50: below(0.5), p99: below(0.99), most: recent.at(-1) ?? 0 };
    },
  };
}

export type Timings = ReturnType<typeof createTimings>;
