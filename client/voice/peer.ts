import type { Ice, Signal } from '../../shared/voice';
import { withCalmOpus } from './calm-opus';
import { type Counts, countsOf } from './counts';

/** What two ends of one connection say to each other. */
type Negotiation = Extract<Signal, { type: 'offer' | 'answer' | 'candidate' }>;

/** One connection to one other browser: it finds a new way when it is told to, and never ends by itself. */
export interface Peer {
  hear(signal: Negotiation): void;
  /** Looks for a new way while the old one still carries. Only on the side that initiates. */
  restart(): void;
  /** Speaks with another track from now on; null sends nothing at all. */
  speakWith(track: MediaStreamTrack | null): void;
  /** At most so many bits of sound a second. */
  spend(bits: number): void;
  /** What crossed it so far. */
  counts(): Promise<Counts>;
  /** When the last packet of sound came, in milliseconds since 1970; 0 when none came for long. */
  heardAt(): number;
  /** The browser ended it, as some do with pages that slept. */
  isOver(): boolean;
  /** How loud the other side is right now, 0 to 1. */
  level(): number;
  close(): void;
}

export interface PeerNeeds {
  initiates: boolean;
  ice: Ice;
  /** Ways to reach the other that are good for a new search. */
  freshIce(): Promise<Ice>;
  track: MediaStreamTrack | null;
  bits: number;
  send(signal: Negotiation): void;
  onState(state: RTCPeerConnectionState): void;
  onSound(sound: MediaStream): void;
  /** The relay gave us no way out for a while. `refused`: it was there, and did not take our credentials. */
  onNoRelay(refused: boolean): void;
}

export type OpenPeer = (needs: PeerNeeds) => Peer;

/** A relay answers within a second or two; one behind a firewall never does. */
const relayAnswersWithinMs = 6_000;

/**
 * An RTCPeerConnection that carries sound both ways from its first offer on, so that neither muting nor
 * speaking nor another microphone needs a new one. Only one side ever offers: offers cannot cross. Each
 * offer counts a round, and what belongs to another round, comes twice, or makes no sense is let go.
 */
export const openPeer: OpenPeer = (needs) => {
  const { initiates, freshIce, send, onState, onSound } = needs;
  const connection = new RTCPeerConnection(waysOf(needs.ice));
  let { track, bits } = needs;
  let round = -1;
  /** The round whose description of the other side is in place. */
  let agreed = -1;
  let early: Extract<Signal, { type: 'candidate' }>[] = [];
  let work = Promise.resolve();
  let open = true;
  const stopWaiting = watchRelay(connection, needs);

  /** One after the other, for each step waits for the browser. What it cannot read changes nothing. */
  function inTurn(step: () => Promise<void>) {
    work = work.then(() => (open ? step() : undefined)).catch(() => undefined);
  }

  async function offer() {
    if (round >= 0) connection.setConfiguration(waysOf(await freshIce()));
    const description = await connection.createOffer({ iceRestart: round >= 0 });
    if (!open) return;
    round += 1;
    await connection.setLocalDescription(description);
    send({ type: 'offer', round, sdp: description.sdp ?? '' });
  }

  async function take(signal: Negotiation) {
    if (signal.type === 'candidate') return takeCandidate(signal);
    const isOffer = signal.type === 'offer';
    if (isOffer === initiates || (isOffer ? signal.round <= agreed : signal.round !== round)) return;
    if (!isOffer && connection.signalingState !== 'have-local-offer') return;
    if (isOffer && agreed >= 0) connection.setConfiguration(waysOf(await freshIce()));
    await connection.setRemoteDescription({ type: signal.type, sdp: withCalmOpus(signal.sdp) });
    agreed = round = signal.round;
    if (isOffer) await answer();
    await settle();
    const waiting = early;
    early = [];
    for (const candidate of waiting) await takeCandidate(candidate);
  }

  async function answer() {
    for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
    const description = await connection.createAnswer();
    await connection.setLocalDescription(description);
    send({ type: 'answer', round, sdp: description.sdp ?? '' });
  }

  async function takeCandidate(signal: Extract<Signal, { type: 'candidate' }>) {
    if (signal.round > agreed) early = [...early, signal].slice(-mostEarly);
    else if (signal.round === agreed)
      await connection.addIceCandidate(signal.candidate).catch(() => undefined);
  }

  /** What we send, and how much of it: as it was last wished. */
  async function settle() {
    const [transceiver] = connection.getTransceivers();
    if (!transceiver || !open) return;
    const { sender } = transceiver;
    if (sender.track !== track) await sender.replaceTrack(track);
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings ?? [];
    if (!encoding || encoding.maxBitrate === bits) return;
    encoding.maxBitrate = bits;
    await sender.setParameters(parameters);
  }

  const sources = () => connection.getReceivers()[0]?.getSynchronizationSources() ?? [];

  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (!open || !candidate?.candidate) return;
    const { sdpMid, sdpMLineIndex } = candidate;
    send({ type: 'candidate', round, candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex } });
  });
  connection.addEventListener('connectionstatechange', () => open && onState(connection.connectionState));
  connection.addEventListener('track', ({ track: sound }) => open && onSound(new MediaStream([sound])));

  if (initiates) {
    connection.addTransceiver(track ?? 'audio', {
      direction: 'sendrecv',
      sendEncodings: [{ maxBitrate: bits }],
    });
    inTurn(offer);
  }

  return {
    hear: (signal) => inTurn(() => take(signal)),
    restart: () => inTurn(offer),
    speakWith(next) {
      track = next;
      // Not in turn: whoever holds back their voice must not wait for a search that may take seconds.
      void connection
        .getTransceivers()[0]
        ?.sender.replaceTrack(track)
        .catch(() => undefined);
    },
    spend(next) {
      bits = next;
      inTurn(settle);
    },
    counts: () => countsOf(connection),
    isOver: () => connection.connectionState === 'closed',
    heardAt: () => Math.max(0, ...sources().map(({ timestamp }) => timestamp)),
    level: () => Math.max(0, ...sources().map(({ audioLevel = 0 }) => audioLevel)),
    close() {
      open = false;
      stopWaiting();
      connection.close();
    },
  };
};

/** Candidates that came before their offer; a browser gives some ten. */
const mostEarly = 50;

/** All of it each time: what is left out later would be a change, which browsers refuse. */
const waysOf = ({ iceServers, relayOnly }: Ice): RTCConfiguration => ({
  iceServers,
  bundlePolicy: 'max-bundle',
  iceTransportPolicy: relayOnly ? 'relay' : 'all',
});

/** Tells once when a relay is all we may use, and it gives us no way. Gives how to stop waiting for it. */
function watchRelay(connection: RTCPeerConnection, { ice, onNoRelay }: PeerNeeds): () => void {
  let refused = false;
  if (!ice.relayOnly) return () => undefined;
  const timer = setTimeout(() => onNoRelay(refused), relayAnswersWithinMs);
  connection.addEventListener('icecandidateerror', (problem) => {
    refused ||= problem.errorCode === 401;
  });
  connection.addEventListener('icecandidate', ({ candidate }) => candidate?.candidate && clearTimeout(timer));
  return () => clearTimeout(timer);
}
