import type { Words } from '../words/words';
import type { Holdup } from './outbox';

/** Why words do not get through, and what becomes of them. */
export function sayUnsent({ why, until }: Holdup, { messages, refusals }: Words): string {
  const { heldUp, notSent } = messages;
  if (until === undefined) return `${notSent} ${refusals[why]}`;
  if (why === 'too-fast') return heldUp['too-fast'](Math.max(1, Math.ceil((until - Date.now()) / 1000)));
  return heldUp[why === 'store-down' ? 'store-down' : 'no-answer'];
}
