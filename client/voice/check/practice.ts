import { type ReadonlySignal, signal } from '@preact/signals';
import { createMicrophoneTry, createSpeakerTry } from './check';
import { type Recording, record } from './recorder';

const recordedSeconds = 5;

export type Echo =
  | { at: 'none' }
  | { at: 'recording'; secondsLeft: number }
  | { at: 'kept'; sound: AudioBuffer; playing: boolean }
  | { at: 'failed' };

/** Talking with nobody: a microphone that may be muted, five seconds of oneself, and a speaker. */
export function createPractice() {
  const muted = signal(false);
  const echo = signal<Echo>({ at: 'none' });
  const microphone = createMicrophoneTry();
  const speaker = createSpeakerTry();
  const player = createSpeakerTry();
  let recording: Recording | undefined;
  let counting: ReturnType<typeof setInterval> | undefined;

  function track() {
    const state = microphone.state.value;
    return state.at === 'open' ? state.track : undefined;
  }

  function mute(wanted: boolean) {
    muted.value = wanted;
    const mine = track();
    if (mine) mine.enabled = !wanted;
  }

  function giveUp() {
    clearInterval(counting);
    recording?.stop();
    recording = undefined;
    if (echo.value.at === 'recording') echo.value = { at: 'none' };
  }

  async function play() {
    const { value: kept } = echo;
    if (kept.at !== 'kept') return;
    echo.value = { ...kept, playing: true };
    await player.play(kept.sound);
    if (echo.value.at === 'kept') echo.value = { ...kept, playing: false };
  }

  return {
    muted: muted as ReadonlySignal<boolean>,
    echo: echo as ReadonlySignal<Echo>,
    microphone,
    /** For the question whether one hears it. */
    speaker,
    /** For what is played without a question. */
    player,
    mute,
    async open() {
      await microphone.open();
      mute(false);
    },
    /** The microphone is off, as after "Leave voice". */
    leave() {
      giveUp();
      microphone.shut();
      mute(false);
    },
    /** From within a tap: takes five seconds of the microphone, and plays them. */
    async recordAndPlay() {
      const mine = track();
      if (!mine) return;
      giveUp();
      mute(false);
      player.hush();
      echo.value = { at: 'recording', secondsLeft: recordedSeconds };
      const taking = record(mine, recordedSeconds * 1_000);
      recording = taking;
      counting = setInterval(() => {
        const { value: now } = echo;
        if (now.at === 'recording') echo.value = { ...now, secondsLeft: Math.max(1, now.secondsLeft - 1) };
      }, 1_000);
      const sound = await taking.finished;
      if (recording !== taking) return;
      clearInterval(counting);
      echo.value = sound ? { at: 'kept', sound, playing: false } : { at: 'failed' };
      await play();
    },
    play,
    close() {
      giveUp();
      microphone.close();
      speaker.close();
      player.close();
    },
  };
}

export type Practice = ReturnType<typeof createPractice>;
