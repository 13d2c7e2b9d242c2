import { newId } from '../../../shared/ids';
import { limits } from '../../../shared/limits';
import type { Random } from '../../faults/random';
import { openLine } from '../line';
import { nastyJson } from './json';
import type { Attack } from './wire';

/** Where a fuzzed signal may claim to come from and go to. */
export interface Seats {
  roomIds: readonly string[];
  from: readonly string[];
  to: readonly string[];
}

/** A voice signal as JSON, with up to four things wrong in it. What is right means nothing to whoever it reaches. */
export function fuzzedSignal(random: Random, { roomIds, from, to }: Seats): string {
  const signal = soundSignal(random);
  const whole: Part = {
    roomId: random.oneOf(roomIds),
    from: random.oneOf(from),
    to: random.oneOf(to),
    epoch: random.between(0, 9),
    signal,
  };
  const parts = [whole, signal, signal, ...(isPart(signal.candidate) ? [signal.candidate] : [])];
  for (let wrong = random.between(-1, 4); wrong > 0; wrong--) spoil(random.oneOf(parts), random);
  // What JSON has no word for is written as it is.
  const json = JSON.stringify(whole).replaceAll('"raw:1e999"', '1e999').replaceAll('"raw:-0"', '-0');
  // A frame that is too large would only end the line.
  return Buffer.byteLength(json) > limits.frameBytes - 100
    ? fuzzedSignal(random, { roomIds, from, to })
    : json;
}

type Part = Record<string, unknown>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

function soundSignal(random: Random): Part {
  const round = random.between(0, 5);
  return random.oneOf<() => Part>([
    () => ({ type: 'offer', round, sdp: text(random) }),
    () => ({ type: 'answer', round, sdp: text(random) }),
    () => ({
      type: 'candidate',
      round,
      candidate: { candidate: text(random).slice(0, 1_000), sdpMid: '0', sdpMLineIndex: 0 },
    }),
    () => ({ type: random.oneOf(['restart', 'rebuild']) }),
    () => ({ type: 'report', sent: 1, received: random.between(0, 9), deaf: random.oneIn(2), wants: 'low' }),
  ])();
}

function spoil(part: Part, random: Random) {
  const key = random.oneOf([...Object.keys(part), 'type']);
  const strange = random.oneOf([
    key,
    key,
    key,
    'more',
    'toJSON',
    'constructor',
    '',
    'length',
    'then',
    '__proto__',
  ]);
  const value = random.oneOf([odd(random), odd(random), [part[key]], { ...part }, undefined]);
  // By definition: `__proto__` would be no key otherwise.
  Object.defineProperty(part, strange, { value, enumerable: true, configurable: true, writable: true });
}

const odd = (random: Random): unknown =>
  random.oneOf([
    ...[null, true, '', 0, -1, 0.5, 2 ** 53, 2 ** 53 + 2, -(2 ** 31), 'raw:1e999', 'raw:-0', [], {}, [[[]]]],
    ...['offer', 'answer', 'candidate', 'restart', 'rebuild', 'report', 'renegotiate', '__proto__'],
    ...[newId(), newId().slice(1), `${newId()}x`, { $ne: null }, { type: 'offer', sdp: '' }],
    ...['\u0000', '\ud800', '\u202e', '字'.repeat(random.between(1, 12_000)), 'x'.repeat(12_001)],
  ]);

/** Rows as in an SDP or a candidate, sound and not, with ends of lines that somebody might take for one. */
function text(random: Random): string {
  const rows = Array.from({ length: random.between(0, 40) }, () => random.oneOf(rowsOfSdp));
  return rows.join(random.oneOf(['\r\n', '\n', '\r', '\n\r\n', '\u2028', '\u0000', ' ']));
}

/** Of whoever sends it, and nobody else's to know. */
export const ownAddress = '192.168.1.7';
const rowsOfSdp = [
  'v=0',
  `o=- 1 2 IN IP4 ${ownAddress}`,
  `c=IN IP4 ${ownAddress}`,
  `c=IN IP6 fe80::1`,
  `a=rtcp:9 IN IP4 ${ownAddress}`,
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  `a=candidate:1 1 udp 2122260223 ${ownAddress} 50000 typ host`,
  `A=CANDIDATE:1 1 udp 2122260223 ${ownAddress} 50000 TYP HOST`,
  `a=candidate:9 1 udp 41885439 203.0.113.5 50100 typ relay raddr ${ownAddress} rport 5`,
  `candidate:9 1 tcp 41885439 203.0.113.5 50100 typ relay raddr ${ownAddress} rport 5`,
  `candidate:2 1 udp 1 ${ownAddress} 50000 typ srflx raddr ${ownAddress} rport 50000`,
  'candidate:4 1 udp 1 1.1.1.1 5 typ host x typ relay',
  'a=candidate',
  'candidate: 1 udp',
  `a=${'x'.repeat(300)}`,
  '\u0000\ud800',
  '',
];

/** What cannot be read at all ends the line: seldom, so that the others are read. */
const json = (random: Random, seats: Seats) =>
  random.oneIn(200) ? nastyJson(random) : fuzzedSignal(random, seats);

/** Somebody known takes a seat where there is one, and sends fuzzed signals from it as fast as the line takes them. */
export async function signals({ random, origin, from, session, roomId }: Attack): Promise<number> {
  const line = await openLine({ origin, from }, session).catch(() => undefined);
  if (!line) return 1;
  const cut = { ok: false } as const;
  await line.ask('room:enter', { roomId }).catch(() => cut);
  const joined = await line.ask('voice:join', { roomId, muted: true }).catch(() => cut);
  const own = joined.ok ? joined.value.seat.id : newId();
  const others = joined.ok ? joined.value.seats.map(({ id }) => id) : [newId()];
  const seats: Seats = {
    roomIds: [roomId, roomId, roomId, newId()],
    from: [own, own, own, random.oneOf(others)],
    to: [...others, own, newId()],
  };
  const many = random.between(50, 300);
  for (let sent = 0; sent < many; sent++)
    line.socket.send(`42${sent}["voice:signal",${json(random, seats)}]`, () => undefined);
  // Answered, or cut: then everything before was read.
  await line.ask('house:look', {}).catch(() => cut);
  line.socket.terminate();
  return many + 3;
}
