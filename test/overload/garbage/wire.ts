import { connect, type Socket } from 'node:net';
import type { Random } from '../../faults/random';
import type { Session } from '../line';

/** From where, as whom, and by what chance one attack is made. */
export interface Attack {
  port: number;
  origin: string;
  from: string;
  random: Random;
  session: Session;
  roomId: string;
  boardId: string;
}

/** A connection with nothing said yet; undefined when even that is refused. */
export function dial({ port, from }: Pick<Attack, 'port' | 'from'>): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    socket.setTimeout(10_000, () => socket.destroy());
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
    socket.on('error', () => undefined);
  });
}

/** Writes it all, reads whatever comes, and resolves when the other end hangs up or a moment has passed. */
export function pour(socket: Socket, pieces: (string | Buffer)[], patienceMs = 300): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve();
    };
    const timer = setTimeout(done, patienceMs);
    socket.once('close', done);
    socket.resume();
    for (const piece of pieces) socket.write(piece);
  });
}

/** A WebSocket that has been let in, as the bare connection it is; undefined when it was not. */
export async function upgraded(attack: Attack, path: string, headers: Record<string, string> = {}) {
  const socket = await dial(attack);
  if (!socket) return undefined;
  const all = {
    Host: attack.origin.slice('http://'.length),
    Origin: attack.origin,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  };
  socket.write(
    `GET ${path} HTTP/1.1\r\n${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')}\r\n\r\n`,
  );
  const isIn = await new Promise<boolean>((resolve) => {
    socket.once('data', (said: Buffer) => resolve(said.toString('latin1').startsWith('HTTP/1.1 101')));
    socket.once('close', () => resolve(false));
  });
  if (isIn) return socket;
  socket.destroy();
  return undefined;
}

export interface Frame {
  opcode: number;
  payload: Buffer;
  fin?: boolean;
  /** The three reserved bits; the first means that it is compressed. */
  reserved?: number;
  masked?: boolean;
  /** What it says of its length, where that is a lie. */
  says?: bigint;
}

/** The bytes of one WebSocket frame, also of one that nobody should send. */
export function frame({ opcode, payload, fin = true, reserved = 0, masked = true, says }: Frame): Buffer {
  const length = says ?? BigInt(payload.length);
  const first = (fin ? 0x80 : 0) | ((reserved & 7) << 4) | (opcode & 15);
  const mask = masked ? 0x80 : 0;
  let head: Buffer;
  if (length < 126n) head = Buffer.from([first, mask | Number(length)]);
  else if (length < 65_536n) {
    head = Buffer.from([first, mask | 126, 0, 0]);
    head.writeUInt16BE(Number(length), 2);
  } else {
    head = Buffer.concat([Buffer.from([first, mask | 127]), Buffer.alloc(8)]);
    head.writeBigUInt64BE(BigInt.asUintN(64, length), 2);
  }
  // A mask of zeros changes nothing, and is as good as any.
  return Buffer.concat(masked ? [head, Buffer.alloc(4), payload] : [head, payload]);
}

export const textFrame = (text: string) => frame({ opcode: 1, payload: Buffer.from(text) });

export function noise(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: random.between(0, most) }, () => random.between(0, 255)));
}
