import { choices } from '../choices';
import { playThrough } from '../hearing';

/**
 * Plays a sound as voice plays other people's: through an `<audio>` element, which phones treat differently
 * from all other sound. Whoever hears this hears voice too.
 */
export function openSpeaker() {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const volume = context.createGain();
  const player = document.createElement('audio');
  let playing: AudioBufferSourceNode | undefined;
  volume.connect(output);
  player.srcObject = output.stream;
  document.body.append(player);

  function hush() {
    playing?.stop();
    playing = undefined;
  }

  return {
    /** From within a tap. Resolves when the sound is over: false when the browser did not let it be played. */
    async play(sound: AudioBuffer, loudness = 1): Promise<boolean> {
      hush();
      volume.gain.value = loudness;
      try {
        await Promise.all([context.resume(), player.play()]);
        await playThrough(player, choices.speaker.chosen.peek());
      } catch {
        return false;
      }
      const source = context.createBufferSource();
      source.buffer = sound;
      source.connect(volume);
      playing = source;
      const over = new Promise((resolve) => source.addEventListener('ended', resolve));
      source.start();
      await over;
      return true;
    },
    /** A short, friendly sound. */
    tone: () => toneIn(context),
    hush,
    close() {
      hush();
      player.srcObject = null;
      player.remove();
      void context.close();
    },
  };
}

export type Speaker = ReturnType<typeof openSpeaker>;

/** Two soft notes, low enough for most people who hear high ones badly. In hertz. */
const notes = [392, 523];
const noteSeconds = 0.6;

function toneIn(context: AudioContext): AudioBuffer {
  const { sampleRate } = context;
  const sound = context.createBuffer(1, sampleRate * noteSeconds * notes.length, sampleRate);
  const samples = sound.getChannelData(0);
  for (let at = 0; at < samples.length; at++) {
    const seconds = (at / sampleRate) % noteSeconds;
    const hz = notes[Math.floor(at / sampleRate / noteSeconds)] ?? 0;
    // It swells and fades, so that nothing clicks.
    samples[at] = 0.3 * Math.sin(2 * Math.PI * hz * seconds) * Math.sin((Math.PI * seconds) / noteSeconds);
  }
  return sound;
}
