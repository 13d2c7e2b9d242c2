import type { App } from '../app-state';
import type { RoomState, RoomView } from './room';

/** What of the room to look at. On a wide screen the people are always there, and need no tab. */
export function RoomTabs({ app, room, view }: { app: App; room: RoomState; view: RoomView }) {
  const { rooms: words } = app.words.value;
  const names: Record<RoomView, string> = {
    talk: words.talk,
    boards: words.boardsCount(room.boards.value.length),
    here: words.hereCount(room.here.value.length),
  };

  function look(at: RoomView) {
    const route = app.route.value;
    const onBoard = route.at === 'room' && route.boardId !== undefined;
    // The tab of an open board leads back to the list; looking at who is here leaves it open.
    if (onBoard && at !== 'here' && !(at === 'boards' && view === 'here'))
      app.go(`/r/${encodeURIComponent(room.room.value.code)}`);
    room.view.value = at;
  }
  return (
    <nav class="room-tabs" aria-label={words.places}>
      {(Object.keys(names) as RoomView[]).map((at) => (
        <button
          key={at}
          type="button"
          class={`tab tab-${at}`}
          aria-current={view === at}
          onClick={() => look(at)}
        >
          {names[at]}
        </button>
      ))}
    </nav>
  );
}
