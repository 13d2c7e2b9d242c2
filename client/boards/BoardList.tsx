import { useSignal } from '@preact/signals';
import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Field } from '../ui/Field';
import './board-list.css';
import { sayRefused } from '../words/refused';

/** The boards of a room, and how to start one. */
export function BoardList({ app, room }: { app: App; room: RoomState }) {
  const { boards: words } = app.words.value;
  const boards = room.boards.value;
  const dates = new Intl.DateTimeFormat(app.language.value, { dateStyle: 'long' });
  return (
    <section class="board-list" aria-label={words.title}>
      {boards.length === 0 && <p class="board-none">{words.none}</p>}
      {boards.length > 0 && (
        <ul>
          {boards.map(({ id, title, startedBy, startedAt }) => (
            <li key={id}>
              <a href={pathOf(room, id)}>{title || words.untitled}</a>
              <p class="board-from">{words.startedBy(startedBy, dates.format(startedAt))}</p>
            </li>
          ))}
        </ul>
      )}
      {boards.length < limits.boardsPerRoom ? (
        <StartBoard app={app} room={room} />
      ) : (
        <p>{words.roomIsFull}</p>
      )}
    </section>
  );
}

function StartBoard({ app, room }: { app: App; room: RoomState }) {
  const { boards: words } = app.words.value;
  const title = useSignal('');
  const state = useSignal<'ready' | 'starting' | { error: string }>('ready');
  // The same id until it is answered: pressing again after a lost line starts no second board.
  const id = useSignal(newId());

  async function start(event: Event) {
    event.preventDefault();
    if (title.value.trim() === '' || state.value === 'starting') return;
    state.value = 'starting';
    const answered = await app.link.ask('board:start', {
      id: id.value,
      roomId: room.roomId,
      title: title.value,
    });
    if (!answered.ok) {
      state.value = { error: sayRefused(app.words.value, answered) };
      return;
    }
    title.value = '';
    id.value = newId();
    state.value = 'ready';
    app.go(pathOf(room, answered.value.id));
  }

  return (
    <form class="board-start" onSubmit={start}>
      <Field
        label={words.newTitle}
        hint={words.newTitleHint}
        error={typeof state.value === 'object' ? state.value.error : undefined}
      >
        {(props) => (
          <input
            {...props}
            value={title.value}
            maxLength={limits.titleChars}
            autocomplete="off"
            required
            onInput={({ currentTarget }) => {
              title.value = currentTarget.value;
            }}
          />
        )}
      </Field>
      <button type="submit" aria-disabled={state.value === 'starting'}>
        {state.value === 'starting' ? words.starting : words.start}
      </button>
    </form>
  );
}

const pathOf = (room: RoomState, boardId: string) =>
  `/r/${encodeURIComponent(room.room.value.code)}/boards/${boardId}`;
