import { type ReadonlySignal, signal } from '@preact/signals';
import type { Link } from './link';
import type { Words } from './words/words';

const saidAfterMs = 1_500;

/** True once the line has been lost for a moment: a short stumble is nobody's business. */
export function createLineLost({
  link,
  words,
  announce,
}: {
  link: Link;
  words: ReadonlySignal<Words>;
  announce: (text: string) => void;
}): ReadonlySignal<boolean> {
  const lost = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  link.line.subscribe((line) => {
    if (line === 'lost' && timer === undefined) timer = setTimeout(say, saidAfterMs);
    if (line !== 'up') return;
    clearTimeout(timer);
    timer = undefined;
    if (lost.peek()) announce(words.peek().shell.lineBack);
    lost.value = false;
  });

  function say() {
    lost.value = true;
    announce(words.peek().shell.lineLost);
  }

  return lost;
}
