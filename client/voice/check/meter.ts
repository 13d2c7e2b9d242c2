import { type ReadonlySignal, signal } from '@preact/signals';
import { createOwnSound } from '../own-sound';

/** What a microphone gives: nothing, a very quiet voice, or one that others hear well. `waiting`: too soon to say. */
export type Loudness = 'waiting' | 'nothing' | 'quiet' | 'well';

export interface Meter {
  /** The loudest sample of the last moment: 0 to 1. */
  level: ReadonlySignal<number>;
  loudness: ReadonlySignal<Loudness>;
  close(): void;
}

const measuredEachMs = 80;
/** A voice is judged by its loudest moment in so long: people breathe between words. */
const judgedOverMs = 2_500;
/** Below the first nothing is shown as speech (`speakers.ts` says the same); below the second, others strain to hear. */
const audibleLevel = 0.015;
const clearLevel = 0.06;

/** Measures how loud a track is, until it is closed. It leaves the track itself alone. */
export function openMeter(track: MediaStreamTrack): Meter {
  const sound = createOwnSound();
  sound.measure(track);
  const meter = watchLevel(sound.level);
  return {
    ...meter,
    close() {
      meter.close();
      sound.close();
    },
  };
}

/** The same for what is measured elsewhere already: `measure` gives the level of this moment, 0 to 1. */
export function watchLevel(measure: () => number): Meter {
  const level = signal(0);
  const loudness = signal<Loudness>('waiting');
  const judge = createJudge(Date.now());
  const timer = setInterval(() => {
    level.value = measure();
    loudness.value = judge(level.value, Date.now());
  }, measuredEachMs);
  return { level, loudness, close: () => clearInterval(timer) };
}

/** Judges one level after another, each with its moment in milliseconds. */
export function createJudge(begunAt: number) {
  let heard: { level: number; at: number }[] = [];
  return (level: number, at: number): Loudness => {
    heard = [...heard.filter((one) => at - one.at < judgedOverMs), { level, at }];
    const loudest = Math.max(...heard.map((one) => one.level));
    if (loudest >= clearLevel) return 'well';
    if (at - begunAt < judgedOverMs) return 'waiting';
    return loudest >= audibleLevel ? 'quiet' : 'nothing';
  };
}
