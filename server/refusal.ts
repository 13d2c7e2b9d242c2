import type { RefusalCode } from '../shared/result';

/** Thrown by a verb that will not do what was asked. `answer` turns it into the Result's code. */
export class Refused extends Error {
  override name = 'Refused';
  constructor(
    readonly code: RefusalCode,
    readonly retryInMs?: number,
  ) {
    super(code);
  }
}

export function refuse(code: RefusalCode, retryInMs?: number): never {
  throw new Refused(code, retryInMs);
}
