import type { Charter, Doorway, House, Inside } from '../../shared/house';
import type { AtDoor, Me } from '../../shared/people';
import { can } from '../../shared/roles';
import type { Room } from '../../shared/rooms';
import type { Clock } from '../clock';
import type { Store } from '../store/store';
import { firstWords } from './first-words';
import * as record from './house.record';

const theHouse = 'house';
const namesAtDoor = 12;
/** Changes at the door within this time are told together. */
const gatherMs = 200;

/** What the house says of itself: its name, welcome, agreement and crisis resources. Seeded once. */
export async function createCharter({ store, language }: { store: Store; language: 'en' | 'fr' }) {
  const records = store.collection(record.houses);
  const { rooms, ...words } = firstWords[language];
  const stored = await records.get(theHouse);
  let charter = stored && asCharter(stored);
  const isNew = !charter;

  return {
    /** What a new house opens with; empty when this one has been opened before. */
    firstRooms: isNew ? rooms : [],
    /** Writes the first words down. Done last, so that a start that was cut short seeds again. */
    async seed() {
      if (!isNew) return;
      const first = { ...words, agreement: { version: 1, text: words.agreement } };
      await records.insert({ _id: theHouse, ...first });
      charter = first;
    },
    read: (): Charter => charter as Charter,
    /** Another agreement text is another version: whoever comes in anew accepts that one. */
    async edit(change: {
      name: string;
      welcome: string;
      agreement: string;
      crisis: Charter['crisis'];
    }): Promise<Charter> {
      const edited = await records.change(theHouse, (before) => {
        const same = before.agreement.text === change.agreement;
        const version = same ? before.agreement.version : before.agreement.version + 1;
        return { ...before, ...change, agreement: { version, text: change.agreement } };
      });
      charter = asCharter(edited as record.HouseRecord);
      return charter;
    },
  };
}

export type CharterVerbs = Awaited<ReturnType<typeof createCharter>>;

/**
 * The door: every room with who is inside, as far as the room and each person let it be seen. Those who
 * stand at it hear of a change once what they would see is different.
 */
export function createDoor({
  clock,
  charter,
  voice,
  rooms,
  inside,
  tell,
}: {
  clock: Clock;
  charter: () => Charter;
  voice: House['voice'];
  rooms: () => Room[];
  /** Those inside a room. */
  inside: (roomId: string) => Me[];
  tell: (doorway: Doorway) => void;
}) {
  const told = new Map<string, string>();
  const dirty = new Map<string, () => void>();

  const doorway = ({ atDoor, ...room }: Room): Doorway => {
    const seen = inside(room.id).filter((me) => me.atDoor !== 'hidden');
    const hosted = atDoor !== 'hidden' && seen.some((me) => can(me.role, 'close or reopen a room'));
    return { ...room, hosted, inside: show(atDoor, seen) };
  };

  function tellRoom(roomId: string) {
    dirty.delete(roomId);
    const room = rooms().find(({ id }) => id === roomId);
    if (!room) return;
    const now = doorway(room);
    const spelt = JSON.stringify(now);
    if (told.get(roomId) === spelt) return;
    told.set(roomId, spelt);
    tell(now);
  }

  return {
    look: (): House => ({ charter: charter(), rooms: rooms().map(doorway), voice }),
    /** Something about this room may look different from outside. */
    changed(roomId: string) {
      if (!dirty.has(roomId))
        dirty.set(
          roomId,
          clock.after(gatherMs, () => tellRoom(roomId)),
        );
    },
    close() {
      for (const stop of dirty.values()) stop();
    },
  };
}

function show(atDoor: AtDoor, seen: Me[]): Inside {
  if (atDoor === 'hidden') return { shows: 'hidden' };
  if (atDoor === 'counted') return { shows: 'counted', count: seen.length };
  const names = seen.filter((me) => me.atDoor === 'name').map((me) => me.name);
  const shown = names.slice(0, namesAtDoor);
  return { shows: 'name', names: shown, more: seen.length - shown.length };
}

const asCharter = ({ name, welcome, agreement: { version, text }, crisis }: record.HouseRecord): Charter => ({
  name,
  welcome,
  agreement: { version, text },
  crisis: crisis.map(({ title, reach, link }) => ({ title, reach, ...(link ? { link } : {}) })),
});
