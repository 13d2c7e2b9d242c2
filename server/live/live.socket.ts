import { can } from '../../shared/roles';
import type { Inside } from '../rooms/rooms.socket';
import type { Answer } from '../sockets';
import type { Live } from './live';

export function liveSocket({ answer, inside, live }: { answer: Answer; inside: Inside; live: Live }) {
  answer('live:write', {
    may: (me, input) => (can(me.role, 'write') ? inside(me, input) : 'not-allowed'),
    run: (me, input, page) => live.write(me, page, input),
  });
  answer('live:look', { may: inside, run: (_me, { roomId }, page) => live.look(page, roomId) });
}
