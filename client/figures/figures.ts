import { type ReadonlySignal, signal } from '@preact/signals';
import type { Figures } from '../../shared/figures';
import type { Link } from '../link';

const everyMs = 5_000;

export interface Reading {
  /** The last ones that came. */
  figures: Figures | undefined;
  /** The newest question was not answered. */
  isOld: boolean;
}

/** The house's figures, asked for again and again until `stop`: each question waits for the answer before it. */
export function readFigures(link: Link): { reading: ReadonlySignal<Reading>; stop(): void } {
  const reading = signal<Reading>({ figures: undefined, isOld: false });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let asking = false;

  async function ask() {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    const answer = await link.ask('figures:read', {});
    asking = false;
    if (stopped) return;
    reading.value = answer.ok ? { figures: answer.value, isOld: false } : { ...reading.value, isOld: true };
    timer = setTimeout(() => void ask(), everyMs);
  }

  const stopHearing = link.whenUp(() => void ask());
  return {
    reading,
    stop() {
      stopped = true;
      clearTimeout(timer);
      stopHearing();
    },
  };
}
