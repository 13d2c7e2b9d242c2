import { nobody } from '../../shared/ids';
import type { Person } from '../../shared/people';
import type { App } from '../app-state';
import type { RoomState } from './room';

const shown = 8;

/**
 * Who said something lately and is not inside any more, the latest first: saying something cruel and leaving
 * at once must not put anyone out of a host's reach.
 */
export function spokeAndLeft({ me }: Pick<App, 'me'>, room: Pick<RoomState, 'here' | 'talk'>): Person[] {
  const inside = new Set([nobody, me.value?.id, ...room.here.value.map(({ person }) => person.id)]);
  const left = new Map<string, Person>();
  for (const { authorId, authorName } of [...room.talk.list.value].reverse())
    if (!inside.has(authorId) && !left.has(authorId))
      left.set(authorId, { id: authorId, name: authorName, role: 'peer' });
  return [...left.values()].slice(0, shown);
}
