import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Notice } from './Notice';

/**
 * A screen that few open: its part of the program is fetched when it is shown, `opening` is said when that
 * is slow, and `missing` with a way to try again when it does not come.
 */
export function Later<Part extends object>({
  part,
  words,
  arrived,
  children,
}: {
  part: () => Promise<Part>;
  words: { opening: string; missing: string; tryAgain: string };
  /** Runs once the screen is drawn. */
  arrived?: () => void;
  children: (part: Part) => ComponentChildren;
}) {
  const fetched = useSignal<Part | 'fetching' | 'missing'>('fetching');

  async function fetchPart() {
    fetched.value = 'fetching';
    try {
      fetched.value = await part();
    } catch {
      fetched.value = 'missing';
    }
  }
  useEffect(() => void fetchPart(), []);
  useSignalEffect(() => {
    if (typeof fetched.value === 'object') requestAnimationFrame(() => arrived?.());
  });

  if (fetched.value === 'missing')
    return (
      <Notice>
        <p>{words.missing}</p>
        <button type="button" class="primary" onClick={fetchPart}>
          {words.tryAgain}
        </button>
      </Notice>
    );
  if (fetched.value === 'fetching') return <p class="late">{words.opening}</p>;
  return <>{children(fetched.value)}</>;
}
