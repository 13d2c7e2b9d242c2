import type { Fact, Told } from '../shared/contract';
import type { Sockets } from './sockets';

/**
 * The live side of rooms: who hears what is said in a room, and how someone is let go of everywhere at
 * once. Presence decides who is inside; the hall carries it out.
 */
export function createHall(sockets: Sockets) {
  const lettingGo: ((roomId: string, personId: string) => void)[] = [];

  return {
    /** Tells everyone inside the room, but for the page `butPageId`. */
    announce<Name extends Fact>(roomId: string, fact: Name, told: Told<Name>, butPageId?: string) {
      sockets.tellRoom(roomId, fact, told, butPageId);
    },
    /** Tells every page of one person. */
    tell<Name extends Fact>(personId: string, fact: Name, told: Told<Name>) {
      sockets.tellPerson(personId, fact, told);
    },
    /** From now on this page hears the room. */
    admit: (roomId: string, pageId: string) => sockets.joinRoom(pageId, roomId),
    dismiss: (roomId: string, pageId: string) => sockets.leaveRoom(pageId, roomId),
    /** What must let go (voice, boards, presence) says so here; it runs before `expel` returns. */
    onExpel: (letGo: (roomId: string, personId: string) => void) => void lettingGo.push(letGo),
    /** Sockets, voice and boards of this person let go of the room now, before anyone is told. */
    expel(roomId: string, personId: string) {
      for (const page of sockets.pagesOf(personId)) sockets.leaveRoom(page.id, roomId);
      for (const letGo of lettingGo) letGo(roomId, personId);
    },
  };
}

export type Hall = ReturnType<typeof createHall>;
