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

/** RFC 8839 section 5.1, as far as the address of the relay; then what browsers add that says no other. */
const relayCandidate = /^(candidate:\S+ \d+ \S+ \d+ \S+ \d+ typ relay)(?= |$)([^\r\n]*)$/i;
const harmless = / (?:generation|ufrag|network-id|network-cost|tcptype) \S+/gi;

/** An empty one says that there are no more. */
function relayedCandidate(candidate: string): string | undefined {
  if (candidate === '') return candidate;
  const [, relay, more = ''] = relayCandidate.exec(candidate) ?? [];
  if (!relay) return;
  const base = / raddr /i.test(more) ? ' raddr 0.0.0.0 rport 0' : '';
  return `${relay}${base}${(more.match(harmless) ?? []).join('')}`;
}

function relayedSdp(sdp: string): string {
  const kept: string[] = [];
  for (const row of sdp.split(/[\r\n]+/)) {
    // By name, so that none of another kind (`a=remote-candidates`) and none that is misspelt passes either.
    if (!/candidate/i.test(row) || row === 'a=end-of-candidates') kept.push(placeless(row));
    else {
      const candidate = relayedCandidate(row.replace(/^a=/, ''));
      if (candidate) kept.push(`a=${candidate}`);
    }
  }
  return kept.join('\r\n');
}

/**
 * ICE does not use the addresses of these rows, which name the sender's own where there is no relay yet. They go
 * to the very end: JavaScript knows more ends of lines than an SDP has.
 */
function placeless(row: string): string {
  return row
    .replace(/^(c=|o=\S* \S* \S* ).*/s, '$1IN IP4 0.0.0.0')
    .replace(/^(a=rtcp:\d+) .*/s, '$1 IN IP4 0.0.0.0');
}
