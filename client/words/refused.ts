import type { Refusal } from '../../shared/result';
import type { Words } from './words';

/** An answer that is a refusal; some say when to try again. */
export interface Refused {
  why: Refusal;
  retryInMs?: number;
}

/** Why something was not done, in words. A limit says when to try again. */
export function sayRefused({ refusals, shell }: Words, { why, retryInMs }: Refused): string {
  if (why !== 'too-fast' || retryInMs === undefined) return refusals[why];
  return shell.tooFast(Math.max(1, Math.ceil(retryInMs / 1_000)));
}
