import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { App } from '../../app-state';
import { Bar } from './MeterBar';
import type { Practice } from './practice';
import { type CheckWords, checkWords } from './words';

type Control = keyof CheckWords['controls'];

/** Each button of voice: what it does, and where it makes sense the button itself, to be tried here. */
export function ControlsExplained({ app, practice }: { app: App; practice: Practice }) {
  const words = checkWords(app);
  const { voice } = app.words.value;
  const tries: Partial<Record<Control, ComponentChildren>> = {
    mute: <TryMute app={app} practice={practice} />,
    pushToTalk: <TryHold words={words} practice={practice} />,
    hand: <TryHand words={words} />,
    volume: <TryVolume words={words} practice={practice} />,
    liveTyping: <TryTyping words={words} />,
    leave: (
      <button type="button" onClick={practice.leave}>
        {voice.leave}
      </button>
    ),
  };
  return (
    <ul class="controls-explained">
      {(Object.keys(words.controls) as Control[]).map((control) => (
        <li key={control} class="practice-part">
          <h3>{words.controls[control].name}</h3>
          <p>{words.controls[control].text}</p>
          {tries[control]}
        </li>
      ))}
    </ul>
  );
}

function TryMute({ app, practice }: { app: App; practice: Practice }) {
  const { voice } = app.words.value;
  const words = checkWords(app);
  const { value: microphone } = practice.microphone.state;
  if (microphone.at !== 'open') return <OpenFirst words={words} practice={practice} />;
  const muted = practice.muted.value;
  return (
    <>
      <button type="button" onClick={() => practice.mute(!muted)}>
        {muted ? voice.unmute : voice.mute}
      </button>
      <Bar meter={microphone.meter} />
      <p role="status">{muted ? words.practice.mutedHere : ''}</p>
    </>
  );
}

/** Heard only while it is held: by a finger, the mouse, or the space bar. */
function TryHold({ words, practice }: { words: CheckWords; practice: Practice }) {
  const held = useSignal(false);
  const { value: microphone } = practice.microphone.state;
  if (microphone.at !== 'open') return <OpenFirst words={words} practice={practice} />;
  const hold = (now: boolean) => () => {
    if (held.value === now) return;
    held.value = now;
    practice.mute(!now);
  };
  const onKey = (now: boolean) => (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    hold(now)();
  };
  return (
    <>
      <button
        type="button"
        aria-pressed={held.value}
        onPointerDown={hold(true)}
        onPointerUp={hold(false)}
        onPointerLeave={hold(false)}
        onPointerCancel={hold(false)}
        onKeyDown={onKey(true)}
        onKeyUp={onKey(false)}
        onBlur={hold(false)}
      >
        {words.practice.hold}
      </button>
      <Bar meter={microphone.meter} />
      <p role="status">{held.value ? words.practice.heardNow : ''}</p>
    </>
  );
}

function OpenFirst({ words, practice }: { words: CheckWords; practice: Practice }) {
  return (
    <button type="button" onClick={() => void practice.open()}>
      {words.microphone.try}
    </button>
  );
}

function TryHand({ words: { practice: said } }: { words: CheckWords }) {
  const up = useSignal(false);
  return (
    <>
      <button type="button" aria-pressed={up.value} onClick={() => flip(up)}>
        {said.raiseHand}
      </button>
      <p role="status">{up.value ? said.handUp : ''}</p>
    </>
  );
}

const flip = (what: Signal<boolean>) => {
  what.value = !what.value;
};

function TryVolume({
  words: { practice: said, speaker },
  practice,
}: {
  words: CheckWords;
  practice: Practice;
}) {
  const id = useId();
  const loudness = useSignal(0.5);
  return (
    <div class="field">
      <label for={id}>{said.volumeOf}</label>
      <input
        id={id}
        type="range"
        min="0"
        max="1"
        step="0.1"
        value={loudness.value}
        onInput={({ currentTarget }) => {
          loudness.value = currentTarget.valueAsNumber;
        }}
      />
      <div>
        <button type="button" onClick={() => void practice.player.play(undefined, loudness.value)}>
          {speaker.play}
        </button>
      </div>
    </div>
  );
}

function TryTyping({ words: { practice: said } }: { words: CheckWords }) {
  const id = useId();
  const written = useSignal('');
  return (
    <div class="field">
      <label for={id}>{said.typeHere}</label>
      <input
        id={id}
        autoComplete="off"
        value={written.value}
        onInput={({ currentTarget }) => {
          written.value = currentTarget.value;
        }}
      />
      {/* Not read out: one's own typing is never echoed. */}
      <p class="quiet-text">{written.value ? said.othersSee(written.value) : ''}</p>
    </div>
  );
}
