import type { Told } from '../../shared/contract';
import type { Me, Person } from '../../shared/people';
import { can, standsOver } from '../../shared/roles';
import type { InsideRoom, Room, StepBack } from '../../shared/rooms';
import type { Hall } from '../hall';
import type { Presence } from '../presence/presence';
import { refuse } from '../refusal';
import type { Page } from '../sockets';
import { type Store, Taken } from '../store/store';
import { newCode } from './codes';
import * as record from './rooms.record';
import { createStepBacks } from './step-backs';

const house = 'house';

/**
 * Always-open rooms: coming in, going out, and what a host may do about a room. The few rooms of a house
 * are kept in memory; every change is stored before anyone is told.
 */
export async function createRooms({
  store,
  hall,
  presence,
  now,
  newId,
  personOf,
  snapshot,
  changed,
}: {
  store: Store;
  hall: Hall;
  presence: Presence;
  now: () => number;
  newId: () => string;
  /** Someone this house knows, inside or not. */
  personOf: (id: string) => Promise<Person | undefined>;
  /** What the other features add to what a page needs on coming in. */
  snapshot: (
    roomId: string,
    since: number | undefined,
  ) => Promise<Pick<InsideRoom, 'messages' | 'goneBefore' | 'boards' | 'seats' | 'piece'>>;
  /** The door shows this room differently now. */
  changed: (roomId: string) => void;
}) {
  const records = store.collection(record.rooms);
  const stepBacks = createStepBacks({ store, now });
  const rooms = new Map<string, Room>();
  for (const room of await records.page({ where: { house }, order: 'place', limit: 1000 }))
    rooms.set(room._id, asRoom(room));

  function find(roomId: string): Room {
    return rooms.get(roomId) ?? refuse('not-found');
  }

  async function edit(roomId: string, change: Partial<record.RoomRecord>): Promise<Room> {
    const edited = await records.change(roomId, (before) => ({ ...before, ...change }));
    if (!edited) refuse('not-found');
    const room = asRoom(edited);
    rooms.set(roomId, room);
    hall.announce(roomId, 'room:changed', room);
    changed(roomId);
    return room;
  }

  function letGo(roomId: string, personId: string, told: Omit<Told<'room:let-go'>, 'roomId'>) {
    hall.expel(roomId, personId);
    hall.tell(personId, 'room:let-go', { roomId, ...told });
  }

  /** Pages on their way in. Who is let go of meanwhile, or leaves, is turned back. */
  const comingIn = new Set<Coming>();
  const turnBack = (which: (coming: Coming) => boolean) => {
    for (const coming of comingIn) coming.turnedBack ||= which(coming);
  };
  hall.onExpel((roomId, personId) =>
    turnBack((coming) => coming.roomId === roomId && coming.personId === personId),
  );

  async function comeIn(coming: Coming, page: Page, since: number | undefined): Promise<InsideRoom> {
    const { roomId, personId } = coming;
    const untilWhen = await stepBacks.untilWhen(roomId, personId);
    // From here to being inside nothing waits, so that nobody is let go of in between.
    const me = page.person ?? refuse('no-session');
    const mayCome = () => {
      const until = untilWhen();
      if (until > now()) refuse('stepped-back', until - now());
      if (!find(roomId).open && !can(me.role, 'enter a closed room')) refuse('room-closed');
      if (coming.turnedBack) refuse('not-inside');
    };
    mayCome();
    // Hearing the room comes first: what is said while the snapshot is read is told, not missed.
    const wasInside = presence.isPageInside(roomId, personId, page.id);
    hall.admit(roomId, page.id);
    const goBack = presence.enter(roomId, me, page);
    try {
      const hosting = can(me.role, 'ask someone to step back');
      const [others, back] = await Promise.all([
        snapshot(roomId, since),
        hosting ? stepBacks.of(roomId) : [],
      ]);
      // What was read is for those inside; meanwhile they may be no more.
      if (coming.turnedBack) mayCome();
      return { room: find(roomId), here: presence.here(roomId), ...others, stepBacks: back };
    } catch (problem) {
      // Whoever is told that they are outside is, and hears nothing.
      if (!wasInside) hall.dismiss(roomId, page.id);
      goBack();
      throw problem;
    }
  }

  return {
    all: () => [...rooms.values()],
    stepBacksHeld: stepBacks.held,
    find,

    /** Opens a room that stays. `name` and `purpose` are one line each. */
    async open({ name, purpose }: { name: string; purpose: string }): Promise<Room> {
      for (;;) {
        const room = {
          _id: newId(),
          house,
          place: rooms.size,
          code: newCode(),
          name,
          purpose,
          open: true,
          atDoor: 'name' as const,
          keeps: 'month' as const,
        };
        try {
          await records.insert(room);
          rooms.set(room._id, asRoom(room));
          return asRoom(room);
        } catch (problem) {
          if (!(problem instanceof Taken)) throw problem; // the code is another room's: roll again
        }
      }
    },

    /** This page is inside from now on. Refuses 'not-found', 'room-closed' and 'stepped-back'. */
    async enter(
      me: Me,
      { roomId, since }: { roomId: string; since?: number },
      page: Page,
    ): Promise<InsideRoom> {
      const coming = {
        roomId,
        personId: me.id,
        pageId: page.id,
        turnedBack: false,
        ended: Promise.resolve(),
      };
      // One after the other: what undoes the first would undo the second.
      const before = [...comingIn].filter(({ pageId }) => pageId === page.id).map(({ ended }) => ended);
      comingIn.add(coming);
      const entering = Promise.all(before).then(() => comeIn(coming, page, since));
      coming.ended = entering.then(
        () => {},
        () => {},
      );
      try {
        return await entering;
      } finally {
        comingIn.delete(coming);
      }
    },

    /** This page is outside from now on, also when it was only on its way in. */
    leave(me: Me, roomId: string, page: Page): null {
      turnBack((coming) => coming.roomId === roomId && coming.pageId === page.id);
      hall.dismiss(roomId, page.id);
      presence.leave(roomId, me.id, page.id);
      return null;
    },

    /** Peers are let go of at once; hosts may stay. What was said and made is kept. */
    async close(by: Me, roomId: string): Promise<Room> {
      const room = await edit(roomId, { open: false });
      for (const { person } of presence.here(roomId))
        if (!can(person.role, 'enter a closed room'))
          letGo(roomId, person.id, { why: 'room-closed', by: by.name });
      hall.announce(roomId, 'room:closed', { roomId, by: by.name });
      return room;
    },

    async reopen(by: Me, roomId: string): Promise<Room> {
      const room = await edit(roomId, { open: true });
      hall.announce(roomId, 'room:reopened', { roomId, by: by.name });
      return room;
    },

    setAtDoor: (roomId: string, atDoor: Room['atDoor']) => edit(roomId, { atDoor }),

    /** From now on words said here stay that long; whoever is inside sees who decided it. */
    async keep(by: Me, roomId: string, keeps: Room['keeps']): Promise<Room> {
      const room = await edit(roomId, { keeps });
      hall.announce(roomId, 'room:keeping-changed', { roomId, by: by.name, keeps });
      return room;
    },

    /**
     * Out of this room's text, voice and boards at once, and until then; also for someone who has left
     * already. Whoever is inside sees that it happened.
     */
    async stepBack(
      by: Me,
      { roomId, personId, minutes }: { roomId: string; personId: string; minutes: number },
    ): Promise<StepBack> {
      const person = presence.person(roomId, personId) ?? (await personOf(personId)) ?? refuse('not-found');
      if (!standsOver(by.role, person.role)) refuse('not-allowed');
      const until = now() + minutes * 60_000;
      const { name, role } = person;
      const kept = stepBacks.begin({ roomId, personId, name, role, by: by.name, byId: by.id, until });
      letGo(roomId, personId, { why: 'stepped-back', by: by.name, until });
      const stepBack = await kept;
      hall.announce(roomId, 'room:stepped-back', { roomId, stepBack });
      return stepBack;
    },

    async welcomeBack(by: Me, { roomId, personId }: { roomId: string; personId: string }): Promise<null> {
      await stepBacks.end(roomId, personId);
      hall.announce(roomId, 'room:welcomed-back', { roomId, personId, by: by.name });
      return null;
    },

    /** Whoever is no host any more is let go of where only hosts may be. */
    roleChanged(me: Me) {
      if (can(me.role, 'enter a closed room')) return;
      for (const { id, open } of rooms.values())
        if (!open && presence.isInside(id, me.id)) letGo(id, me.id, { why: 'room-closed' });
    },

    /** Nobody knows them any more: out of every room, and not into one that they were about to enter. */
    forgotten(personId: string) {
      for (const { id } of rooms.values())
        if (presence.isInside(id, personId)) letGo(id, personId, { why: 'no-session' });
        else hall.expel(id, personId);
    },

    letGoOfOld: stepBacks.letGoOfOld,
    erase: stepBacks.erase,
  };
}

export type Rooms = Awaited<ReturnType<typeof createRooms>>;

interface Coming {
  roomId: string;
  personId: string;
  pageId: string;
  turnedBack: boolean;
  /** Resolves when it is decided, either way. */
  ended: Promise<void>;
}

const asRoom = ({ _id, code, name, purpose, open, atDoor, keeps = 'month' }: record.RoomRecord): Room => ({
  id: _id,
  code,
  name,
  purpose,
  open,
  atDoor,
  keeps,
});
