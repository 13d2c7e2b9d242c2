import type { ComponentChildren } from 'preact';
import type { Words } from '../../words/words';
import type { createMicrophoneTry, createSpeakerTry } from './check';
import { MeterBar } from './MeterBar';
import type { CheckWords } from './words';

/** The microphone: how it is, and the one button that goes on with it. */
export function TryMicrophone({
  microphone,
  words,
  refused,
  children,
}: {
  microphone: Pick<ReturnType<typeof createMicrophoneTry>, 'state' | 'open'>;
  words: CheckWords;
  refused: Words['voice']['refused'];
  /** Shown to whoever is not heard well: what else they may try. */
  children?: ComponentChildren;
}) {
  const state = microphone.state.value;
  if (state.at === 'open') {
    const loudness = state.meter.loudness.value;
    return (
      <>
        <MeterBar meter={state.meter} words={words} />
        {(loudness === 'nothing' || loudness === 'quiet') && children}
      </>
    );
  }
  const said = {
    untried: words.microphone.why,
    asking: words.microphone.asking,
    refused: state.at === 'refused' ? refused[state.why] : '',
  }[state.at];
  return (
    <>
      <p role="status">{said}</p>
      {state.at !== 'asking' && (
        <button type="button" class="primary" onClick={() => void microphone.open()}>
          {state.at === 'untried' ? words.microphone.try : words.tryAgain}
        </button>
      )}
    </>
  );
}

/** The speaker: a sound, and whether it was heard. */
export function TrySpeaker({
  speaker,
  words,
  isMain = true,
  children,
}: {
  speaker: ReturnType<typeof createSpeakerTry>;
  words: CheckWords;
  /** It is what one came for, and not one thing beside others. */
  isMain?: boolean;
  /** Shown to whoever heard nothing: what else they may try. */
  children?: ComponentChildren;
}) {
  const { speaker: said } = words;
  const ear = speaker.ear.value;
  const told = {
    untried: said.why,
    playing: said.playing,
    asked: said.asked,
    heard: said.heard,
    'not-heard': said.notHeard,
    'held-back': said.heldBack,
  }[ear];
  const isNext = ear === 'untried' || ear === 'not-heard' || ear === 'held-back';
  return (
    <>
      <p role="status">{told}</p>
      <div class="row">
        {ear === 'asked' && (
          <>
            <button type="button" class="primary" onClick={() => speaker.answer(true)}>
              {said.yes}
            </button>
            <button type="button" onClick={() => speaker.answer(false)}>
              {said.no}
            </button>
          </>
        )}
        <button
          type="button"
          class={isMain && isNext ? 'primary' : ''}
          aria-disabled={ear === 'playing'}
          onClick={() => ear !== 'playing' && void speaker.play()}
        >
          {ear === 'untried' || ear === 'playing' ? said.play : said.again}
        </button>
      </div>
      {ear === 'not-heard' && children}
    </>
  );
}
