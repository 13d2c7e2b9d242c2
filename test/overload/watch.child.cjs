// Runs inside the built server, before it: says on a signal how late its event loop was since the last time.
const { monitorEventLoopDelay } = require('node:perf_hooks');

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('SIGUSR2', () => {
  const ms = (nanos) => (nanos / 1e6).toFixed(1);
  process.stderr.write(
    `event loop: p50 ${ms(delay.percentile(50))} p99 ${ms(delay.percentile(99))} max ${ms(delay.max)}\n`,
  );
  delay.reset();
});
