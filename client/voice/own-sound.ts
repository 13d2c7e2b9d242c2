import { keepAwake } from './awake';

/** How loud our own microphone is. */
export function createOwnSound() {
  const context = new AudioContext();
  const meter = context.createAnalyser();
  const samples = new Float32Array(meter.fftSize);
  let source: MediaStreamAudioSourceNode | undefined;
  // A browser may hold it back all the same; then only our own ring does not light.
  const stopWaking = keepAwake(context);

  return {
    measure(track: MediaStreamTrack | undefined) {
      source?.disconnect();
      source = track && context.createMediaStreamSource(new MediaStream([track]));
      source?.connect(meter);
    },
    /** 0 to 1, as the other side's browser would say it. */
    level(): number {
      if (!source) return 0;
      meter.getFloatTimeDomainData(samples);
      return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
    },
    close() {
      stopWaking();
      source?.disconnect();
      void context.close();
    },
  };
}
