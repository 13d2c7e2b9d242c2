import { refuse } from '../refusal';
import type { Store } from '../store/store';
import * as record from './people.record';

/**
 * Names that were laid down stay their owner's for a day: nobody slips into the name that others still
 * look for. A few a day, so that nobody keeps every name from everybody.
 */
export function createKeptNames({ store, now }: { store: Store; now: () => number }) {
  const kept = store.collection(record.keptNames);

  async function forgetOld() {
    const oldest = await kept.page({ where: {}, order: 'until', limit: 100 });
    for (const { _id, until } of oldest) if (until <= now()) await kept.remove(_id);
  }

  return {
    letGoOfOld: forgetOld,
    async erase(personId: string) {
      for (const { _id } of await kept.page({ where: { personId }, order: 'until', limit: 100 }))
        await kept.remove(_id);
    },
    /** Refuses `name-taken` while it is kept for somebody else. */
    async check(key: string, personId?: string) {
      const found = await kept.get(key);
      if (found && found.until > now() && found.personId !== personId) refuse('name-taken');
    },
    /** Keeps the name for this person. Refuses `too-fast`, and until when, once they have laid down many. */
    async keep(key: string, personId: string) {
      await forgetOld();
      const own = await kept.page({ where: { personId }, order: 'until', past: now(), limit: changesADay });
      const [oldest] = own;
      if (oldest && own.length === changesADay) refuse('too-fast', oldest.until - now());
      const name = { _id: key, personId, until: now() + keptMs };
      if (!(await kept.change(key, () => name))) await kept.insert(name);
    },
  };
}

const keptMs = 24 * 60 * 60 * 1000;
const changesADay = 5;
