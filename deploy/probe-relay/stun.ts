import { createHash, createHmac } from 'node:crypto';

/** What a message asks for (RFC 8489 section 5, RFC 8656 section 17). */
export const method = { allocate: 0x003, refresh: 0x004, createPermission: 0x008, channelBind: 0x009 };
/** Its parts (RFC 8489 section 18.3, RFC 8656 section 18). */
export const attribute = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  lifetime: 0x000d,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  family: 0x0017,
  transport: 0x0019,
};
export type Attributes = [kind: number, value: Buffer][];

export interface Answer {
  transaction: Buffer;
  /** 0 when it was granted, else the number of the error. */
  refusal: number;
  attributes: Map<number, Buffer>;
}

const cookie = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
const headerBytes = 20;
const integrityBytes = 24;

/** The key of a long-term credential (RFC 8489 section 9.2.2). */
export const keyOf = (username: string, realm: string, password: string) =>
  createHash('md5').update(`${username}:${realm}:${password}`).digest();

/** A request; signed when there is a key. */
export function encode(of: number, transaction: Buffer, attributes: Attributes, key?: Buffer): Buffer {
  const body = Buffer.concat(attributes.map(([kind, value]) => encodeAttribute(kind, value)));
  const header = Buffer.concat([Buffer.alloc(4), cookie, transaction]);
  header.writeUInt16BE(of, 0);
  if (!key) {
    header.writeUInt16BE(body.length, 2);
    return Buffer.concat([header, body]);
  }
  // The length that is signed counts the signature.
  header.writeUInt16BE(body.length + integrityBytes, 2);
  const signature = createHmac('sha1', key).update(header).update(body).digest();
  return Buffer.concat([header, body, encodeAttribute(attribute.integrity, signature)]);
}

function encodeAttribute(kind: number, value: Buffer): Buffer {
  const encoded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  encoded.writeUInt16BE(kind, 0);
  encoded.writeUInt16BE(value.length, 2);
  value.copy(encoded, 4);
  return encoded;
}

const transactionOf = (message: Buffer) => message.subarray(8, headerBytes);

/** How long the message at the beginning of a stream is; undefined while that is not known. */
export const bytesOf = (stream: Buffer) =>
  stream.length < headerBytes ? undefined : headerBytes + stream.readUInt16BE(2);

export function decode(message: Buffer): Answer {
  const attributes = new Map<number, Buffer>();
  for (let at = headerBytes; at + 4 <= message.length; ) {
    const bytes = message.readUInt16BE(at + 2);
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + bytes));
    at += 4 + Math.ceil(bytes / 4) * 4;
  }
  const error = attributes.get(attribute.error);
  const refusal = error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0;
  return { transaction: transactionOf(message), refusal, attributes };
}

/** An address and port, mixed with the cookie and the transaction (RFC 8489 section 14.2). */
export function encodePeer({ address, port }: Peer, transaction: Buffer): Buffer {
  const head = Buffer.from([0, address.length === 4 ? 1 : 2, 0, 0]);
  head.writeUInt16BE(port ^ cookie.readUInt16BE(0), 2);
  return Buffer.concat([head, mixed(address, transaction)]);
}

export function decodePeer(value: Buffer, transaction: Buffer): Peer {
  const port = value.readUInt16BE(2) ^ cookie.readUInt16BE(0);
  return { address: mixed(value.subarray(4), transaction), port };
}

export interface Peer {
  /** Four bytes or sixteen. */
  address: Buffer;
  port: number;
}

function mixed(address: Buffer, transaction: Buffer): Buffer {
  const mask = Buffer.concat([cookie, transaction]);
  return Buffer.from(address.map((byte, at) => byte ^ (mask[at] ?? 0)));
}
