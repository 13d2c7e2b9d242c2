import type { RefusalCode } from '../shared/result';
import { StoreDown, Taken } from './store/store';

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

/** The code that a throw is answered with; whatever is no refusal is a defect of ours. */
export function codeOf(problem: unknown): RefusalCode {
  try {
    if (problem instanceof Refused) return problem.code;
    if (problem instanceof StoreDown) return 'store-down';
    if (problem instanceof Taken) return 'id-used';
  } catch {
    // Something was thrown that throws itself when it is looked at.
  }
  return 'broken';
}
