import { type ReadonlySignal, signal } from '@preact/signals';
import { choices } from '../choices';
import { type MicrophoneRefusal, openMicrophone } from '../microphone';
import { type Loudness, type Meter, openMeter } from './meter';
import type { Reach } from './reach';
import { openSpeaker, type Speaker } from './speaker';

export type Microphone =
  | { at: 'untried' }
  | { at: 'asking' }
  | { at: 'open'; track: MediaStreamTrack; meter: Meter }
  | { at: 'refused'; why: MicrophoneRefusal };

/** `held-back`: the browser did not play it. */
export type Ear = 'untried' | 'playing' | 'asked' | 'heard' | 'not-heard' | 'held-back';

/** A microphone that one tries on this device alone: opened when asked for, measured, and let go of. */
export function createMicrophoneTry() {
  const state = signal<Microphone>({ at: 'untried' });
  let isOver = false;

  function letGo(next: Microphone) {
    const before = state.value;
    if (before.at === 'open') {
      before.meter.close();
      before.track.stop();
    }
    state.value = next;
  }

  async function open() {
    letGo({ at: 'asking' });
    const asked = await openMicrophone();
    // Whoever went away while the browser was asking keeps no microphone.
    if (isOver) return void (asked.ok && asked.track.stop());
    if (!asked.ok) return letGo({ at: 'refused', why: asked.why });
    const { track } = asked;
    track.addEventListener('ended', () => letGo({ at: 'refused', why: 'microphone-none' }));
    letGo({ at: 'open', track, meter: openMeter(track) });
  }
  /** Another one was chosen. */
  const stopFollowing = choices.microphone.chosen.subscribe(() => {
    if (state.peek().at === 'open') void open();
  });

  return {
    state: state as ReadonlySignal<Microphone>,
    open,
    shut: () => letGo({ at: 'untried' }),
    close() {
      stopFollowing();
      isOver = true;
      letGo({ at: 'untried' });
    },
  };
}

/** A sound that one plays to oneself, and says whether it was heard. */
export function createSpeakerTry() {
  const ear = signal<Ear>('untried');
  let speaker: Speaker | undefined;

  return {
    ear: ear as ReadonlySignal<Ear>,
    /** From within a tap. `loudness` 0 to 1. */
    async play(sound?: AudioBuffer, loudness = 1) {
      // Made within the tap, or a phone keeps it silent.
      speaker ??= openSpeaker();
      ear.value = 'playing';
      const played = await speaker.play(sound ?? speaker.tone(), loudness);
      if (ear.value === 'playing') ear.value = played ? 'asked' : 'held-back';
    },
    answer(heard: boolean) {
      ear.value = heard ? 'heard' : 'not-heard';
    },
    hush: () => speaker?.hush(),
    close() {
      speaker?.close();
      speaker = undefined;
    },
  };
}

export const checkSteps = ['microphone', 'speaker', 'way', 'end'] as const;
export type CheckStep = (typeof checkSteps)[number];

/** The sound check: one step at a time, each with its finding. Nothing of it leaves the device. */
export function createCheck({ reach }: { reach: () => Promise<Reach> }) {
  const step = signal<CheckStep>('microphone');
  const way = signal<Reach | 'looking'>('looking');
  const voice = signal<Loudness | undefined>(undefined);
  const microphone = createMicrophoneTry();
  const speaker = createSpeakerTry();

  async function look() {
    way.value = 'looking';
    way.value = await reach();
  }

  return {
    step: step as ReadonlySignal<CheckStep>,
    way: way as ReadonlySignal<Reach | 'looking'>,
    microphone,
    speaker,
    look,
    /** How loud the voice was when its step was over; undefined without a microphone. */
    voice: voice as ReadonlySignal<Loudness | undefined>,
    next() {
      const { value: tried } = microphone.state;
      if (step.value === 'microphone') {
        voice.value = tried.at === 'open' ? tried.meter.loudness.value : undefined;
        microphone.shut();
      }
      speaker.hush();
      step.value = checkSteps[checkSteps.indexOf(step.value) + 1] ?? 'end';
      if (step.value === 'way') void look();
    },
    close() {
      microphone.close();
      speaker.close();
    },
  };
}

export type Check = ReturnType<typeof createCheck>;
