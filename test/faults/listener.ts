import type { Room } from '../../shared/rooms';
import type { History } from './history';
import { pause, type Random } from './random';
import { type BoardPlace, openWatched } from './scribe';
import type { Visitor } from './visitor';

const thinksMs = [300, 1_200] as const;

/**
 * Someone outside: a stranger at the door, or a person in another room. Listens to all that comes, and tries
 * each way to what is said inside.
 */
export function createListener({
  visitor,
  rooms,
  boards,
  history,
  random,
}: {
  visitor: Visitor;
  rooms: Room[];
  boards: BoardPlace[];
  history: History;
  random: Random;
}) {
  async function tryBoard() {
    const story = openWatched(visitor, random.oneOf(boards), history);
    await pause(300);
    story.end();
  }

  return {
    visitor,
    async act(isResting: () => boolean) {
      visitor.link().whenUp(() => void visitor.link().ask('house:look', {}));
      while (!isResting()) {
        const { id: roomId } = random.oneOf(rooms);
        const tries = [
          () => visitor.link().ask('message:page', { roomId }),
          () => visitor.link().ask('message:since', { roomId, changed: 0 }),
          tryBoard,
        ];
        await random.oneOf(tries)();
        await pause(random.between(...thinksMs));
      }
    },
  };
}
