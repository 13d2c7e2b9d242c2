import type { Counts } from './counts';

/** How one line carried sound lately. Shares are from 0 to 1. */
export interface Quality {
  /** Of what the other side sent, and of what we sent. */
  lostHere: number;
  lostThere: number;
  /** Of what was played, what the browser had to make up. */
  concealed: number;
  roundTripMs?: number;
  kbitIn: number;
  kbitOut: number;
  /** By what it goes: `udp`, `tcp` or `tls` to the relay; undefined without one. */
  relayedBy?: string;
}

/** What happened between two countings that lie so many milliseconds apart. */
export function qualityBetween(then: Counts, now: Counts, ms: number): Quality {
  const since = (of: 'received' | 'lost' | 'samples' | 'concealed' | 'bytesSent' | 'bytesReceived') =>
    Math.max(0, now[of] - then[of]);
  const kbit = (bytes: number) => Math.round((bytes * 8) / ms);
  return {
    lostHere: share(since('lost'), since('lost') + since('received')),
    lostThere: now.lostThere,
    concealed: share(since('concealed'), since('samples')),
    roundTripMs: now.roundTripMs,
    kbitIn: kbit(since('bytesReceived')),
    kbitOut: kbit(since('bytesSent')),
    relayedBy: now.relayedBy,
  };
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Whether one hears it: words break up, or answers come late. */
export const isWeak = ({ lostHere, concealed, roundTripMs = 0 }: Quality) =>
  lostHere > 0.05 || concealed > 0.06 || roundTripMs > 700;
