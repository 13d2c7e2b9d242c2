import type { Collection, Store, Stored } from '../../server/store/store';

type Verb = keyof Collection<Stored>;

/** The real store, with something to be done before each verb of each collection, such as waiting or throwing. */
export function withBefore(store: Store, before: (collection: string, verb: Verb) => unknown): Store {
  return {
    ...store,
    collection<R extends Stored>(definition: Parameters<typeof store.collection<R>>[0]): Collection<R> {
      const real = store.collection(definition);
      const met = async (verb: Verb) => void (await before(definition.name, verb));
      return {
        insert: (record) => met('insert').then(() => real.insert(record)),
        get: (id) => met('get').then(() => real.get(id)),
        page: (by) => met('page').then(() => real.page(by)),
        change: (id, edit) => met('change').then(() => real.change(id, edit)),
        remove: (id) => met('remove').then(() => real.remove(id)),
      };
    },
  };
}

/** Holds what comes by at one place until it is let on; everything else passes. */
export function createGate() {
  let isShut = false;
  const letOn: (() => void)[] = [];
  return {
    shut() {
      isShut = true;
    },
    open() {
      isShut = false;
      for (const run of letOn.splice(0)) run();
    },
    /** Only who came last goes on. */
    letLastOn: () => letOn.pop()?.(),
    waiting: () => letOn.length,
    pass: () => (isShut ? new Promise<void>((resolve) => void letOn.push(resolve)) : undefined),
  };
}
