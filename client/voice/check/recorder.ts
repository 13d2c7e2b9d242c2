const chunkSamples = 4_096;

export interface Recording {
  /** What was recorded; undefined where nothing came, or it was given up. */
  finished: Promise<AudioBuffer | undefined>;
  /** Gives it up. */
  stop(): void;
}

/** Records a track for so long, in this page's memory. Never throws. */
export function record(track: MediaStreamTrack, forMs: number): Recording {
  const context = new AudioContext();
  const taken =
    typeof MediaRecorder === 'undefined' ? takeSamples(track, context) : takeMedia(track, context);
  let given = false;
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, forMs);
    end = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  async function finish() {
    await context.resume();
    await over;
    const sound = await taken();
    return given ? undefined : sound;
  }
  return {
    finished: finish()
      .catch(() => undefined)
      .finally(() => context.close().catch(() => undefined)),
    stop() {
      given = true;
      end();
    },
  };
}

/** Begins, and gives a function that ends it and gives the sound. */
function takeMedia(track: MediaStreamTrack, context: AudioContext) {
  const recorder = new MediaRecorder(new MediaStream([track]));
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => void pieces.push(data));
  recorder.start();
  return async () => {
    const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.stop();
    await ended;
    return context.decodeAudioData(await new Blob(pieces).arrayBuffer());
  };
}

/** The same for browsers that have no MediaRecorder, which are those that have no AudioWorklet either. */
function takeSamples(track: MediaStreamTrack, context: AudioContext) {
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const tap = context.createScriptProcessor(chunkSamples, 1, 1);
  const pieces: Float32Array<ArrayBuffer>[] = [];
  tap.addEventListener('audioprocess', ({ inputBuffer }) => {
    pieces.push(inputBuffer.getChannelData(0).slice());
  });
  source.connect(tap);
  // It runs only where it leads somewhere; what it gives there is silence.
  tap.connect(context.destination);
  return async () => {
    source.disconnect();
    tap.disconnect();
    const sound = context.createBuffer(1, Math.max(1, pieces.length * chunkSamples), context.sampleRate);
    for (const [n, piece] of pieces.entries()) sound.copyToChannel(piece, 0, n * chunkSamples);
    return sound;
  };
}
