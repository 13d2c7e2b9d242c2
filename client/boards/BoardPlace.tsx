import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Later } from '../ui/Later';
import './board-list.css';

/** Where a board is shown; the editor is most of the program. */
export function BoardPlace({ app, room, boardId }: { app: App; room: RoomState; boardId: string }) {
  const { boards } = app.words.value;
  return (
    <Later
      part={() => import('./BoardScreen')}
      words={{ opening: boards.opening, missing: boards.screenMissing, tryAgain: boards.tryAgain }}
    >
      {({ BoardScreen }) => <BoardScreen key={boardId} app={app} room={room} boardId={boardId} />}
    </Later>
  );
}
