import type { Often } from '../../shared/figures';

const minuteMs = 60_000;
const minutes = 60;

/** Counts what happens, minute by minute: no more is kept of it than sixty numbers. */
export function createTally(now: () => number) {
  const counts = new Uint32Array(minutes);
  const counted = new Float64Array(minutes);
  let total = 0;

  return {
    add() {
      const minute = Math.floor(now() / minuteMs);
      const place = minute % minutes;
      if (counted[place] !== minute) {
        counted[place] = minute;
        counts[place] = 0;
      }
      counts[place] = (counts[place] ?? 0) + 1;
      total += 1;
    },
    read(): Often {
      const minute = Math.floor(now() / minuteMs);
      const isRecent = (_count: number, place: number) => (counted[place] ?? 0) > minute - minutes;
      return { lastHour: counts.filter(isRecent).reduce((sum, count) => sum + count, 0), total };
    },
  };
}

export type Tally = ReturnType<typeof createTally>;
