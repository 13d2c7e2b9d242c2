import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Notice } from '../ui/Notice';
import type { BoardScreen } from './BoardScreen';
import './board-list.css';

/** Where a board is shown: fetches the editor's part of the program first, and says so when it is slow. */
export function BoardPlace({ app, room, boardId }: { app: App; room: RoomState; boardId: string }) {
  const { boards: words } = app.words.value;
  const screen = useSignal<{ Screen: typeof BoardScreen } | 'fetching' | 'missing'>('fetching');

  async function fetchScreen() {
    screen.value = 'fetching';
    try {
      screen.value = { Screen: (await import('./BoardScreen')).BoardScreen };
    } catch {
      screen.value = 'missing';
    }
  }
  useEffect(() => void fetchScreen(), []);

  if (screen.value === 'missing')
    return (
      <Notice>
        <p>{words.screenMissing}</p>
        <button type="button" class="primary" onClick={fetchScreen}>
          {words.tryAgain}
        </button>
      </Notice>
    );
  if (screen.value === 'fetching') return <p class="board-late">{words.opening}</p>;
  const { Screen } = screen.value;
  return <Screen key={boardId} app={app} room={room} boardId={boardId} />;
}
