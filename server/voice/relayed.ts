import type { Signal } from '../../shared/voice';

/**
 * A signal with nothing in it that shows where its sender is: only relay candidates, and those without
 * the address that they were allocated from. Undefined when nothing of it may pass. The browsers keep to
 * this by themselves (`iceTransportPolicy: 'relay'`); a page that was tampered with must keep to it too.
 */
export function relayed(signal: Signal): Signal | undefined {
  if (signal.type === 'candidate') {
    const candidate = relayedCandidate(signal.candidate.candidate);
    return candidate === undefined ? undefined : { ...signal, candidate: { ...signal.candidate, candidate } };
  }
  if (signal.type === 'offer' || signal.type === 'answer') return { ...signal, sdp: relayedSdp(signal.sdp) };
  return signal;
}

/** RFC 8839 section 5.1. An empty one says that there are no more. */
const relayCandidate = /^candidate:\S+ \d+ \S+ \d+ \S+ \d+ typ relay(?= |$)[^\r\n]*$/i;

function relayedCandidate(candidate: string): string | undefined {
  if (candidate === '') return candidate;
  if (!relayCandidate.test(candidate)) return;
  return candidate.replace(/ raddr \S+/i, ' raddr 0.0.0.0').replace(/ rport \S+/i, ' rport 0');
}

function relayedSdp(sdp: string): string {
  const kept: string[] = [];
  for (const row of sdp.split(/[\r\n]+/)) {
    if (!/^a=candidate/i.test(row)) kept.push(placeless(row));
    else {
      const candidate = relayedCandidate(row.slice('a='.length));
      if (candidate) kept.push(`a=${candidate}`);
    }
  }
  return kept.join('\r\n');
}

/** ICE does not use the addresses of these rows, which name the sender's own where there is no relay yet. */
function placeless(row: string): string {
  return row
    .replace(/^(c=|o=.* )IN IP[46] \S+/, '$1IN IP4 0.0.0.0')
    .replace(/^(a=rtcp:\d+) IN IP[46] \S+/, '$1 IN IP4 0.0.0.0');
}
