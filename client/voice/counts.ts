/** What crossed one connection since it was built, and how its line is right now. */
export interface Counts {
  /** Packets of sound. */
  sent: number;
  received: number;
  /** When the last of them came, in milliseconds since 1970; undefined where a browser does not tell. */
  receivedAt?: number;
  lost: number;
  bytesSent: number;
  bytesReceived: number;
  /** Samples that were played, and those of them that the browser had to make up because they came late or never. */
  samples: number;
  concealed: number;
  /** Share of what we sent that the other side says was lost lately, 0 to 1. */
  lostThere: number;
  /** There and back, in milliseconds; undefined until it was measured. */
  roundTripMs?: number;
  /** By what our sound goes: `udp`, `tcp` or `tls` to the relay; undefined without one. */
  relayedBy?: string;
}

/** Of a connection that nothing has crossed yet. */
export const noCounts: Counts = {
  sent: 0,
  received: 0,
  lost: 0,
  bytesSent: 0,
  bytesReceived: 0,
  samples: 0,
  concealed: 0,
  lostThere: 0,
};

/** Reads a connection's statistics (W3C webrtc-stats). A browser that lacks some is read as nothing of them. */
export async function countsOf(connection: RTCPeerConnection): Promise<Counts> {
  const counts: Counts = { ...noCounts };
  const stats: ReadonlyMap<string, Stat> = new Map((await connection.getStats()) as never);
  // After a search for a new way the old one may still be there, and still be called nominated.
  const chosen = [...stats.values()].find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  for (const stat of stats.values()) {
    if (stat.type === 'outbound-rtp') {
      counts.sent += number(stat.packetsSent);
      counts.bytesSent += number(stat.bytesSent);
    } else if (stat.type === 'inbound-rtp') {
      counts.received += number(stat.packetsReceived);
      if (typeof stat.lastPacketReceivedTimestamp === 'number')
        counts.receivedAt = stat.lastPacketReceivedTimestamp;
      counts.lost += number(stat.packetsLost);
      counts.bytesReceived += number(stat.bytesReceived);
      counts.samples += number(stat.totalSamplesReceived);
      counts.concealed += number(stat.concealedSamples) - number(stat.silentConcealedSamples);
    } else if (stat.type === 'remote-inbound-rtp') counts.lostThere = number(stat.fractionLost);
    else if (stat.type === 'candidate-pair' && (chosen ? stat.id === chosen : stat.nominated)) {
      const seconds = stat.currentRoundTripTime;
      if (typeof seconds === 'number') counts.roundTripMs = Math.round(seconds * 1000);
      const by = stats.get(String(stat.localCandidateId))?.relayProtocol;
      if (typeof by === 'string') counts.relayedBy = by;
    }
  }
  return counts;
}

type Stat = Record<string, unknown>;

const number = (value: unknown) => (typeof value === 'number' ? value : 0);
