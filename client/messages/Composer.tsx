import { useId } from 'preact/hooks';
import { limits } from '../../shared/limits';
import type { App } from '../app-state';
import { LiveSwitch } from '../live/LiveSwitch';
import { liveOf } from '../live/live';
import type { RoomState } from '../rooms/room';
import { Growing } from './Growing';

/** How many characters before the limit it is told. */
const tellFrom = 500;

/** Where one writes to the room. What is typed is kept through lost lines and reloads. */
export function Composer({ app, room }: { app: App; room: RoomState }) {
  const { messages: words } = app.words.value;
  const { talk } = room;
  const hintId = useId();
  const liveId = useId();
  const trouble = troubleOf(app);
  const left = limits.bodyChars - talk.draft.value.trim().length;

  function send(event?: Event) {
    event?.preventDefault();
    const body = talk.draft.value.trim();
    if (body === '') return;
    if (left < 0) app.announce(words.tooLong(-left), 'assertive');
    else talk.send(body);
  }
  return (
    <form class="composer" onSubmit={send}>
      {trouble && <p class="composer-state">{trouble}</p>}
      {left < 0 && <p class="error">{words.tooLong(-left)}</p>}
      {left >= 0 && left < tellFrom && <p class="hint">{words.left(left)}</p>}
      <div class="composer-row">
        <Growing
          label={words.writeLabel}
          hintId={`${hintId} ${liveId}`}
          placeholder={words.write}
          text={talk.draft}
          onWrite={talk.write}
          onEnter={send}
          onEscape={liveOf(app, room).takeBack}
        />
        <button type="submit" class="primary">
          {words.send}
        </button>
      </div>
      <p class="hint" id={hintId}>
        {words.hint} {words.onlyThisRoom} {words.kept[room.room.value.keeps]}
      </p>
      <LiveSwitch app={app} room={room} stateId={liveId} />
    </form>
  );
}

/** What keeps words from going out, for everyone here. */
function troubleOf(app: App): string | undefined {
  const { messages, shell } = app.words.value;
  const line = app.line.value;
  if (line === 'restarting') return messages.restarting;
  if (line !== 'none') return line === 'lost' ? messages.lineLost : shell.full;
  return app.parts.value.store === 'out' ? shell.storeOut : undefined;
}
