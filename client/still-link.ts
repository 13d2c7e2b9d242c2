import { signal } from '@preact/signals';
import type { Link } from './link';

/** A line to nowhere: screens are drawn with it on the server. */
export function createStillLink(): Link {
  return {
    line: signal('connecting'),
    ask: async () => ({ ok: false, why: 'offline' }),
    hear: () => () => {},
    whenUp: () => () => {},
    doubt: () => {},
    open: () => {},
    close: () => {},
  };
}
