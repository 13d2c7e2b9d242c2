import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Body } from './Body';
import type { Holdup, Unsent } from './outbox';
import { sayUnsent } from './unsent';

/** One's own words on their way, where they will stand. */
export function UnsentRow({ app, room, unsent }: { app: App; room: RoomState; unsent: Unsent }) {
  const { messages: words } = app.words.value;
  const { talk } = room;
  const { id, body, failed } = unsent;
  const holdup = failed ? { why: failed } : holdupOf(app, room);
  return (
    <li class="unsent">
      <Body text={body} />
      {holdup ? (
        <div class="row">
          <span class={failed ? 'error' : 'on-its-way'}>{sayUnsent(holdup, app.words.value)}</span>
          {failed && (
            <button type="button" onClick={() => talk.sendAgain(id)}>
              {words.tryAgain}
            </button>
          )}
          <button type="button" class="plain" onClick={() => talk.drop(id)}>
            {words.drop}
          </button>
        </div>
      ) : (
        <p class="on-its-way">{room.inside.value ? words.sending : words.waiting}</p>
      )}
    </li>
  );
}

/** Outside for a reason of the server's own, words wait for that. */
function holdupOf(app: App, { talk, inside }: RoomState): Holdup | undefined {
  const isStoreOut = !inside.value && app.parts.value.store === 'out';
  return isStoreOut ? { why: 'store-down', until: 0 } : talk.holdup.value;
}
