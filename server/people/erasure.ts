import type { Logger } from 'pino';
import type { Clock } from '../clock';
import { nameOf } from '../problems';
import { type Store, Taken } from '../store/store';
import * as record from './erasure.record';
import { hash } from './secrets';

/**
 * “Erase everything of mine.” Once it is promised it is carried out, however often the server is stopped
 * meanwhile: the promise is on disk first, each part may run again, and the last thing is to forget who it was.
 */
export function createErasure({
  store,
  clock,
  log,
  forget,
  parts,
  purgeSoon,
}: {
  store: Store;
  clock: Clock;
  log: Logger;
  /** Nobody knows this person from now on, and every page and line of theirs is cut. */
  forget: (personId: string) => Promise<void>;
  /** What each feature erases. */
  parts: ((personId: string) => Promise<void>)[];
  purgeSoon: () => void;
}) {
  const records = store.collection(record.erasures);
  const waiting = new Map<string, () => void>();
  const working = new Set<Promise<void>>();
  let closed = false;

  function later(personId: string, isLast: boolean, ms: number) {
    if (!closed)
      waiting.set(
        personId,
        clock.after(ms, () => start(personId, isLast)),
      );
  }

  function start(personId: string, isLast: boolean) {
    const done = carryOut(personId, isLast).finally(() => working.delete(done));
    working.add(done);
  }

  /** Twice: what was under way when their lines were cut has come to rest by the second time. */
  async function carryOut(personId: string, isLast: boolean) {
    try {
      await forget(personId);
      for (const erase of parts) {
        if (closed) return;
        await erase(personId);
      }
      if (!isLast) return later(personId, true, settledMs);
      await records.change(hash(personId), ({ personId: _done, ...rest }) => ({ ...rest, done: true }));
      waiting.delete(personId);
      purgeSoon();
    } catch (problem) {
      log.warn({ problem: nameOf(problem) }, 'an erasure goes on later');
      later(personId, isLast, againMs);
    }
  }

  return {
    /** Resolves once it cannot be lost any more; all is gone from every screen within a minute. */
    async begin(personId: string) {
      const promised = { _id: hash(personId), at: clock.now(), done: false, personId };
      await records.insert(promised).catch((problem) => {
        if (!(problem instanceof Taken)) throw problem; // they asked twice
      });
      await forget(personId).catch(() => undefined); // it is tried again with the rest
      start(personId, false);
    },
    /** Goes on with what an earlier process had promised. */
    async resume() {
      for (const { personId } of await records.page({ where: { done: false }, order: '_id', limit: 1_000 }))
        if (personId) start(personId, false);
    },
    async close() {
      closed = true;
      for (const stop of waiting.values()) stop();
      await Promise.all(working);
    },
  };
}

const settledMs = 10_000;
const againMs = 10_000;
