import type { App } from '../../app-state';
import { liveOf } from '../../live/live';
import type { RoomState } from '../../rooms/room';
import { voiceOf } from '../voice';
import { breakOf, inCircle, nameIn, type Someone, sayLine } from './in-circle';
import { Marked } from './Marked';
import { hasPlace } from './news';
import { type ControlsWords, controlsWords } from './words';

/** What stands in the bar while it is so: the piece, raised hands, lines that are broken or weak, a full circle. */
export function Lines({ app, room, openPiece }: { app: App; room: RoomState; openPiece: () => void }) {
  const words = controlsWords(app);
  const circle = inCircle(app, room);
  const hands = circle
    .filter(({ hand }) => hand !== undefined)
    .sort((one, other) => (one.hand ?? 0) - (other.hand ?? 0))
    .map(({ hand = 0, name, isMe }) => words.handOf(hand, isMe ? words.you : name));
  const weak = circle.filter(({ line }) => line?.isWeak && !breakOf(line)).map((one) => sayLine(app, one));
  return (
    <div class="voice-lines">
      <NoRelay app={app} room={room} />
      <ByText app={app} room={room} />
      <Piece app={app} room={room} openPiece={openPiece} />
      {hands.length > 0 && (
        <p>
          <Marked by="hand">{words.handsUp(hands.join(', '))}</Marked>
        </p>
      )}
      {sayBroken(app, words, circle).map((text) => (
        <p key={text}>
          <Marked by="weak">{text}</Marked>
        </p>
      ))}
      {[...new Set(weak)].map((text) => (
        <p key={text}>
          <Marked by="weak">{text}</Marked>
        </p>
      ))}
    </div>
  );
}

function sayBroken(app: App, { broken }: ControlsWords, circle: Someone[]): string[] {
  const list = new Intl.ListFormat(app.language.value);
  return (Object.keys(broken) as (keyof typeof broken)[]).flatMap((how) => {
    const names = circle.filter(({ line }) => line && breakOf(line) === how).map(({ name }) => name);
    return names.length > 0 ? [broken[how](list.format(names))] : [];
  });
}

/** Who has it, and so why the others cannot unmute. */
function Piece({ app, room, openPiece }: { app: App; room: RoomState; openPiece: () => void }) {
  const { piece: words } = controlsWords(app);
  const holder = room.piece.value;
  const state = voiceOf(app).state.value;
  if (holder === null) return null;
  if (holder !== app.me.value?.id)
    return (
      <p>
        <Marked by="piece">{words.theirs(nameIn(room, holder))}</Marked>
      </p>
    );
  return (
    <p class="row">
      <Marked by="piece">{state.at === 'talking' && !state.muted ? words.yoursOpen : words.yours}</Marked>
      <button type="button" class="plain" onClick={openPiece}>
        {words.pass}
      </button>
    </p>
  );
}

/** Taking part without sound: why, and how. */
function ByText({ app, room }: { app: App; room: RoomState }) {
  const words = controlsWords(app);
  const state = voiceOf(app).state.value;
  if (state.at !== 'talking' || state.step !== 'text') return null;
  const { places } = app.house.value.voice;
  const live = liveOf(app, room);
  const why = !state.waits ? words.byTextNow : hasPlace(app, room) ? words.place : words.full(places);
  return (
    <>
      <p>{why}</p>
      {!live.on.value && (
        <p>
          {app.words.value.live.offer}{' '}
          <button type="button" class="plain" onClick={live.turnOn}>
            {words.liveTyping}
          </button>
        </p>
      )}
    </>
  );
}

function NoRelay({ app, room }: { app: App; room: RoomState }) {
  const words = controlsWords(app);
  const voice = voiceOf(app);
  const state = voice.state.value;
  const why = voice.noRelay.value;
  if (!why || (state.at === 'talking' && state.step === 'text')) return null;
  const again = () =>
    state.at === 'talking' && !state.muted ? void voice.speak(room) : void voice.listen(room);
  return (
    <>
      <p class="voice-trouble">{words.noRelay[why]}</p>
      <p class="row">
        <button type="button" onClick={again}>
          {words.tryAgain}
        </button>
        <button type="button" onClick={() => void voice.choose('text')}>
          {words.byText}
        </button>
      </p>
    </>
  );
}
