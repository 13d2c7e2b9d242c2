import * as Y from 'yjs';
import { boardRoot } from '../../../shared/board-line';
import type { Random } from '../../faults/random';
import { type Attack, frame, noise, pour, upgraded } from './wire';

/** Frames on a board's socket, from someone who may be there: noise, mangled updates, cursors that are none. */
export async function boardFrames(attack: Attack): Promise<number> {
  const { random, session, boardId } = attack;
  const path = `/boards/${random.weighed([
    [9, boardId],
    [1, random.oneOf(['__proto__', '../x', '%ff', ''])],
  ])}`;
  const socket = await upgraded(attack, path, {
    Cookie: session.cookie,
    'Sec-WebSocket-Protocol': `porchlight, ${session.token}`,
  });
  if (!socket) return 1;
  // The first frame that is refused ends it: what follows must be passed over.
  const harmless = Array.from({ length: random.between(5, 80) }, () => Buffer.from([3]));
  const broken = Array.from({ length: random.between(1, 40) }, () => message(random));
  const frames = [...harmless, ...broken].map((payload) =>
    frame({ opcode: random.oneIn(30) ? 1 : 2, payload }),
  );
  await pour(socket, [Buffer.concat(frames)], random.oneOf([50, 200]));
  return frames.length;
}

function message(random: Random): Buffer {
  return random.oneOf<() => Buffer>([
    () => noise(random, 400),
    () => Buffer.concat([Buffer.from([0, random.between(0, 3)]), sized(mangled(random))]),
    () => Buffer.concat([Buffer.from([0, 2]), sized(update(random))]),
    () => Buffer.concat([Buffer.from([0, 0]), sized(noise(random, 100))]),
    () => Buffer.concat([Buffer.from([1]), sized(noise(random, 100))]),
    () => Buffer.concat([Buffer.from([10]), noise(random, 12)]),
    () => Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
    () => Buffer.alloc(random.between(0, 2)),
  ])();
}

/** A length, and what it is the length of; now and then it is not. */
const sized = (bytes: Buffer) => {
  const length: number[] = [];
  for (let left = bytes.length; ; left = left >> 7) {
    length.push(left > 127 ? 128 | (left & 127) : left);
    if (left <= 127) break;
  }
  return Buffer.concat([Buffer.from(length), bytes]);
};

function update(random: Random): Buffer {
  const doc = new Y.Doc();
  doc.clientID = random.between(1, 2 ** 31);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('words '.repeat(random.between(1, 20)))]);
  doc.getXmlFragment(random.oneIn(5) ? 'elsewhere' : boardRoot).insert(0, [paragraph]);
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc));
  doc.destroy();
  return bytes;
}

function mangled(random: Random): Buffer {
  const bytes = update(random);
  for (let n = random.between(1, 6); n > 0; n--)
    bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
  return random.oneIn(3) ? bytes.subarray(0, random.between(0, bytes.length)) : bytes;
}
