import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { Dial } from '../../client/link';
import type { Person } from '../support/house';

export type Session = Person['session'];

/**
 * What somebody's pages run on: it has a network address, and all their lines go through it, so that it can
 * fall silent, sleep, or turn up elsewhere.
 */
export function createDevice({ origin, session, from }: { origin: string; session: Session; from: string }) {
  let address = from;
  const lines = new Set<WebSocket>();
  const sockets = new Set<Socket>();
  const headers: Record<string, string> = { origin };
  // Read anew for every line: a session may be replaced.
  if (session.cookie)
    Object.defineProperty(headers, 'cookie', { enumerable: true, get: () => session.cookie });

  function hold(line: WebSocket) {
    lines.add(line);
    line.on('close', () => lines.delete(line));
  }

  return {
    session,
    address: () => address,

    /** The session that takes the place of an outdated one; false when nobody knows this device any more. */
    async renew(): Promise<boolean> {
      const response = await fetch(`${origin}/session`, { headers }).catch(() => undefined);
      const answer = (await response?.json().catch(() => undefined)) as {
        ok?: boolean;
        value?: { token: string };
      };
      if (!response || !answer?.ok) return response?.status !== 401;
      session.token = answer.value?.token;
      session.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? session.cookie;
      return true;
    },

    /** Dials the house from here; `watch` gets each socket before anyone else does. */
    dial(watch: (socket: Socket) => void): Dial {
      return (options) => {
        const ours = { ...options, transports: ['websocket'], forceNew: true, extraHeaders: headers };
        const socket = io(origin, { ...ours, localAddress: address } as typeof ours);
        sockets.add(socket);
        socket.io.on('open', () => hold(lineOf(socket)));
        watch(socket);
        return socket;
      };
    },

    /** A browser's WebSocket, for boards; `watch` gets each frame. */
    boardSocket(watch: (frame: Buffer) => void): typeof globalThis.WebSocket {
      class PageSocket extends WebSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols, { headers, localAddress: address });
          hold(this);
          this.on('error', () => undefined);
          this.on('message', (frame: Buffer | ArrayBuffer) => watch(Buffer.from(frame as Buffer)));
        }
      }
      return PageSocket as unknown as typeof globalThis.WebSocket;
    },

    /** The ports of all lines that are open now. */
    ports: () => [...lines].flatMap((line) => portOf(line) ?? []),
    /** Nothing that arrives is read any more, until `wake`. */
    sleep() {
      for (const line of lines) if (line.readyState === WebSocket.OPEN) line.pause();
    },
    wake() {
      for (const line of lines) if (line.isPaused) line.resume();
    },
    /** Every line is gone at once. */
    drop() {
      for (const line of lines) line.terminate();
    },
    /** From now on its lines come from there. */
    moveTo(next: string) {
      address = next;
      for (const { io: manager } of sockets) Object.assign(manager.opts, { localAddress: next });
    },
    forget: (socket: Socket) => void sockets.delete(socket),
  };
}

export type Device = ReturnType<typeof createDevice>;

const lineOf = (socket: Socket) => (socket.io.engine.transport as unknown as { ws: WebSocket }).ws;

const portOf = (line: WebSocket) =>
  (line as unknown as { _socket?: { localPort?: number } })._socket?.localPort;
