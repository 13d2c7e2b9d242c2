import type { Parts } from '../shared/house';
import type { Clock } from './clock';
import { type Collection, type Store, StoreDown, type Stored } from './store/store';
import { relayAnswers } from './voice/relay-answers';

/** A part is asked this often, and has this long to answer: so one that is out is known within five seconds. */
const lookEveryMs = 3_000;
const patienceMs = 1_800;
/** Looks that a store stays out after a failure: a disk that is nearly full takes a small write, not the next. */
const looksInDoubt = 2;

/**
 * Watches the parts that this process needs: the store and, where voice has one, the relay. No part answers
 * for another. The store is asked to keep something only while people are here and nothing they did has shown
 * that it can; whoever looks from outside has it asked then.
 */
export function createHealth({
  relay,
  clock,
}: {
  /** Addresses of the relay, such as `turn:turn.example.org:3478`; none where voice has none. */
  relay: string[];
  clock: Clock;
}) {
  let parts: Parts = { store: 'ok', relay: relay.length > 0 ? 'ok' : 'none' };
  /** The store kept something since the last look. */
  let proved = false;
  let doubts = 0;
  let check = () => Promise.resolve();
  let changed: (parts: Parts) => void = () => {};

  function set(part: Partial<Parts>) {
    const before = parts;
    parts = { ...parts, ...part };
    if (parts.store !== before.store || parts.relay !== before.relay) changed(parts);
  }

  function storeFailed() {
    proved = false;
    doubts = looksInDoubt;
    set({ store: 'out' });
  }

  function storeKept() {
    if (doubts > 0) return;
    proved = true;
    set({ store: 'ok' });
  }

  const askStore = () => inTime(check()).then(storeKept, storeFailed);
  const askRelay = async () => set({ relay: (await relayAnswers(relay)) ? 'ok' : 'out' });

  function inTime(asked: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const stopWaiting = clock.after(patienceMs, reject);
      void asked.then(resolve, reject).finally(stopWaiting);
    });
  }

  async function seen<Value>(doing: Promise<Value>, kept = () => {}): Promise<Value> {
    try {
      const value = await doing;
      kept();
      return value;
    } catch (problem) {
      if (problem instanceof StoreDown) storeFailed();
      throw problem;
    }
  }

  /** Only what is written shows that something can be. */
  const watched = <R extends Stored>(real: Collection<R>): Collection<R> => ({
    get: (id) => seen(real.get(id)),
    page: (by) => seen(real.page(by)),
    insert: (record) => seen(real.insert(record), storeKept),
    change: (id, edit) => seen(real.change(id, edit), storeKept),
    remove: (id) => seen(real.remove(id), storeKept),
  });

  return {
    parts: () => parts,

    /** The parts as they are now: the store is asked, unless it has just kept something. */
    async look(): Promise<Parts> {
      if (!proved) await askStore();
      return parts;
    },

    /** Watches until the returned function is called; `tell` hears when some part is out, or back. */
    begin({ isAnyoneHere, tell }: { isAnyoneHere: () => boolean; tell: (parts: Parts) => void }) {
      changed = tell;
      return clock.every(lookEveryMs, () => {
        doubts = Math.max(0, doubts - 1);
        if (isAnyoneHere() && !proved) void askStore();
        proved = false;
        if (relay.length > 0) void askRelay();
      });
    },

    /** The same store, watched from now on: the first thing that it cannot do marks it out. */
    watch(store: Store): Store {
      check = store.check;
      return { ...store, collection: (definition) => watched(store.collection(definition)) };
    },
  };
}
