import { wakeNow } from './awake';
import { choices } from './choices';

/** One tone; 0 Hz is a pause. */
interface Note {
  hz: number;
  ms: number;
}

/**
 * What each state sounds like. They differ in number, direction and pace, not only in pitch, and all lie below 700 Hz,
 * where most people hear best in old age too.
 */
export const melodies = {
  muted: notes([494, 90], [330, 130]),
  unmuted: notes([330, 90], [494, 130]),
  connected: notes([330, 80], [415, 80], [494, 160]),
  'came-in': notes([659, 140]),
  hand: notes([587, 60], [0, 50], [587, 60]),
  'line-lost': notes([294, 160], [247, 160], [196, 260]),
};

export type Sound = keyof typeof melodies;

/** The loudest that a sound becomes, of 1; and while somebody speaks. */
export const peak = { usual: 0.05, whileSpeaking: 0.015 } as const;

const riseMs = 10;

/** Plays them softly. What carries them is opened with the first one, so nothing is before someone is in voice. */
export function createSounds({ open = () => new AudioContext() } = {}) {
  let context: AudioContext | undefined;
  let playing: GainNode | undefined;

  return {
    /** What was still sounding ends: the newest state is the true one. */
    play(sound: Sound, whileSpeaking: boolean) {
      context ??= open();
      wakeNow(context);
      useSpeaker(context);
      playing?.disconnect();
      playing = sing(context, melodies[sound], whileSpeaking ? peak.whileSpeaking : peak.usual);
    },
    close() {
      void context?.close();
      context = undefined;
    },
  };
}

export type Sounds = ReturnType<typeof createSounds>;

function sing(context: AudioContext, melody: Note[], loudest: number): GainNode {
  const out = context.createGain();
  out.gain.value = loudest;
  out.connect(context.destination);
  let at = context.currentTime;
  for (const { hz, ms } of melody) {
    const end = at + ms / 1000;
    if (hz > 0) tone(context, out, { hz, at, end });
    at = end;
  }
  return out;
}

/** It swells and fades: a tone that is cut off clicks. */
function tone(
  context: AudioContext,
  out: GainNode,
  { hz, at, end }: { hz: number; at: number; end: number },
) {
  const voice = new OscillatorNode(context, { frequency: hz });
  const swell = new GainNode(context, { gain: 0 });
  swell.gain.setValueAtTime(0, at);
  swell.gain.linearRampToValueAtTime(1, at + riseMs / 1000);
  swell.gain.linearRampToValueAtTime(0, end);
  voice.connect(swell).connect(out);
  voice.start(at);
  voice.stop(end);
}

/** Where the others are heard, where the browser lets us choose that. */
function useSpeaker(context: AudioContext & { setSinkId?(id: string): Promise<void> }) {
  void context.setSinkId?.(choices.speaker.chosen.peek()).catch(() => undefined);
}

function notes(...given: [hz: number, ms: number][]): Note[] {
  return given.map(([hz, ms]) => ({ hz, ms }));
}
