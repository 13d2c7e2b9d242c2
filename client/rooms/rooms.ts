import { type ReadonlySignal, signal } from '@preact/signals';
import type { Doorway } from '../../shared/house';
import { limits } from '../../shared/limits';
import type { Message } from '../../shared/messages';
import type { Me } from '../../shared/people';
import type { Kept } from '../kept';
import type { Answered, Link } from '../link';
import type { Holdup } from '../messages/outbox';
import { createRoom, type LetGo, type RoomState } from './room';

/** The one room that this page is in: coming in, coming back after a reload, and being out again. */
export function createRooms({
  link,
  me,
  kept,
  heard,
  unsent,
  onOut,
}: {
  link: Link;
  me: ReadonlySignal<Me | undefined>;
  kept: Kept;
  heard: (message: Message) => void;
  /** Words of one's own do not get through, for this reason; undefined once they did after all. */
  unsent: (holdup: Holdup | undefined) => void;
  /** This page is outside now; `letGo` says why when it was not its own will. */
  onOut: (letGo?: LetGo) => void;
}) {
  const room = signal<RoomState | undefined>(undefined);
  /** Why this page is outside, to be read at the door until the person has seen it. */
  const letGo = signal<LetGo | undefined>(undefined);
  let wanted: string | undefined;
  let end = () => {};

  function begin(doorway: Doorway) {
    const { id, code, name, purpose, open, keeps } = doorway;
    const out = (how?: LetGo) => {
      if (room.value !== coming) return;
      room.value = undefined;
      letGo.value = how;
      kept.set('inside', undefined);
      onOut(how);
    };
    const coming = createRoom({
      link,
      room: { id, code, name, purpose, open, keeps, atDoor: 'name' },
      me,
      kept,
      heard,
      unsent,
      onLetGo: out,
      onLeft: () => out(),
    });
    return coming;
  }

  function settleIn(coming: ReturnType<typeof begin>) {
    const before = room.value;
    room.value = coming;
    end = coming.end;
    letGo.value = undefined;
    kept.set('inside', coming.roomId);
    before?.leave();
  }

  return {
    room,
    letGo,

    /** Comes in, or tells why not. Whoever changes their mind meanwhile stays outside. */
    async comeIn(doorway: Doorway): Promise<Answered<null>> {
      wanted = doorway.id;
      const coming = begin(doorway);
      const answer = await inTime(coming.entered);
      const isWanted = wanted === doorway.id;
      if (answer.ok && isWanted) settleIn(coming);
      else if (answer.ok) coming.leave();
      else coming.end();
      return answer;
    },
    changeMind() {
      wanted = undefined;
    },

    wasIn: (roomId: string) => kept.get('inside') === roomId,
    /** After a reload: this page is in its room at once, and waits for the line there. */
    comeBack: (doorway: Doorway) => settleIn(begin(doorway)),
    /** Lets go of everything at once, and shows nothing else. */
    exit: () => end(),
  };
}

export type Rooms = ReturnType<typeof createRooms>;

/** The answer, or that none came in the time that a person waits for one. */
function inTime(asked: Promise<Answered<null>>): Promise<Answered<null>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ ok: false, why: 'no-answer' }), limits.answerMs);
    void asked.then((answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
