import type { MicrophoneRefusal, openMicrophone } from './microphone';
import { whenHeldBack } from './microphone';

export interface OwnMicrophoneNeeds {
  ask: typeof openMicrophone;
  /** Whether nobody would hear it anyway: then it is not replaced when it goes away. */
  isSilent(): boolean;
  /** Speaks with this one from now on; undefined for none. It is shut until `settle` says otherwise. */
  onTrack(track: MediaStreamTrack | undefined): void;
  settle(): void;
  /** It went away while they talked, and another one goes on in its place. */
  onReplaced(label: string): void;
  /** It went away while they talked, and nothing could take its place. */
  onLost(why: MicrophoneRefusal): void;
  /** Another program, or a switch on the device, holds its sound back. */
  onHeldBack(): void;
}

/** Whoever is talking is silent no longer than this before they are told. */
const replacedWithinMs = 2_500;
/** A microphone that the system muted for so long is not given back by itself. */
const takenAfterMs = 3_000;

/** The microphone of one stay in voice: asked for, replaced when it goes away, let go of at the end. */
export function createOwnMicrophone(needs: OwnMicrophoneNeeds) {
  let track: MediaStreamTrack | undefined;
  /** Only what was asked for last is taken. */
  let askings = 0;

  /** Gives why there is none; undefined when there is, or when nobody wants it any more. */
  async function take(how?: { unasked: true }): Promise<MicrophoneRefusal | undefined> {
    const asking = ++askings;
    const asked = await needs.ask(how);
    if (!asked.ok) return asked.why;
    // Whoever left, or chose another, while the browser was asking keeps no microphone.
    if (asking !== askings) {
      asked.track.stop();
      return;
    }
    track?.stop();
    track = asked.track;
    watch(asked.track);
    // Shut before anybody could hear it: it may be a new one while muted.
    needs.settle();
    needs.onTrack(track);
  }

  function watch(taken: MediaStreamTrack) {
    const lose = () => taken === track && void replace();
    taken.addEventListener('ended', lose);
    // A phone takes it for a call, a laptop by a switch, and only its being muted says so.
    taken.addEventListener('mute', () => setTimeout(() => taken.muted && lose(), takenAfterMs));
    whenHeldBack(taken, () => taken === track && !needs.isSilent() && needs.onHeldBack());
  }

  /** It was unplugged, taken, or is not allowed: another one goes on where it was open. */
  async function replace() {
    drop();
    if (needs.isSilent()) return;
    const before = askings;
    const why = await withinMs(replacedWithinMs, take({ unasked: true }), 'microphone-busy');
    if (askings !== before + 1) return;
    if (!why && track && !track.muted) return needs.onReplaced(track.label);
    // A call has all of them: unmuting asks anew.
    drop();
    needs.onLost(why ?? 'microphone-busy');
  }

  function drop() {
    track?.stop();
    track = undefined;
    needs.onTrack(undefined);
  }

  return {
    track: () => track,
    take,
    /** The one place where it opens and shuts. */
    open(isOpen: boolean) {
      if (track) track.enabled = isOpen;
    },
    stop() {
      askings += 1;
      track?.stop();
      track = undefined;
    },
  };
}

export type OwnMicrophone = ReturnType<typeof createOwnMicrophone>;

function withinMs<Value>(ms: number, result: Promise<Value>, otherwise: Value): Promise<Value> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), ms);
    void result.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
