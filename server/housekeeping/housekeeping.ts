import type { Logger } from 'pino';
import type { Clock } from '../clock';
import { nameOf } from '../problems';
import type { Store } from '../store/store';
import * as record from './housekeeping.record';

const theHouse = 'house';

/**
 * What the house does by itself, every hour: each feature lets go of what it no longer keeps; and so that the
 * bytes go too, the store's files are written anew, twice a day. That holds everybody up for a moment,
 * so it waits for an empty house while it can.
 */
export function createHousekeeping({
  store,
  clock,
  log,
  sweeps,
  isEmpty,
}: {
  store: Store;
  clock: Clock;
  log: Logger;
  /** Each lets go of what is old, a little at a time, and goes on the next time when it was cut short. */
  sweeps: (() => Promise<void>)[];
  /** Is nobody inside? */
  isEmpty: () => boolean;
}) {
  const records = store.collection(record.rounds);
  let working: Promise<void> | undefined;
  let stopWaiting = () => {};
  let closed = false;
  let isWanted = false;

  async function last(): Promise<record.RoundsRecord> {
    const known = await records.get(theHouse);
    if (known) return known;
    // Nothing is known of the time before: what is old goes in an hour.
    const first = { _id: theHouse, sweptAt: 0, purgedAt: clock.now() };
    await records.insert(first);
    return first;
  }

  async function round() {
    const { sweptAt } = await last();
    const at = clock.now();
    // A clock that has leapt ahead may be wrong, and what is removed never comes back: one more hour to mend it.
    const leapt = at - sweptAt > mostBetweenMs;
    if (!leapt) for (const sweep of sweeps) if (!closed) await sweep().catch(tell);
    await records.change(theHouse, (before) => ({ ...before, sweptAt: at }));
    await purgeWhenDue();
  }

  async function purgeWhenDue() {
    if (closed) return;
    const { purgedAt } = await last();
    const since = clock.now() - purgedAt;
    const waits = isEmpty() ? (isWanted ? 0 : restMs) : isWanted ? wantedWithinMs : latestMs;
    // A moment that is still to come was written by a clock that was wrong.
    if (since >= 0 && since < waits) return;
    const at = clock.now();
    isWanted = false;
    await store.purge();
    await records.change(theHouse, (before) => ({ ...before, purgedAt: at }));
  }

  /** One at a time, and never a reason for the process to end. */
  function work(run: () => Promise<void>): Promise<void> {
    const done = (working ?? Promise.resolve()).then(run).catch(tell);
    working = done;
    return done;
  }

  function tell(problem: unknown) {
    log.warn({ problem: nameOf(problem) }, 'housekeeping was cut short');
  }

  return {
    start() {
      void work(round);
      stopWaiting = clock.every(everyMs, () => void work(round));
    },
    /** The bytes of what was just removed go soon: at once from an empty house, else within the hour. */
    purgeSoon() {
      isWanted = true;
      void work(purgeWhenDue);
    },
    /** Resolves when nothing of it is under way. */
    async close() {
      closed = true;
      stopWaiting();
      await working;
    },
  };
}

const hourMs = 60 * 60 * 1000;
const everyMs = hourMs;
const mostBetweenMs = 25 * hourMs;
/** What is removed or overwritten leaves the files within a day: a board's log alone may wait for six hours first. */
const latestMs = 16 * hourMs;
const restMs = 8 * hourMs;
const wantedWithinMs = hourMs;
