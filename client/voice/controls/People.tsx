import { useId } from 'preact/hooks';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { Disc } from '../../ui/Disc';
import type { Quality } from '../quality';
import { voiceOf } from '../voice';
import { breakOf, inCircle, type Someone, sayHow, sayLine } from './in-circle';
import { Marked } from './Marked';
import { controlsWords } from './words';

/** Who is in voice, one line each; a line opens on how loud they are here and how our line to them is. */
export function People({ app, room }: { app: App; room: RoomState }) {
  const words = controlsWords(app);
  const circle = inCircle(app, room);
  return (
    <section>
      <h2>{words.inVoice(circle.length)}</h2>
      <ul class="in-voice">
        {circle.map((someone) => (
          <li key={someone.seat.personId}>
            {someone.isMe ? (
              <div class="in-voice-line">
                <Row app={app} someone={someone} />
              </div>
            ) : (
              <details>
                <summary class="in-voice-line">
                  <Row app={app} someone={someone} />
                </summary>
                <div class="in-voice-more">
                  <Volume app={app} someone={someone} />
                  <Line app={app} someone={someone} />
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ app, someone }: { app: App; someone: Someone }) {
  const words = controlsWords(app);
  const mark = markOf(someone);
  const how = sayHow(words, someone);
  return (
    <>
      <Disc name={someone.name} ringed={someone.isSpeaking} />
      <span class="in-voice-words">
        <span class="person-name">
          <bdi>{someone.name}</bdi>
          {someone.isMe && <span class="quiet-text"> ({words.you})</span>}
        </span>{' '}
        <span class={`person-how${someone.isSpeaking ? ' speaks' : ''}`}>
          {mark ? <Marked by={mark}>{how}</Marked> : how}
        </span>
      </span>
    </>
  );
}

/** The shape of what is said first of them. */
function markOf({ seat, hasPiece, hand, line }: Someone) {
  if (hasPiece) return 'piece';
  if (hand !== undefined) return 'hand';
  if (line && (line.isWeak || breakOf(line))) return 'weak';
  return seat.muted && seat.step !== 'text' ? 'muted' : undefined;
}

function Volume({ app, someone: { seat, name } }: { app: App; someone: Someone }) {
  const words = controlsWords(app);
  const voice = voiceOf(app);
  const id = useId();
  const { personId } = seat;
  const percent = Math.round((voice.volumes.value.get(personId) ?? 1) * 100);
  return (
    <>
      <label for={id}>{words.volume(name)}</label>
      <div class="in-voice-volume">
        <input
          id={id}
          type="range"
          min="0"
          max="100"
          step="5"
          value={percent}
          aria-valuetext={words.percent(percent)}
          onInput={({ currentTarget }) => voice.setVolume(personId, currentTarget.valueAsNumber / 100)}
        />
        <span aria-hidden="true">{words.percent(percent)}</span>
      </div>
      <label class="voice-plain">
        <input
          type="checkbox"
          aria-describedby={`${id}-hint`}
          checked={percent === 0}
          onChange={({ currentTarget }) => voice.setVolume(personId, currentTarget.checked ? 0 : 1)}
        />
        {words.silence(name)}
      </label>
      <p id={`${id}-hint`} class="hint">
        {words.silenceHint}
      </p>
    </>
  );
}

/** Plain words first; the numbers are for whoever mends it. */
function Line({ app, someone }: { app: App; someone: Someone }) {
  const words = controlsWords(app);
  const quality = someone.line?.quality;
  return (
    <>
      <p>{sayLine(app, someone)}</p>
      {quality && (
        <details>
          <summary>{words.numbers}</summary>
          <ul class="in-voice-numbers">
            {sayNumbers(app, quality).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function sayNumbers(app: App, quality: Quality): string[] {
  const words = controlsWords(app);
  const share = (of: number) => words.percent(Math.round(of * 100));
  const { roundTripMs, relayedBy } = quality;
  return [
    words.lostHere(share(quality.lostHere)),
    words.lostThere(share(quality.lostThere)),
    words.concealed(share(quality.concealed)),
    ...(roundTripMs === undefined ? [] : [words.roundTrip(Math.round(roundTripMs))]),
    words.rates(quality.kbitOut, quality.kbitIn),
    relayedBy ? words.relayed(relayedBy) : words.direct,
  ];
}
