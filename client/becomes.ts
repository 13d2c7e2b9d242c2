import type { ReadonlySignal } from '@preact/signals';

/** Waits until the signal's value passes. Resolves with false where it has not within so many milliseconds. */
export function becomes<Value>(
  signal: ReadonlySignal<Value>,
  passes: (value: Value) => boolean,
  withinMs: number,
): Promise<boolean> {
  if (passes(signal.peek())) return Promise.resolve(true);
  return new Promise((resolve) => {
    const stop = signal.subscribe((value) => passes(value) && end(true));
    const late = setTimeout(() => end(false), withinMs);
    function end(passed: boolean) {
      clearTimeout(late);
      stop();
      resolve(passed);
    }
  });
}
