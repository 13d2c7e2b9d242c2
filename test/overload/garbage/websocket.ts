import type { Random } from '../../faults/random';
import { type Attack, type Frame, frame, noise, pour, textFrame, upgraded } from './wire';

const live = '/live/?EIO=4&transport=websocket';

/** WebSocket frames that break the protocol, behind some that only mean nothing. */
export async function brokenFrames(attack: Attack): Promise<number> {
  const { random } = attack;
  const socket = await upgraded(attack, live);
  if (!socket) return 1;
  const harmless = Array.from({ length: random.between(5, 60) }, () =>
    frame({ opcode: random.oneOf([9, 10]), payload: noise(random, 125) }),
  );
  const broken = Array.from({ length: random.between(1, 10) }, () => frame(brokenFrame(random)));
  await pour(socket, [Buffer.concat([...harmless, ...broken])]);
  return harmless.length + broken.length;
}

function brokenFrame(random: Random): Frame {
  const payload = noise(random, 200);
  return random.oneOf<() => Frame>([
    () => ({ opcode: 1, payload, masked: false }),
    () => ({ opcode: random.oneOf([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), payload }),
    () => ({ opcode: 1, payload, reserved: random.between(1, 7) }),
    () => ({ opcode: 1, payload, reserved: 4 }), // "compressed", which was never agreed
    () => ({ opcode: 9, payload: Buffer.alloc(random.between(126, 5_000)) }),
    () => ({ opcode: 9, payload, fin: false }),
    () => ({ opcode: 8, payload: noise(random, 3) }),
    () => ({ opcode: 8, payload: Buffer.from([0, random.between(0, 255), 0xff]) }),
    () => ({ opcode: 1, payload: Buffer.from([0xc3, 0x28, 0xff, 0xed, 0xa0, 0x80]) }),
    () => ({ opcode: 1, payload, says: 2n ** 63n }),
    () => ({ opcode: 2, payload, says: 2n ** 53n + 1n }),
    () => ({ opcode: 1, payload, says: BigInt(random.between(65_537, 2 ** 31)) }),
    () => ({ opcode: 0, payload }),
    () => ({ opcode: 1, payload: Buffer.alloc(70_000, '[') }),
  ])();
}

/** A message in pieces that never ends: of text, of nothing at all, with pings between. */
export async function endlessPieces(attack: Attack): Promise<number> {
  const { random } = attack;
  const socket = await upgraded(attack, live);
  if (!socket) return 1;
  const payload = Buffer.alloc(random.oneOf([0, 1, 20]), '4');
  const pieces = Array.from({ length: random.between(100, 3_000) }, () =>
    frame({ opcode: 0, payload, fin: false }),
  );
  await pour(socket, [frame({ opcode: 1, payload, fin: false }), Buffer.concat(pieces)]);
  return pieces.length + 1;
}

/** Handshakes that break off, ask for another version, or name nothing that exists. */
export async function halfHandshake(attack: Attack): Promise<number> {
  const { random } = attack;
  const [path, headers] = random.oneOf<[string, Record<string, string>]>([
    [live, { 'Sec-WebSocket-Version': '99' }],
    [live, { 'Sec-WebSocket-Key': 'short' }],
    [live, { 'Sec-WebSocket-Extensions': 'permessage-deflate; server_max_window_bits=99' }],
    [live, { 'Sec-WebSocket-Extensions': ';;;=,' }],
    [live, { 'Sec-WebSocket-Protocol': ',,,' }],
    ['/live/?EIO=3&transport=websocket', {}],
    ['/live/?EIO=4&transport=webtransport', {}],
    ['/live/?EIO=4&transport=__proto__', {}],
    ['/live/?EIO=4&transport=websocket&sid=__proto__', {}],
    ['/live/?EIO=4&transport=websocket&sid=constructor', {}],
    ['/live/?%ff%fe=%', {}],
    ['//live/?EIO=4&transport=websocket', {}],
    ['http://[/live/', {}],
    [live, { Origin: 'https://evil.example' }],
  ]);
  const socket = await upgraded(attack, path, headers);
  if (socket) await pour(socket, [textFrame('40{}'), noise(random, 100)], 50);
  return 1;
}
