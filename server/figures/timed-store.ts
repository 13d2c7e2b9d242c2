import type { Collection, Store, Stored } from '../store/store';
import type { Timings } from './timings';

/** The same store, with how long it takes written down. Nothing waits for the writing down. */
export function timedStore(store: Store, { reads, writes }: { reads: Timings; writes: Timings }): Store {
  return {
    ...store,
    collection: (definition) => timed(store.collection(definition), reads, writes),
  };
}

function timed<R extends Stored>(kept: Collection<R>, reads: Timings, writes: Timings): Collection<R> {
  return {
    get: (id) => watch(reads, () => kept.get(id)),
    page: (by) => watch(reads, () => kept.page(by)),
    insert: (record) => watch(writes, () => kept.insert(record)),
    change: (id, edit) => watch(writes, () => kept.change(id, edit)),
    remove: (id) => watch(writes, () => kept.remove(id)),
  };
}

function watch<Value>(timings: Timings, ask: () => Promise<Value>): Promise<Value> {
  const began = performance.now();
  const asked = ask();
  const done = () => timings.add(performance.now() - began);
  asked.then(done, done);
  return asked;
}
