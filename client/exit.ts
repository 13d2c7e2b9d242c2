import type { Kept } from './kept';
import type { Link } from './link';

/** The parts of a browser's window that leaving needs. */
export interface Way {
  document: { documentElement: { style: { display: string } } };
  location: { replace(to: string): void };
}

const presses = 3;
const pressesWithinMs = 1_500;

/**
 * Quick exit. The page is hidden before anything else is tried; nothing that goes wrong in letting go
 * keeps the person here.
 */
export function createExit({
  exitTo,
  kept,
  link,
  way,
}: {
  exitTo: string;
  kept: Kept;
  link: Link;
  way: () => Way;
}) {
  const releases = new Set<() => void>();
  let pressedAt: number[] = [];

  function exitFast() {
    const { document, location } = way();
    document.documentElement.style.display = 'none';
    for (const release of [...releases, link.close, kept.clear, () => kept.set('gone', '1')]) {
      try {
        release();
      } catch {
        // The others must still be let go of.
      }
    }
    location.replace(exitTo);
  }

  return {
    exitFast,
    onExit(run: () => void) {
      releases.add(run);
      return () => void releases.delete(run);
    },
    /** Shift, three times in a row and quickly, exits too. Any other key between them begins again. */
    press(key: string, at: number) {
      if (key !== 'Shift') pressedAt = [];
      else pressedAt = [...pressedAt.filter((before) => at - before < pressesWithinMs), at];
      if (pressedAt.length >= presses) exitFast();
    },
  };
}
