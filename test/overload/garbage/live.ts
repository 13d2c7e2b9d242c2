import { commands } from '../../../shared/contract';
import type { Random } from '../../faults/random';
import { deep, nastyJson } from './json';
import { type Attack, frame, noise, pour, textFrame, upgraded } from './wire';

const names = [
  ...Object.keys(commands),
  'toString',
  '__proto__',
  'constructor',
  'disconnect',
  'connect_error',
  '',
];

/** Engine.IO and Socket.IO packets that mean nothing, or too much; from a stranger, or from someone known. */
export async function packets(attack: Attack): Promise<number> {
  const { random, session } = attack;
  const isKnown = random.oneIn(2);
  const cookie: Record<string, string> = isKnown ? { Cookie: session.cookie } : {};
  const socket = await upgraded(attack, '/live/?EIO=4&transport=websocket', cookie);
  if (!socket) return 1;
  const hello = random.weighed([
    [8, isKnown ? `40${JSON.stringify({ token: session.token })}` : '40{}'],
    [1, '40{"token":{"$ne":null}}'],
    [1, `40${nastyJson(random)}`],
  ]);
  const sent = Array.from({ length: random.between(20, 300) }, () => packetFrame(random));
  await pour(socket, [textFrame(hello), Buffer.concat(sent)]);
  return sent.length + 1;
}

function packetFrame(random: Random): Buffer {
  if (random.oneIn(12)) return frame({ opcode: 2, payload: noise(random, 300) });
  return textFrame(packet(random));
}

export function packet(random: Random): string {
  const name = random.oneOf(names);
  const number = random.oneOf(['', '0', '7', '-1', '99999999999999999999', '1e9']);
  return random.weighed<() => string>([
    [20, () => `42${number}["${name}",${nastyJson(random)}]`],
    [2, () => `42${number}["${name}"${',1'.repeat(random.between(0, 200))}]`],
    // Binary parts that never come, too many of them, or none.
    [
      4,
      () =>
        `45${random.oneOf(['1', '10', '11', '1000000000', '', '-', '0', '1.5'])}-["${name}",{"_placeholder":true,"num":${number || 0}}]`,
    ],
    [2, () => `46${random.between(0, 9)}-${number}[{"_placeholder":true,"num":-1}]`],
    [
      3,
      () =>
        `4${random.between(0, 9)}${random.oneOf(['/', '/nowhere,', '/__proto__,', ','.repeat(50), `/${'n'.repeat(500)},`])}`,
    ],
    [2, () => `43${number}${nastyJson(random)}`],
    [2, () => `4${random.oneOf(['1', '4{}', '0{}', '0[]', '1/x', '9'])}`],
    [3, () => `${random.between(0, 9)}${nastyJson(random)}`],
    [1, () => `b${noise(random, 60).toString('base64')}`],
    [1, () => random.oneOf(['2probe', '3probe', '5', '6', '2', '3', '1', '\u0000', '\ud800'])],
    [1, () => noise(random, 200).toString('latin1')],
  ])();
}

/** A packet that no frame may hold: a million levels deep. */
export async function tooLarge(attack: Attack): Promise<number> {
  const socket = await upgraded(attack, '/live/?EIO=4&transport=websocket');
  if (!socket) return 1;
  await pour(socket, [textFrame('40{}'), textFrame(`42["house:look",${deep('[', ']', 1_000_000)}]`)]);
  return 2;
}
