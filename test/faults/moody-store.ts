import { type Collection, type Store, StoreDown, type Stored } from '../../server/store/store';
import { pause } from './random';

/** How a store is: `refuses` before anything is written; `loses answers` of what it did; `dawdles`. */
export type Mood = 'well' | 'refuses' | 'loses answers' | 'dawdles';

const dawdlesMs = 300;

/** The real store, as it is on bad days. */
export function moody(store: Store, mood: () => Mood): Store {
  async function suffer<Value>(work: () => Promise<Value>): Promise<Value> {
    const now = mood();
    if (now === 'refuses') throw new StoreDown('it is told to refuse');
    if (now === 'dawdles') await pause(Math.random() * dawdlesMs);
    const value = await work();
    if (now === 'loses answers') throw new StoreDown('it is told to lose its answers');
    return value;
  }

  return {
    ...store,
    check: () => suffer(() => store.check()),
    collection<R extends Stored>(definition: Parameters<typeof store.collection<R>>[0]): Collection<R> {
      const kept = store.collection(definition);
      return {
        insert: (record) => suffer(() => kept.insert(record)),
        get: (id) => suffer(() => kept.get(id)),
        page: (by) => suffer(() => kept.page(by)),
        change: (id, edit) => suffer(() => kept.change(id, edit)),
        remove: (id) => suffer(() => kept.remove(id)),
      };
    },
  };
}
