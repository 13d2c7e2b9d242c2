import mongoose from 'mongoose';
import { StoreDown, Taken, Unfit } from '../store';

const { MongoError, MongoServerError } = mongoose.mongo;

/** A server that answers nobody for so long is silent. */
const answerMs = 1500;
/** Whoever waits in a line at a living one has an answer after this long. */
export const mostMs = 4000;
const duplicateKey = 11000;

/**
 * Asks the server for something; gives `Taken` or `StoreDown`, the latter after `mostMs` or `answerMs` of silence.
 * While the server is silent all are refused at once, but for one now and then that finds out if it is back.
 */
export interface Ask {
  <T>(work: () => Promise<T>, withinMs?: number): Promise<T>;
  /** Waits for what is under way; refuses the rest. */
  stop(): Promise<unknown>;
}

export function createAsk(): Ask {
  const underWay = new Set<Promise<unknown>>();
  let stopped = false;
  let silent = false;
  let heardAt = 0;
  let nextTryAt = 0;

  async function ask<T>(work: () => Promise<T>, withinMs?: number): Promise<T> {
    if (stopped) throw new StoreDown('the store is closed');
    const askedAt = performance.now();
    if (silent && askedAt < nextTryAt) {
      await new Promise(setImmediate); // whoever asks again and again must let the answer in
      throw new StoreDown('MongoDB gives no answer');
    }
    nextTryAt = askedAt + answerMs;
    const answer = Promise.resolve().then(work);
    answer.then(heard, (error) => error instanceof MongoServerError && heard());
    const inTime = until(() => {
      if (withinMs) return askedAt + withinMs;
      return Math.min(Math.max(askedAt, heardAt) + answerMs, askedAt + mostMs);
    }, answer);
    underWay.add(inTime);
    try {
      return await inTime;
    } catch (cause) {
      if (isSilence(cause)) missed(askedAt);
      throw asOurs(cause);
    } finally {
      underWay.delete(inTime);
    }
  }

  function heard() {
    heardAt = performance.now();
    silent = false;
  }

  function missed(askedAt: number) {
    const now = performance.now();
    if (heardAt > askedAt && now < heardAt + answerMs) return; // one slow answer among others is not silence
    silent = true;
    nextTryAt = now + answerMs; // whoever waited in line behind this one need not wait as long again
  }

  return Object.assign(ask, {
    stop() {
      stopped = true;
      return Promise.allSettled(underWay);
    },
  });
}

class Late extends StoreDown {}

/** The answer, if it comes before a moment that may move on meanwhile. */
function until<T>(end: () => number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    const look = () => {
      const left = end() - performance.now();
      if (left > 0) timer = setTimeout(look, left);
      else setImmediate(() => reject(new Late('MongoDB gave no answer in time'))); // unless it is here, unread
    };
    look();
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function isSilence(error: unknown): boolean {
  return error instanceof Late || (error instanceof MongoError && !(error instanceof MongoServerError));
}

function asOurs(error: unknown): unknown {
  if (error instanceof Unfit || error instanceof StoreDown) return error;
  const { code, keyPattern, message } = error as { code?: unknown; keyPattern?: object; message: string };
  if (code === duplicateKey) return new Taken(Object.keys(keyPattern ?? {}).join(', '));
  // So FerretDB, which gives the code to inserts only.
  if (/UNIQUE constraint failed/.test(message)) return new Taken('a unique index');
  return new StoreDown('MongoDB cannot keep or give anything', { cause: error });
}
