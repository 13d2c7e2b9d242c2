import type { Me } from '../../shared/people';
import type { RefusalCode } from '../../shared/result';
import { type Act, can } from '../../shared/roles';
import type { Answer } from '../sockets';
import type { Rooms } from './rooms';

/** `true` for someone who is inside that room now; the `may` of most commands. */
export type Inside = (me: Me, input: { roomId: string }) => true | RefusalCode;

export function roomsSocket({ answer, inside, rooms }: { answer: Answer; inside: Inside; rooms: Rooms }) {
  const hosting =
    (act: Act): Inside =>
    (me, input) => {
      const within = inside(me, input);
      return within === true ? can(me.role, act) || 'not-allowed' : within;
    };

  answer('room:enter', {
    may: (me) => can(me.role, 'enter a room') || 'not-allowed',
    run: (me, input, page) => rooms.enter(me, input, page),
  });
  answer('room:leave', { may: () => true, run: (me, { roomId }, page) => rooms.leave(me, roomId, page) });
  answer('room:close', {
    may: hosting('close or reopen a room'),
    run: (me, { roomId }) => rooms.close(me, roomId),
  });
  answer('room:reopen', {
    may: hosting('close or reopen a room'),
    run: (me, { roomId }) => rooms.reopen(me, roomId),
  });
  answer('room:at-door', {
    may: hosting('choose what the door shows'),
    run: (_me, { roomId, atDoor }) => rooms.setAtDoor(roomId, atDoor),
  });
  answer('room:keep', {
    may: hosting('choose how long words are kept'),
    run: (me, { roomId, keeps }) => rooms.keep(me, roomId, keeps),
  });
  answer('room:step-back', {
    may: hosting('ask someone to step back'),
    run: (me, input) => rooms.stepBack(me, input),
  });
  answer('room:welcome-back', {
    may: hosting('ask someone to step back'),
    run: (me, input) => rooms.welcomeBack(me, input),
  });
}
