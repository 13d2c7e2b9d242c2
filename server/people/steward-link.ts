import { refuse } from '../refusal';
import type { Store } from '../store/store';
import * as record from './people.record';
import { hash, newSecret } from './secrets';

const first = 'first';

/** The one-time link that makes a steward where there is none: by its hash, for a week, until it is used. */
export function createStewardLink({ store, now }: { store: Store; now: () => number }) {
  const links = store.collection(record.stewardLinks);

  const isGood = (link: record.StewardLinkRecord | undefined, token: string) =>
    link !== undefined && link.hash === hash(token) && link.endsAt > now();

  return {
    /** A new link's token. Older ones stop working. */
    async offer(): Promise<string> {
      const token = newSecret();
      const offered = { hash: hash(token), endsAt: now() + goodForMs };
      if (!(await links.change(first, (link) => ({ ...link, ...offered }))))
        await links.insert({ _id: first, ...offered });
      return token;
    },
    /** Refuses `link-used` for one that is used, replaced, too old or made up. */
    async check(token: string) {
      if (!isGood(await links.get(first), token)) refuse('link-used');
    },
    /** Uses it up; gives how to take that back. Of two at the same moment one is refused. */
    async spend(token: string): Promise<() => Promise<unknown>> {
      await links.change(first, (link) =>
        isGood(link, token) ? { ...link, hash: '' } : refuse('link-used'),
      );
      return () => links.change(first, (link) => ({ ...link, hash: hash(token) }));
    },
  };
}

const goodForMs = 7 * 24 * 60 * 60 * 1000;
