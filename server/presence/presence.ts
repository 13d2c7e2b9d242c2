import { limits } from '../../shared/limits';
import type { Me, Person } from '../../shared/people';
import type { How, Present } from '../../shared/presence';
import type { Clock } from '../clock';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import type { Page } from '../sockets';

/** Someone's place in a room: held by their open pages, and for a while by none when the line was lost. */
interface Place {
  me: Me;
  how: How;
  line: Present['line'];
  pages: Set<string>;
  /** Stops what waits to mark the line lost, or to give the place up. */
  waiting: (() => void)[];
}

/**
 * Who is inside, truly. Two pages are one person; a lost line keeps its place so that a short cut changes
 * nothing at the door; nothing is remembered past the process, so a restart leaves no ghosts.
 */
export function createPresence({
  hall,
  clock,
  changed,
}: {
  hall: Hall;
  clock: Clock;
  changed: (roomId: string) => void;
}) {
  const rooms = new Map<string, Map<string, Place>>();
  /** Pages that said they are closing. */
  const closing = new Set<string>();
  const left: ((roomId: string, personId: string) => void)[] = [];
  const pageLeft: ((roomId: string, pageId: string, lost: boolean) => void)[] = [];

  const placeOf = (roomId: string, personId: string) => rooms.get(roomId)?.get(personId);
  const asPresent = ({ me, how, line }: Place): Present => ({ person: asPerson(me, clock.now()), how, line });

  function tell(roomId: string, place: Place) {
    hall.announce(roomId, 'presence:changed', { roomId, present: asPresent(place) });
    changed(roomId);
  }

  function stopWaiting(place: Place) {
    for (const stop of place.waiting.splice(0)) stop();
  }

  function giveUp(roomId: string, personId: string) {
    const place = placeOf(roomId, personId);
    if (!place) return;
    stopWaiting(place);
    const inRoom = rooms.get(roomId);
    inRoom?.delete(personId);
    if (inRoom?.size === 0) rooms.delete(roomId);
    for (const pageId of place.pages) for (const hear of pageLeft) hear(roomId, pageId, false);
    for (const hear of left) hear(roomId, personId);
    hall.announce(roomId, 'presence:left', { roomId, personId });
    changed(roomId);
  }

  function releasePage(roomId: string, place: Place, pageId: string, lost = false): boolean {
    if (!place.pages.delete(pageId)) return false;
    for (const hear of pageLeft) hear(roomId, pageId, lost);
    return place.pages.size === 0;
  }

  /** Keeps the place of someone whose last page is gone: for a moment if it said so, else as a lost line. */
  function keep(roomId: string, place: Place, heardAt: number, wasClosing: boolean) {
    stopWaiting(place);
    const gone = () => giveUp(roomId, place.me.id);
    if (wasClosing) {
      place.waiting.push(clock.after(limits.closingKeptMs, gone));
      return;
    }
    const lost = () => {
      place.line = 'lost';
      tell(roomId, place);
    };
    place.waiting.push(
      clock.after(limits.lineLostAfterMs, lost),
      clock.after(Math.max(limits.lineLostAfterMs, limits.placeKeptMs - silentMs(heardAt)), gone),
    );
  }

  /** A clock that was set back must not keep a place for an hour. */
  const silentMs = (heardAt: number) => Math.max(0, clock.now() - heardAt);

  return {
    /** Gives how to undo it, for a page that cannot be let in after all. */
    enter(roomId: string, me: Me, page: Page): () => void {
      const inRoom = rooms.get(roomId) ?? new Map<string, Place>();
      rooms.set(roomId, inRoom);
      const place = inRoom.get(me.id) ?? newPlace(me);
      const isNew = !inRoom.has(me.id);
      const wasLost = place.line === 'lost';
      inRoom.set(me.id, place);
      place.me = me;
      stopWaiting(place);
      closing.delete(page.id); // it did not close after all
      const wasInside = place.pages.has(page.id);
      place.pages.add(page.id);
      place.line = 'ok';
      if (isNew || wasLost) tell(roomId, place);
      return () => {
        if (wasInside || placeOf(roomId, me.id) !== place || !releasePage(roomId, place, page.id)) return;
        if (isNew) giveUp(roomId, me.id);
        else keep(roomId, place, page.heardAt, false);
      };
    },

    /** This page leaves of its own will: seen at once, unless another page of the same person is still inside. */
    leave(roomId: string, personId: string, pageId: string) {
      const place = placeOf(roomId, personId);
      if (place && releasePage(roomId, place, pageId)) giveUp(roomId, personId);
    },

    markClosing: (pageId: string) => void closing.add(pageId),

    /** The page's socket is gone, for this reason. One that the page closed itself (quick exit) is no lost line. */
    pageClosed(page: Page, why: string) {
      const wasClosing = closing.delete(page.id) || why === 'client namespace disconnect';
      if (!page.person) return;
      for (const [roomId, inRoom] of rooms) {
        const place = inRoom.get(page.person.id);
        if (place && releasePage(roomId, place, page.id, !wasClosing))
          keep(roomId, place, page.heardAt, wasClosing);
      }
    },

    /** Gone from the room at once. */
    expel: giveUp,

    set(roomId: string, personId: string, how: How): Present {
      const place = placeOf(roomId, personId) ?? refuse('not-inside');
      place.how = how;
      tell(roomId, place);
      return asPresent(place);
    },

    /** A person's name, role or choice changed: every room they are in learns it. */
    personChanged(me: Me) {
      for (const [roomId, inRoom] of rooms) {
        const place = inRoom.get(me.id);
        if (!place) continue;
        place.me = me;
        hall.announce(roomId, 'people:changed', asPerson(me, clock.now()));
        changed(roomId);
      }
    },

    isInside: (roomId: string, personId: string) => placeOf(roomId, personId) !== undefined,
    isPageInside: (roomId: string, personId: string, pageId: string) =>
      placeOf(roomId, personId)?.pages.has(pageId) ?? false,
    person: (roomId: string, personId: string): Person | undefined => placeOf(roomId, personId)?.me,
    here: (roomId: string): Present[] => [...(rooms.get(roomId)?.values() ?? [])].map(asPresent),
    /** Those inside with their own choice of what the door shows of them. */
    atDoor: (roomId: string): Me[] => [...(rooms.get(roomId)?.values() ?? [])].map((place) => place.me),

    /** How many places are kept. */
    places: () => [...rooms.values()].reduce((sum, inRoom) => sum + inRoom.size, 0),

    /** The person is gone from the room: left, expelled, or not back in time. */
    onLeft: (hear: (roomId: string, personId: string) => void) => void left.push(hear),
    /** One page is gone from the room, or only its line (`lost`); the person may still be inside. */
    onPageLeft: (hear: (roomId: string, pageId: string, lost: boolean) => void) => void pageLeft.push(hear),

    close() {
      for (const inRoom of rooms.values()) for (const place of inRoom.values()) stopWaiting(place);
      rooms.clear();
    },
  };
}

export type Presence = ReturnType<typeof createPresence>;

const newPlace = (me: Me): Place => ({ me, how: 'here', line: 'ok', pages: new Set(), waiting: [] });

/** As the others see them: a name from before no longer than it is to be shown. */
function asPerson({ id, name, role, was }: Me, now: number): Person {
  return was && was.until > now ? { id, name, role, was } : { id, name, role };
}
