import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/house';
import { type HouseOptions, startHouse } from '../support/process';

// As deep from a test as from a program that `run.mjs` bundled.
const watch = join(__dirname, '../../test/overload/watch.child.cjs');

/** The built server in a process of its own, with its memory and the lateness of its event loop to be read. */
export async function watchedHouse(options: HouseOptions) {
  const house = await startHouse({ ...options, env: { ...options.env, NODE_OPTIONS: `--require ${watch}` } });
  const readings = () => house.output().match(/event loop: .*\n/g) ?? [];
  let peakBytes = 0;
  const looking = setInterval(() => {
    peakBytes = Math.max(peakBytes, rssBytes());
  }, 50);
  void house.exited.then(() => clearInterval(looking));

  function rssBytes(): number {
    try {
      const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${house.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes ?? 0) * 1024;
    } catch {
      return 0; // it has ended
    }
  }

  return {
    ...house,
    rssBytes,
    /** The most it held at any moment since the last time this was asked. */
    peakBytes() {
      const peak = Math.max(peakBytes, rssBytes());
      peakBytes = 0;
      return peak;
    },
    /** How late the event loop was since the last time this was asked, in milliseconds. */
    async loopDelayMs(): Promise<{ p50: number; p99: number; max: number }> {
      const before = readings().length;
      process.kill(house.pid ?? 0, 'SIGUSR2');
      await until(() => readings().length > before, 'the server says how late its event loop was', 60_000);
      const [p50 = 0, p99 = 0, max = 0] = (
        readings()
          .at(-1)
          ?.match(/[\d.]+/g) ?? []
      )
        .filter((one) => one.includes('.'))
        .map(Number);
      return { p50, p99, max };
    },
  };
}

export type WatchedHouse = Awaited<ReturnType<typeof watchedHouse>>;

/** The value that this part of the values lie below. */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const megabytes = (bytes: number) => Math.round(bytes / 1e6);
