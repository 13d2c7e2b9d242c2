import type { Ice, Signal } from '../../shared/voice';
import type { OpenPeer, Peer } from './peer';

export interface PairNeeds {
  /** Exactly one side of a pair does; it alone begins epochs. */
  initiates: boolean;
  /** What we speak with right now. */
  track(): MediaStreamTrack;
  /** Ways to reach the other that are still good. */
  ice(): Promise<Ice>;
  open: OpenPeer;
  send(epoch: number, signal: Signal): void;
  onSound(sound: MediaStream): void;
  onMending(mending: boolean): void;
}

/** A pair that is not connected after this long is built anew. */
const connectsWithinMs = 12_000;
const longestPauseMs = 15_000;

/**
 * Us and one other seat, for as long as both are in the circle: connected, and built anew whenever that
 * breaks. Every building is an epoch, and each signal carries its own, so what was meant for an older
 * connection never reaches a newer one. The side that does not initiate asks the other for a new epoch.
 */
export function createPair({ initiates, track, ice, open, send, onSound, onMending }: PairNeeds) {
  let epoch = -1;
  let peer: Peer | undefined;
  /** Signals that came while the connection was being built. */
  let early: Signal[] | undefined;
  let tries = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout>;

  function after(ms: number, run: () => void) {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  }

  function drop() {
    peer?.close();
    peer = undefined;
    early = undefined;
  }

  async function build(next: number) {
    drop();
    epoch = next;
    early = [];
    after(connectsWithinMs, mend);
    const ways = await ice();
    if (closed || epoch !== next || !early) return;
    const made = open({
      initiates,
      ice: ways,
      track: track(),
      send: (signal) => send(next, signal),
      onConnected() {
        clearTimeout(timer);
        tries = 0;
        onMending(false);
      },
      onSound,
      onBroken: mend,
    });
    const waiting = early;
    early = undefined;
    peer = made;
    for (const signal of waiting) made.hear(signal);
  }

  function mend() {
    if (closed) return;
    drop();
    onMending(true);
    after(pauseMs(tries++), () => {
      if (initiates) return void build(epoch + 1);
      send(Math.max(epoch, 0), { type: 'rebuild' });
      after(connectsWithinMs, mend);
    });
  }

  if (initiates) void build(0);
  else after(connectsWithinMs, mend);

  return {
    hear(of: number, signal: Signal) {
      if (closed || of < epoch) return;
      if (signal.type === 'rebuild') {
        if (!initiates) return;
        onMending(true);
        return void build(of + 1);
      }
      if (of > epoch) {
        if (initiates) return;
        void build(of);
      }
      if (early) early.push(signal);
      else peer?.hear(signal);
    },
    speakWith: (next: MediaStreamTrack) => peer?.speakWith(next),
    level: () => peer?.level() ?? 0,
    close() {
      closed = true;
      clearTimeout(timer);
      drop();
    },
  };
}

export type Pair = ReturnType<typeof createPair>;

/** At once the first time, then 1, 2, 4, 8 seconds and so on. */
const pauseMs = (tries: number) => (tries === 0 ? 0 : Math.min(longestPauseMs, 500 * 2 ** tries));
