import { type ReadonlySignal, signal } from '@preact/signals';
import type { Parts } from '../../shared/house';
import type { Link } from '../link';
import type { Words } from '../words/words';

const well: Parts = { store: 'ok', relay: 'ok' };

/** Which part of the server is out, as far as it has said. It is said once when it is, and once when all is well. */
export function createParts({
  link,
  words,
  announce,
}: {
  link: Link;
  words: ReadonlySignal<Words>;
  announce: (text: string) => void;
}): ReadonlySignal<Parts> {
  const parts = signal(well);
  /** What was announced and is not over; a stumble of the line in between is nothing new. */
  let said = well;

  link.hear('house:parts', (told) => {
    parts.value = told;
    const { partsBack, storeOut, relayOut } = words.peek().shell;
    if (told.store === 'out' && said.store !== 'out') announce(storeOut);
    if (told.relay === 'out' && said.relay !== 'out') announce(relayOut);
    if (isWell(told) && !isWell(said)) announce(partsBack);
    said = told;
  });
  // On the next line the server says so if it is still so.
  link.line.subscribe((line) => {
    if (line !== 'up') parts.value = well;
  });

  return parts;
}

const isWell = ({ store, relay }: Parts) => store !== 'out' && relay !== 'out';
