import { can } from '../../shared/roles';
import type { Inside } from '../rooms/rooms.socket';
import type { Answer } from '../sockets';
import type { Boards } from './boards';

export function boardsSocket({ answer, inside, boards }: { answer: Answer; inside: Inside; boards: Boards }) {
  const writing: Inside = (me, input) => {
    const within = inside(me, input);
    return within === true ? can(me.role, 'start a board') || 'not-allowed' : within;
  };

  answer('board:start', { may: writing, run: (me, input) => boards.start(me, input) });
  answer('board:rename', { may: writing, run: (me, input) => boards.rename(me, input) });
}
