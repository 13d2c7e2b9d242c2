/**
 * Our own side of the sound: a silent track for those who listen without a microphone (so that every
 * connection carries sound both ways from the start and unmuting needs no new one), and how loud we are.
 */
export function createOwnSound() {
  const context = new AudioContext();
  const meter = context.createAnalyser();
  const samples = new Float32Array(meter.fftSize);
  let source: MediaStreamAudioSourceNode | undefined;
  // A browser may hold it back; then only our own ring does not light.
  void context.resume().catch(() => undefined);

  const [silence] = context.createMediaStreamDestination().stream.getAudioTracks();
  if (!silence) throw new Error('An audio destination has one track.');

  return {
    silence,
    measure(track: MediaStreamTrack) {
      source?.disconnect();
      source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(meter);
    },
    /** 0 to 1, as the other side's browser would say it. */
    level(): number {
      if (!source) return 0;
      meter.getFloatTimeDomainData(samples);
      return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
    },
    close() {
      source?.disconnect();
      silence.stop();
      void context.close();
    },
  };
}
