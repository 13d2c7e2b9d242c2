import { StoreDown, Taken, Unfit } from '../store';

/** Whoever asks a dead server has an answer after this long. */
export const answerMs = 3500;
const duplicateKey = 11000;

/** Asks the server for something; gives `Taken` or `StoreDown`, the latter within `answerMs`, for its errors. */
export interface Ask {
  <T>(work: () => Promise<T>, withinMs?: number): Promise<T>;
  /** Waits for what is under way; refuses the rest. */
  stop(): Promise<unknown>;
}

export function createAsk(): Ask {
  const underWay = new Set<Promise<unknown>>();
  let stopped = false;

  async function ask<T>(work: () => Promise<T>, withinMs = answerMs): Promise<T> {
    if (stopped) throw new StoreDown('the store is closed');
    const answer = inTime(Promise.resolve().then(work), withinMs);
    underWay.add(answer);
    try {
      return await answer;
    } catch (cause) {
      throw asOurs(cause);
    } finally {
      underWay.delete(answer);
    }
  }

  return Object.assign(ask, {
    stop() {
      stopped = true;
      return Promise.allSettled(underWay);
    },
  });
}

function inTime<T>(answer: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreDown(`MongoDB gave no answer in ${withinMs} ms`)), withinMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function asOurs(error: unknown): unknown {
  if (error instanceof Unfit || error instanceof StoreDown) return error;
  const { code, keyPattern } = error as { code?: unknown; keyPattern?: object };
  if (code === duplicateKey) return new Taken(Object.keys(keyPattern ?? {}).join(', '));
  return new StoreDown('MongoDB cannot keep or give anything', { cause: error });
}
