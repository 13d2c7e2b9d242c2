import type { Clock } from '../../server/clock';

/** A clock that only moves when the test moves it. */
export function handClock(start = Date.UTC(2026, 0, 1)) {
  let time = start;
  let waiting: { at: number; run: () => void }[] = [];
  const repeating = new Set<{ at: number; ms: number; run: () => void }>();

  const clock: Clock & { advance(ms: number): Promise<void>; step(ms: number): void; waiting(): number } = {
    now: () => time,
    after(ms, run) {
      const timer = { at: time + ms, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    every(ms, run) {
      const timer = { at: time + ms, ms, run };
      repeating.add(timer);
      return () => void repeating.delete(timer);
    },
    /** How many timers are set. */
    waiting: () => waiting.length + repeating.size,
    /** Somebody sets the clock: what waits, waits as long as before. */
    step(ms) {
      time += ms;
      for (const timer of [...waiting, ...repeating]) timer.at += ms;
    },
    /** Runs what falls due on the way, in order of time. */
    async advance(ms) {
      const end = time + ms;
      for (;;) {
        const [due] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!due) break;
        time = Math.max(time, due.at);
        waiting = waiting.filter((other) => other !== due);
        due.run();
        await new Promise((resolve) => setImmediate(resolve));
      }
      time = end;
      // As a machine that slept: what repeats runs once, however long it was.
      for (const timer of repeating) {
        if (timer.at > time) continue;
        timer.at = time + timer.ms;
        timer.run();
      }
    },
  };
  return clock;
}
