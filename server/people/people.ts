import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../../shared/ids';
import type { AtDoor, Entry, Me, Person, StewardEntry } from '../../shared/people';
import { type Role, standsOver } from '../../shared/roles';
import { refuse } from '../refusal';
import type { Identity } from '../sockets';
import { type Store, Taken } from '../store/store';
import { nameKey } from './names';
import * as record from './people.record';

/** A session just begun: `secret` is what the device keeps in its cookie. */
export interface Begun extends Identity {
  secret: string;
}

const stewardLink = 'first';

/** Who people are: coming in without an account, being recognised tomorrow, names, roles. */
export function createPeople({
  store,
  now,
  agreementVersion,
  changed,
}: {
  store: Store;
  now: () => number;
  agreementVersion: () => number;
  /** Tells the live side that this person has another name, role or choice now. */
  changed: (me: Me) => void;
}) {
  const people = store.collection(record.people);
  const sessions = store.collection(record.sessions);
  const links = store.collection(record.stewardLinks);

  async function comeIn({ name, agreement }: Entry, role: Role): Promise<record.PersonRecord> {
    if (agreement !== agreementVersion()) refuse('agreement-changed');
    const person: record.PersonRecord = {
      _id: newId(),
      name,
      nameKey: nameKey(name),
      role,
      atDoor: 'name',
      agreedTo: agreement,
      cameAt: now(),
    };
    await unlessTaken(people.insert(person));
    return person;
  }

  async function begin(person: record.PersonRecord): Promise<Begun> {
    const secret = randomBytes(32).toString('base64url');
    await sessions.insert({ _id: hash(secret), personId: person._id, startedAt: now() });
    return { secret, person: asMe(person), token: handshakeToken(secret) };
  }

  async function edit(personId: string, change: Partial<record.PersonRecord>): Promise<Me> {
    const person = await unlessTaken(people.change(personId, (before) => ({ ...before, ...change })));
    if (!person) refuse('not-found');
    const me = asMe(person);
    changed(me);
    return me;
  }

  return {
    /** A guest comes in, accepting the agreement of that version. Refuses look-alike and hidden names. */
    comeInAsGuest: async (entry: Entry): Promise<Begun> => begin(await comeIn(entry, 'peer')),

    /** The session behind a cookie's value, or undefined. The same answer for every transport. */
    async whoIs(secret: string | undefined): Promise<Identity | undefined> {
      if (!secret) return undefined;
      const session = await sessions.get(hash(secret));
      const person = session && (await people.get(session.personId));
      return person && { person: asMe(person), token: handshakeToken(secret) };
    },

    async find(personId: string): Promise<Person | undefined> {
      const person = await people.get(personId);
      return person && { id: person._id, name: person.name, role: person.role };
    },

    /** This device no longer knows anyone. */
    forget: (secret: string) => sessions.remove(hash(secret)),

    rename: (personId: string, name: string) => edit(personId, { name, nameKey: nameKey(name) }),
    setAtDoor: (personId: string, atDoor: AtDoor) => edit(personId, { atDoor }),

    /** Gives a role to someone of lower standing; nobody makes themselves more than they are. */
    async setRole(by: Me, personId: string, role: Role): Promise<Person> {
      const before = await people.get(personId);
      if (!before) refuse('not-found');
      if (!standsOver(by.role, before.role)) refuse('not-allowed');
      const { id, name } = await edit(personId, { role });
      return { id, name, role };
    },

    /** A new one-time link's token while no steward is known; older ones stop working. Undefined otherwise. */
    async offerStewardLink(): Promise<string | undefined> {
      const [steward] = await people.page({ where: { role: 'steward' }, order: '_id', limit: 1 });
      if (steward) return undefined;
      const token = randomBytes(24).toString('base64url');
      const offered = await links.change(stewardLink, (link) => ({ ...link, hash: hash(token) }));
      if (!offered) await links.insert({ _id: stewardLink, hash: hash(token) });
      return token;
    },

    /** Uses the one-time link up. Whoever was known on this device becomes steward, with a new session. */
    async claimStewardLink(entry: StewardEntry, known: Me | undefined): Promise<Begun> {
      const link = await links.get(stewardLink);
      if (!link || link.hash !== hash(entry.token)) refuse('link-used');
      // The name is checked before the link is spent: a refused name must not lose it.
      const key = nameKey(entry.name);
      await links.change(stewardLink, (before) => {
        if (before.hash !== hash(entry.token)) refuse('link-used');
        return { ...before, hash: '' };
      });
      try {
        if (!known) return await begin(await comeIn(entry, 'steward'));
        await edit(known.id, { role: 'steward', name: entry.name, nameKey: key });
        const person = await people.get(known.id);
        return await begin(person ?? refuse('not-found'));
      } catch (problem) {
        await links.change(stewardLink, (before) => ({ ...before, hash: hash(entry.token) }));
        throw problem;
      }
    },
  };
}

export type People = ReturnType<typeof createPeople>;

const asMe = ({ _id, name, role, atDoor }: record.PersonRecord): Me => ({ id: _id, name, role, atDoor });

const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url');

/** Derived from the secret, so that only a page of ours, which was given it, can open a socket. */
const handshakeToken = (secret: string) => hash(`handshake ${secret}`);

const unlessTaken = <Value>(written: Promise<Value>): Promise<Value> =>
  written.catch((problem: unknown) =>
    problem instanceof Taken ? refuse('name-taken') : Promise.reject(problem),
  );
