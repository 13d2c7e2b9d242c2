import { useSignal } from '@preact/signals';
import { nobody } from '../../shared/ids';
import type { Message } from '../../shared/messages';
import type { App } from '../app-state';
import { Was } from '../people/Was';
import type { RoomState } from '../rooms/room';
import { Disc } from '../ui/Disc';
import { timeOf } from '../ui/moments';
import { Body } from './Body';
import { ChangeForm } from './ChangeForm';
import type { Entry } from './entries';

/** What one person said in one go. */
export function Said({
  app,
  room,
  said,
}: {
  app: App;
  room: RoomState;
  said: Extract<Entry, { kind: 'said' }>;
}) {
  const author = room.here.value.find(
    ({ person }) => person.id === said.authorId && person.name === said.authorName,
  )?.person;
  if (said.authorId === nobody) return <li class="room-notice">{app.words.value.messages.erased}</li>;
  return (
    <li class="said">
      <Disc name={said.authorName} />
      <div class="said-words">
        <p class="said-by">
          <strong>
            <bdi>{said.authorName}</bdi>
          </strong>
          <Was app={app} person={author} /> <time>{timeOf(app.language.value, said.at)}</time>
        </p>
        {said.messages.map((message) => (
          <One key={message.id} app={app} room={room} message={message} />
        ))}
      </div>
    </li>
  );
}

function One({ app, room, message }: { app: App; room: RoomState; message: Message }) {
  const { messages: words } = app.words.value;
  const changing = useSignal(false);
  const { authorId, authorName, body, editedAt, takenBackAt, sentAt } = message;
  if (takenBackAt !== undefined) return <p class="body taken-back">{words.takenBackBy(authorName)}</p>;
  const change = (to: boolean) => () => {
    changing.value = to;
  };
  if (changing.value) return <ChangeForm app={app} room={room} message={message} onClose={change(false)} />;
  return (
    <div class="one">
      <Body text={body} />
      {editedAt !== undefined && <span class="edited">{words.edited}</span>}
      {authorId === app.me.value?.id && (
        <button
          type="button"
          class="plain change"
          aria-label={`${words.change}, ${words.yourMessageAt(timeOf(app.language.value, sentAt))}`}
          onClick={change(true)}
        >
          {words.change}
        </button>
      )}
    </div>
  );
}
