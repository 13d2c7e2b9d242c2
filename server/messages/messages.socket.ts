import { can } from '../../shared/roles';
import type { Inside } from '../rooms/rooms.socket';
import type { Answer } from '../sockets';
import type { Messages } from './messages';

export function messagesSocket({
  answer,
  inside,
  messages,
}: {
  answer: Answer;
  inside: Inside;
  messages: Messages;
}) {
  const writing: Inside = (me, input) => (can(me.role, 'write') ? inside(me, input) : 'not-allowed');

  answer('message:send', { may: writing, run: (me, input) => messages.send(me, input) });
  answer('message:edit', { may: writing, run: (me, input) => messages.edit(me, input) });
  answer('message:take-back', { may: writing, run: (me, input) => messages.takeBack(me, input) });
  answer('message:page', {
    may: inside,
    reads: true,
    run: (_me, { roomId, before }) => messages.page(roomId, before),
  });
  answer('message:since', {
    may: inside,
    reads: true,
    run: (_me, { roomId, changed }) => messages.since(roomId, changed),
  });
}
