import { newId } from '../../shared/ids';
import type { AtDoor, Entry, Me, Person, StewardEntry } from '../../shared/people';
import { type Role, standsOver } from '../../shared/roles';
import { refuse } from '../refusal';
import type { Identity } from '../sockets';
import { type Store, Taken } from '../store/store';
import { createFreshness } from './freshness';
import { createKeptNames } from './kept-names';
import { nameKey } from './names';
import * as record from './people.record';
import { handshakeToken } from './secrets';
import { createSessions } from './sessions';
import { createStewardLink } from './steward-link';

/** A session just begun: `secret` is what the device keeps in its cookie. */
export interface Begun {
  person: Me;
  token: string;
  secret: string;
}

/** Who people are: coming in without an account, being recognised tomorrow, names, roles. */
export function createPeople({
  store,
  now,
  agreementVersion,
  changed,
  roleChanged,
}: {
  store: Store;
  now: () => number;
  agreementVersion: () => number;
  /** Tells the live side that this person has another name, role or choice now. */
  changed: (me: Me) => void;
  /** What their pages opened with another role must be opened anew. */
  roleChanged: (me: Me) => void;
}) {
  const people = store.collection(record.people);
  const sessions = createSessions({ store, now });
  const link = createStewardLink({ store, now });
  const keptNames = createKeptNames({ store, now });
  const freshness = createFreshness();
  let naming: Promise<unknown> = Promise.resolve();

  /** One at a time, so that nobody takes a name between its being laid down and its being kept. */
  function oneByOne<Value>(take: () => Promise<Value>): Promise<Value> {
    const taken = naming.then(take);
    naming = taken.catch(() => undefined);
    return taken;
  }

  function comeIn({ name, agreement }: Entry, role: Role): Promise<record.PersonRecord> {
    if (agreement !== agreementVersion()) refuse('agreement-changed');
    const key = nameKey(name);
    const came = { agreedTo: agreement, cameAt: now() };
    const person = { _id: newId(), name, nameKey: key, role, atDoor: 'name' as const, ...came };
    return oneByOne(async () => {
      await keptNames.check(key);
      await unlessTaken(people.insert(person));
      return person;
    });
  }

  async function begin(person: record.PersonRecord): Promise<Begun> {
    const secret = await sessions.begin(person._id);
    return { secret, person: asMe(person), token: handshakeToken(secret) };
  }

  async function edit(
    personId: string,
    change: (before: record.PersonRecord) => Partial<record.PersonRecord>,
  ): Promise<Me> {
    const person = await unlessTaken(people.change(personId, (before) => ({ ...before, ...change(before) })));
    if (!person) refuse('not-found');
    freshness.changed(personId);
    const me = asMe(person);
    changed(me);
    return me;
  }

  function rename(personId: string, name: string): Promise<Me> {
    const key = nameKey(name);
    return oneByOne(async () => {
      await keptNames.check(key, personId);
      const before = (await people.get(personId)) ?? refuse('not-found');
      if (before.name === name) return asMe(before);
      if (before.nameKey !== key) {
        if (await isAnothers(key, personId)) refuse('name-taken');
        await keptNames.keep(before.nameKey, personId);
      }
      return edit(personId, (kept) => ({ name, nameKey: key, ...renamedFrom(kept) }));
    });
  }

  /** Whoever changes their name twice is still shown with the one that others knew. */
  function renamedFrom({ name, was, wasUntil = 0 }: record.PersonRecord) {
    return { was: wasUntil > now() ? was : name, wasUntil: now() + oldNameShownMs };
  }

  async function isAnothers(key: string, personId: string) {
    const [other] = await people.page({ where: { nameKey: key }, order: '_id', limit: 1 });
    return other !== undefined && other._id !== personId;
  }

  /** The role, then every secret from before it, then every line that was opened with one. */
  async function giveRole(personId: string, role: Role): Promise<Me> {
    const me = await edit(personId, () => ({ role }));
    try {
      await sessions.outdate(personId);
    } finally {
      freshness.changed(personId);
      roleChanged(me);
    }
    return me;
  }

  function asMe({ _id, name, role, atDoor, was, wasUntil = 0 }: record.PersonRecord): Me {
    const me = { id: _id, name, role, atDoor };
    return was !== undefined && was !== name && wasUntil > now()
      ? { ...me, was: { name: was, until: wasUntil } }
      : me;
  }

  return {
    /** A guest comes in, accepting the agreement of that version. Refuses look-alike and hidden names. */
    comeInAsGuest: async (entry: Entry): Promise<Begun> => begin(await comeIn(entry, 'peer')),

    /** The session behind a cookie's value, or undefined. The same answer for every transport. */
    async whoIs(secret: string | undefined): Promise<Identity | undefined> {
      if (!secret) return undefined;
      const isFresh = freshness.begin();
      const session = await sessions.find(secret);
      const person = session && (await people.get(session.personId));
      if (!person) return undefined;
      return {
        person: asMe(person),
        token: handshakeToken(secret),
        outdated: sessions.isOutdated(session, person.role),
        isFresh: () => isFresh(person._id),
      };
    },

    /** The same over HTTP, which can set a cookie: an outdated secret gets the one that takes its place. */
    async whoIsAnew(secret: string | undefined): Promise<Begun | undefined> {
      const session = secret && (await sessions.find(secret));
      const person = session && (await people.get(session.personId));
      if (!person) return undefined;
      const kept = sessions.isOutdated(session, person.role) ? await sessions.replace(session) : secret;
      return { person: asMe(person), token: handshakeToken(kept), secret: kept };
    },

    async find(personId: string): Promise<Person | undefined> {
      const person = await people.get(personId);
      return person && asPerson(asMe(person));
    },

    /** This device no longer knows anyone. Gives who it knew. */
    async forget(secret: string): Promise<string | undefined> {
      const session = await sessions.find(secret);
      await sessions.end(secret);
      if (session) freshness.changed(session.personId);
      return session?.personId;
    },

    /** Refuses `too-fast` after several in a day: each keeps the old name from the others. */
    rename,
    setAtDoor: (personId: string, atDoor: AtDoor) => edit(personId, () => ({ atDoor })),

    /** Gives a role to someone of lower standing; nobody makes themselves more than they are. */
    async setRole(by: Me, personId: string, role: Role): Promise<Person> {
      const before = (await people.get(personId)) ?? refuse('not-found');
      if (!standsOver(by.role, before.role)) refuse('not-allowed');
      return asPerson(await giveRole(personId, role));
    },

    /** What the house keeps of someone besides what they wrote. */
    async kept(personId: string) {
      const person = (await people.get(personId)) ?? refuse('not-found');
      const { name, role, atDoor, cameAt } = person;
      return { name, role, atDoor, cameAt, devices: await sessions.starts(personId) };
    },
    /** No device knows this person, and nothing of theirs is kept here: neither name nor choices. */
    async erase(personId: string) {
      await sessions.endAll(personId);
      await keptNames.erase(personId);
      await people.remove(personId);
      freshness.changed(personId);
    },
    async letGoOfOld() {
      await sessions.letGoOfOld();
      await keptNames.letGoOfOld();
    },

    /** A new one-time link's token while no device knows a steward; older ones stop working. Undefined otherwise. */
    async offerStewardLink(): Promise<string | undefined> {
      const stewards = await people.page({ where: { role: 'steward' }, order: '_id', limit: 100 });
      for (const { _id } of stewards) if (await sessions.knows(_id)) return undefined;
      return link.offer();
    },

    /** Uses the one-time link up. Whoever was known on this device becomes steward, with a new session. */
    async claimStewardLink(entry: StewardEntry, known: Me | undefined): Promise<Begun> {
      await link.check(entry.token);
      // The name is checked before the link is spent: a refused name must not lose it.
      nameKey(entry.name);
      const giveBack = await link.spend(entry.token);
      try {
        if (!known) return await begin(await comeIn(entry, 'steward'));
        await rename(known.id, entry.name);
        await giveRole(known.id, 'steward');
        return await begin((await people.get(known.id)) ?? refuse('not-found'));
      } catch (problem) {
        await giveBack();
        throw problem;
      }
    },
  };
}

export type People = ReturnType<typeof createPeople>;

/** How long the others are shown the name someone had before. */
const oldNameShownMs = 10 * 60 * 1000;

const asPerson = ({ atDoor: _own, ...person }: Me): Person => person;

const unlessTaken = <Value>(written: Promise<Value>): Promise<Value> =>
  written.catch((problem: unknown) =>
    problem instanceof Taken ? refuse('name-taken') : Promise.reject(problem),
  );
