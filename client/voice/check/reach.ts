import type { Ice } from '../../../shared/voice';
import type { Answered } from '../../link';

/**
 * How this device reaches the others: through the relay, by a way round (`slow`: only over TCP), `direct`
 * where the house has no relay; or why it does not: the relay does not let us in (`shut`), does not answer
 * from here (`unreached`), or the house itself does not answer (`no-house`).
 */
export type Reach = 'relay' | 'slow' | 'direct' | 'shut' | 'unreached' | 'no-house';

/** The whole try, the house's answer included: less than the ten seconds that are promised. */
const triedForMs = 9_500;
/** A way over TCP may be found first; the better one gets this long to be found too. */
const betterWithinMs = 1_500;

/** Tries whether the relay can be reached from here, by taking a place on it for a moment. Never throws. */
export async function reachRelay(
  askIce: () => Promise<Answered<Ice>>,
  withinMs = triedForMs,
): Promise<Reach> {
  const deadline = Date.now() + withinMs;
  const answered = await within(withinMs, askIce());
  if (!answered?.ok) return 'no-house';
  const { relayOnly, iceServers } = answered.value;
  if (!relayOnly) return 'direct';
  return gather(iceServers, deadline - Date.now());
}

/** Errors as libwebrtc and RFC 8656 number them: the relay knows our credentials not, or not any more. */
const shutCodes = [400, 401, 403, 438];

function gather(iceServers: RTCIceServer[], forMs: number): Promise<Reach> {
  const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' });
  const timers: ReturnType<typeof setTimeout>[] = [];
  let isShut = false;
  let hasSlow = false;

  return new Promise<Reach>((resolve) => {
    const end = () => resolve(hasSlow ? 'slow' : isShut ? 'shut' : 'unreached');
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (!candidate) return end();
      if (!candidate.candidate) return;
      if (!isOverTcp(candidate)) return resolve('relay');
      hasSlow = true;
      timers.push(setTimeout(end, betterWithinMs));
    });
    connection.addEventListener('icecandidateerror', ({ errorCode }) => {
      isShut ||= shutCodes.includes(errorCode);
    });
    timers.push(setTimeout(end, forMs));
    connection.createDataChannel('try');
    connection
      .createOffer()
      .then((offer) => connection.setLocalDescription(offer))
      .catch(end);
  }).finally(() => {
    for (const timer of timers) clearTimeout(timer);
    connection.close();
  });
}

/** How we reach the relay; older browsers do not say, and then it counts as the usual way. */
function isOverTcp(candidate: RTCIceCandidate): boolean {
  const { relayProtocol } = candidate as { relayProtocol?: string | null };
  return relayProtocol === 'tcp' || relayProtocol === 'tls';
}

function within<Value>(ms: number, waited: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([waited, late]).finally(() => clearTimeout(timer));
}
