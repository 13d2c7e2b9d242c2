import type { MinePart } from '../../shared/mine';
import type { Room } from '../../shared/rooms';
import type { Boards } from '../boards/boards';
import type { Messages } from '../messages/messages';
import type { People } from './people';

/** All that is someone's own, from every room, also one that they may not enter right now. */
export async function* mine({
  personId,
  people,
  rooms,
  messages,
  boards,
}: {
  personId: string;
  people: Pick<People, 'kept'>;
  rooms: Room[];
  messages: Pick<Messages, 'saidBy'>;
  boards: Pick<Boards, 'writtenBy'>;
}): AsyncGenerator<MinePart> {
  yield { part: 'me', ...(await people.kept(personId)) };
  for (const { id, name } of rooms)
    for await (const said of messages.saidBy(personId, id)) yield { part: 'message', room: name, ...said };
  for (const { id, name } of rooms)
    for await (const written of boards.writtenBy(personId, id))
      yield { part: 'board', room: name, ...written };
}
