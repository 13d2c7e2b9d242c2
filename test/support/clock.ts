import type { Clock } from '../../server/clock';

/** A clock that only moves when the test moves it. */
export function handClock(start = Date.UTC(2026, 0, 1)) {
  let time = start;
  let waiting: { at: number; run: () => void }[] = [];

  const clock: Clock & { advance(ms: number): Promise<void> } = {
    now: () => time,
    after(ms, run) {
      const timer = { at: time + ms, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
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
    },
  };
  return clock;
}
