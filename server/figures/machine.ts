import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Figures } from '../../shared/figures';
import type { Clock } from '../clock';

/** How often the event loop is asked whether it is on time. */
const resolutionMs = 20;
const minuteMs = 60_000;

/** This process as its machine sees it, until it is closed. */
export function watchMachine(clock: Clock) {
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  let lastMinute: Figures['loop'] | undefined;
  const stopTurning = clock.every(minuteMs, () => {
    lastMinute = delays();
    loop.reset();
  });

  /** The histogram holds the time between two askings, in nanoseconds. */
  function delays(): Figures['loop'] {
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
    return { p50: late(loop.percentile(50)), p99: late(loop.percentile(99)), most: late(loop.max) };
  }

  return {
    read() {
      const { rss, heapUsed } = process.memoryUsage();
      const handles: Figures['handles'] = {};
      for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
      return {
        upSeconds: Math.floor(process.uptime()),
        loop: lastMinute ?? delays(),
        memory: { rssBytes: rss, heapBytes: heapUsed },
        handles,
      };
    },
    close() {
      stopTurning();
      loop.disable();
    },
  };
}

export type Machine = ReturnType<typeof watchMachine>;
