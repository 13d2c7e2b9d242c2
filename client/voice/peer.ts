import SimplePeer from 'simple-peer/simplepeer.min.js';
import type { Ice, Signal } from '../../shared/voice';
import { withCalmOpus } from './calm-opus';

/** One connection to one other browser. Once it is broken it stays so: a pair builds another. */
export interface Peer {
  hear(signal: Signal): void;
  /** Speaks with another track from now on. */
  speakWith(track: MediaStreamTrack): void;
  /** How loud the other side is right now, 0 to 1. */
  level(): number;
  close(): void;
}

export interface PeerNeeds {
  initiates: boolean;
  ice: Ice;
  track: MediaStreamTrack;
  send(signal: Signal): void;
  onConnected(): void;
  onSound(sound: MediaStream): void;
  /** Once at most, and never after `close`. */
  onBroken(): void;
}

export type OpenPeer = (needs: PeerNeeds) => Peer;

/** Short cuts heal by themselves, within some 5 seconds; after that a new connection is faster. */
const disconnectedForMs = 5_000;

/** simple-peer behind our own small interface. */
export const openPeer: OpenPeer = ({ initiates, ice, track, send, onConnected, onSound, onBroken }) => {
  const outgoing = new MediaStream([track]);
  let speaking = track;
  let open = true;
  let cut: ReturnType<typeof setTimeout> | undefined;
  const peer = new SimplePeer({
    initiator: initiates,
    stream: outgoing,
    config: { iceServers: ice.iceServers, iceTransportPolicy: ice.relayOnly ? 'relay' : 'all' },
  }) as WithConnection;

  function close(): boolean {
    const wasOpen = open;
    open = false;
    clearTimeout(cut);
    peer.destroy();
    return wasOpen;
  }
  const broken = () => {
    if (close()) onBroken();
  };

  peer.on('signal', (signal) => open && send(signal as Signal));
  peer.on('connect', () => open && onConnected());
  peer.on('stream', (sound) => open && onSound(sound));
  peer.on('error', broken);
  peer.on('close', broken);
  peer.on('iceStateChange', (state: RTCIceConnectionState) => {
    if (!open) return;
    clearTimeout(cut);
    if (state === 'disconnected') cut = setTimeout(broken, disconnectedForMs);
  });

  return {
    hear(signal) {
      if (!open) return;
      const heard = 'sdp' in signal ? { ...signal, sdp: withCalmOpus(signal.sdp) } : signal;
      peer.signal(heard as SimplePeer.SignalData);
    },
    speakWith(next) {
      if (!open || next === speaking) return;
      peer.replaceTrack(speaking, next, outgoing);
      speaking = next;
    },
    level() {
      const sources = (open && peer._pc?.getReceivers()[0]?.getSynchronizationSources()) || [];
      return Math.max(0, ...sources.map((source) => source.audioLevel ?? 0));
    },
    close: () => void close(),
  };
};

/** simple-peer has no door to how loud the other side is; 9.11.1 is its last version. */
type WithConnection = SimplePeer.Instance & { readonly _pc: RTCPeerConnection | null };
