import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Body } from './Body';
import type { Unsent } from './outbox';

/** One's own words on their way, where they will stand. */
export function UnsentRow({ app, room, unsent }: { app: App; room: RoomState; unsent: Unsent }) {
  const { messages: words, refusals } = app.words.value;
  const { id, body, failed } = unsent;
  return (
    <li class="unsent">
      <Body text={body} />
      {failed ? (
        <div class="row">
          <span class="error">
            {words.notSent} {failed !== 'no-answer' && refusals[failed]}
          </span>
          <button type="button" onClick={() => room.talk.sendAgain(id)}>
            {words.tryAgain}
          </button>
          <button type="button" class="plain" onClick={() => room.talk.drop(id)}>
            {words.drop}
          </button>
        </div>
      ) : (
        <p class="on-its-way">{room.inside.value ? words.sending : words.waiting}</p>
      )}
    </li>
  );
}
