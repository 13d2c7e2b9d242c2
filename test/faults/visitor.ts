import { signal } from '@preact/signals';
import { createKept } from '../../client/kept';
import { createRoom } from '../../client/rooms/room';
import type { Me } from '../../shared/people';
import type { Room } from '../../shared/rooms';
import type { Device } from './device';
import type { History } from './history';
import { pause } from './random';
import { asHeld, openLink, type WatchedLink } from './watched-link';

export type Visitor = ReturnType<typeof createVisitor>;
type Inside = ReturnType<typeof createRoom>;

/** How much of what a page shows is written down on the way. */
const readAtOnce = 60;

/** One tab: the client's own rooms and talk over a watched link. What it keeps outlasts a reload. */
export function createVisitor({ proc, device, history }: { proc: string; device: Device; history: History }) {
  const kept = createKept();
  const me = signal<Me | undefined>(device.session.me);
  let link = openLink({ proc, device, history });
  let room: Inside | undefined;
  let closed = false;

  function enter(where: Room) {
    room = createRoom({
      link,
      room: where,
      me,
      kept,
      heard: () => {},
      unsent: () => {},
      onLetGo: () => {
        room = undefined;
      },
      onLeft: () => {
        room = undefined;
      },
    });
  }

  return {
    proc,
    device,
    isClosed: () => closed,
    link: (): WatchedLink => link,
    /** The room this tab is in, or on its way into; undefined once it is out again, for whatever reason. */
    room: () => room,
    enter,
    leave: () => room?.leave(),
    reload() {
      const where = room?.room.value;
      room?.end();
      link.close();
      history.write(proc, { op: 'loaded' });
      link = openLink({ proc, device, history });
      room = undefined;
      if (where) enter(where);
    },
    close() {
      closed = true;
      room?.end();
      link.close();
    },

    /** Is inside that room, with everything known that there is to know of it. */
    async settleIn(where: Room) {
      while (!closed) {
        if (room && room.roomId !== where.id) room.leave();
        if (!room) enter(where);
        else if (room.inside.value && room.talk.outbox.value.length === 0) return;
        else for (const { id, failed } of room.talk.outbox.value) if (failed) room.talk.sendAgain(id);
        await pause(50);
      }
    },

    /** Goes up to the first message of the room it is in, and writes down all that it shows. */
    async readWhole() {
      while (room?.talk.more.value && !closed) {
        await room.talk.earlier();
        if (room?.talk.earlierState.value === 'failed') await pause(300);
      }
      this.read(true);
    },
    read(whole = false) {
      if (!room?.inside.value) return;
      const shown = room.talk.list.value;
      const messages = (whole ? shown : shown.slice(-readAtOnce)).map(asHeld);
      history.write(proc, { op: 'read', room: room.roomId, whole, messages });
    },
  };
}
