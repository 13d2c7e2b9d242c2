import type { Inside } from '../rooms/rooms.socket';
import type { Answer } from '../sockets';
import type { Presence } from './presence';

export function presenceSocket({
  answer,
  inside,
  presence,
}: {
  answer: Answer;
  inside: Inside;
  presence: Presence;
}) {
  answer('presence:set', { may: inside, run: (me, { roomId, how }) => presence.set(roomId, me.id, how) });
  answer('presence:closing', {
    may: inside,
    run: (_me, _input, page) => {
      presence.markClosing(page.id);
      return null;
    },
  });
}
