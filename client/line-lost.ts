import { type ReadonlySignal, signal } from '@preact/signals';
import type { Link } from './link';
import type { Words } from './words/words';

const saidAfterMs = 1_500;
/** A restart that takes longer than this is not "a moment" any more. */
const momentMs = 30_000;

/** What there is to say of the line: nothing, that it is lost, or that the house restarts. */
export type LineTrouble = 'none' | 'lost' | 'restarting';

/**
 * Set once the line has been lost for a moment: a short stumble is nobody's business. That the house restarts
 * is said at once, for the line is cut right after.
 */
export function createLineLost({
  link,
  words,
  announce,
}: {
  link: Link;
  words: ReadonlySignal<Words>;
  announce: (text: string) => void;
}): ReadonlySignal<LineTrouble> {
  const trouble = signal<LineTrouble>('none');
  let timer: ReturnType<typeof setTimeout> | undefined;

  link.hear('house:restarting', () => {
    say('restarting');
    timer = setTimeout(() => say('lost'), momentMs);
  });
  link.line.subscribe((line) => {
    if (line === 'lost') timer ??= setTimeout(() => say('lost'), saidAfterMs);
    if (line !== 'up') return;
    clearTimeout(timer);
    timer = undefined;
    if (trouble.peek() !== 'none') announce(words.peek().shell.lineBack);
    trouble.value = 'none';
  });

  function say(now: 'lost' | 'restarting') {
    clearTimeout(timer);
    trouble.value = now;
    const { lineLost, restarting } = words.peek().shell;
    announce(now === 'lost' ? lineLost : restarting);
  }

  return trouble;
}
