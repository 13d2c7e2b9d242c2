import type { Role } from '../../shared/roles';
import type { Store } from '../store/store';
import * as record from './people.record';
import { hash, newSecret } from './secrets';

/**
 * The devices that know someone. A secret is replaced every so often, and whenever its person's role
 * changed. The old one ends when the new one is first used, not before: an answer that is lost on the way
 * must not lock out a guest, who has no other way back in.
 */
export function createSessions({ store, now }: { store: Store; now: () => number }) {
  const sessions = store.collection(record.sessions);
  const today = () => Math.floor(now() / dayMs) * dayMs;

  async function begin(personId: string, replaces?: string): Promise<string> {
    const secret = newSecret();
    const started = { _id: hash(secret), personId, startedAt: today() };
    await sessions.insert(replaces === undefined ? started : { ...started, replaces });
    return secret;
  }

  async function endReplaced({ _id, replaces }: record.SessionRecord) {
    if (replaces === undefined) return;
    await sessions.remove(replaces);
    await sessions.change(_id, ({ replaces: _ended, ...rest }) => rest);
  }

  const isOver = ({ startedAt }: record.SessionRecord) => today() - startedAt > keptDays * dayMs;

  return {
    /** A new device of this person; gives its secret. */
    begin: (personId: string) => begin(personId),

    /** The session behind a secret, unless it was not used for too long. */
    async find(secret: string): Promise<record.SessionRecord | undefined> {
      const session = await sessions.get(hash(secret));
      if (!session || isOver(session)) return undefined;
      // While nothing can be written the old one lasts a little longer.
      await endReplaced(session).catch(() => undefined);
      return session;
    },

    /** Is it only good for fetching the one that takes its place? */
    isOutdated: ({ stale, startedAt }: record.SessionRecord, role: Role): boolean =>
      stale === true || today() - startedAt >= renewedAfterDays[role] * dayMs,

    /** A secret to take the place of this session's. */
    replace: ({ _id, personId }: record.SessionRecord) => begin(personId, _id),

    /** All of this person's devices must fetch a new secret. */
    async outdate(personId: string) {
      for (const { _id } of await sessions.page({ where: { personId }, order: '_id', limit: mostDevices }))
        await sessions.change(_id, (session) => ({ ...session, stale: true }));
    },

    /** Is there a device that still knows this person? */
    async knows(personId: string): Promise<boolean> {
      const devices = await sessions.page({ where: { personId }, order: '_id', limit: mostDevices });
      return devices.some((session) => !isOver(session));
    },

    end: (secret: string) => sessions.remove(hash(secret)),

    /** When this person's devices came to be known. */
    async starts(personId: string): Promise<number[]> {
      const devices = await sessions.page({ where: { personId }, order: '_id', limit: mostDevices });
      return devices.map(({ startedAt }) => startedAt).sort();
    },

    async endAll(personId: string) {
      for (const { _id } of await sessions.page({ where: { personId }, order: '_id', limit: mostDevices }))
        await sessions.remove(_id);
    },

    /** Devices that were not used for too long leave no trace. */
    async letGoOfOld() {
      for (let past: string | undefined; ; ) {
        const page = await sessions.page({ where: {}, order: '_id', past, limit: 100 });
        for (const session of page) if (isOver(session)) await sessions.remove(session._id);
        past = page.at(-1)?._id;
        if (page.length < 100) return;
      }
    },
  };
}

const dayMs = 24 * 60 * 60 * 1000;
/** A secret in use is replaced this often, so what is older was not used since: no other trail of use is kept. */
const renewedAfterDays: Record<Role, number> = { peer: 30, host: 1, steward: 1 };
const keptDays = 180;
const mostDevices = 1_000;
