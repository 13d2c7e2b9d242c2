import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectSafely } from 'node:tls';
import { bytesOf } from './stun';

/** A way to a relay: whole messages go in and come out. */
export interface Road {
  /** Datagrams may be lost: what is said there is said again until it is answered. */
  isLossy: boolean;
  say(message: Buffer): void;
  close(): void;
}

export interface Place {
  host: string;
  port: number;
  by: 'udp' | 'tcp' | 'tls';
}

const givesUpMs = 5_000;

/** Where a relay is, from an address such as `turn:turn.example.org:3478?transport=tcp` (RFC 7065). */
export function placeOf(url: string): Place {
  const [, scheme, host, port, by] =
    /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url) ?? [];
  if (!host) throw new Error(`${url} is no address of a relay, such as turn:turn.example.org:3478`);
  const bare = host.replace(/^\[|\]$/g, '');
  if (scheme === 'turns') return { host: bare, port: Number(port ?? 5349), by: 'tls' };
  return { host: bare, port: Number(port ?? 3478), by: by === 'tcp' ? 'tcp' : 'udp' };
}

/** Rejects when there is no way there. */
export function openRoad(place: Place, hear: (message: Buffer) => void): Promise<Road> {
  return place.by === 'udp' ? openDatagrams(place, hear) : openStream(place, hear);
}

async function openDatagrams({ host, port }: Place, hear: (message: Buffer) => void): Promise<Road> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', hear);
  socket.connect(port, host);
  await once(socket, 'connect');
  // A port that nobody listens at: it shows as an answer that never comes.
  socket.on('error', () => undefined);
  return { isLossy: true, say: (message) => socket.send(message), close: () => socket.close() };
}

async function openStream({ host, port, by }: Place, hear: (message: Buffer) => void): Promise<Road> {
  const socket = by === 'tls' ? connectSafely({ host, port, servername: host }) : connect({ host, port });
  socket.setTimeout(givesUpMs, () => socket.destroy(new Error(`no way to ${host}:${port}`)));
  await once(socket, by === 'tls' ? 'secureConnect' : 'connect');
  socket.setTimeout(0);
  socket.on('error', () => undefined);
  let stream = Buffer.alloc(0);
  socket.on('data', (more: Buffer) => {
    stream = Buffer.concat([stream, more]);
    for (let bytes = bytesOf(stream); bytes && bytes <= stream.length; bytes = bytesOf(stream)) {
      hear(stream.subarray(0, bytes));
      stream = stream.subarray(bytes);
    }
  });
  return { isLossy: false, say: (message) => void socket.write(message), close: () => socket.destroy() };
}
