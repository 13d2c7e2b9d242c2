import { type ReadonlySignal, signal } from '@preact/signals';
import type { Link } from './link';
import type { Words } from './words/words';

const saidAfterMs = 1_500;
/** A restart that takes longer than this is not "a moment" any more. */
const momentMs = 30_000;

/** What there is to say of the line; `full`: this person has as many pages open as they may. */
export type LineTrouble = 'none' | 'lost' | 'restarting' | 'full';

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
    if (line === 'full') say('full');
    if (line === 'lost') timer ??= setTimeout(() => say('lost'), saidAfterMs);
    if (line !== 'up') return;
    clearTimeout(timer);
    timer = undefined;
    if (trouble.peek() !== 'none') announce(words.peek().shell.lineBack);
    trouble.value = 'none';
  });

  function say(now: Exclude<LineTrouble, 'none'>) {
    clearTimeout(timer);
    if (trouble.peek() === now) return;
    trouble.value = now;
    announce(sayLine(now, words.peek()));
  }

  return trouble;
}

export function sayLine(trouble: Exclude<LineTrouble, 'none'>, { shell }: Words): string {
  return { lost: shell.lineLost, restarting: shell.restarting, full: shell.full }[trouble];
}
