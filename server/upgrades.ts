import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocketServer } from 'ws';
import { perLine } from '../shared/limits';

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** `/boards/*` upgrades go to boards, `/live` ones to Socket.IO (which listens by itself), others are refused. */
export function routeUpgrades(http: Server, { boards, others }: { boards: Upgrade; others?: Upgrade }) {
  http.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path.startsWith('/live/')) return;
    if (path.startsWith('/boards/')) return boards(request, socket, head);
    if (others) return others(request, socket, head);
    refuseUpgrade(socket, 404);
  });
}

export function refuseUpgrade(socket: Duplex, status: 401 | 403 | 404 | 429 | 503, retryInMs?: number) {
  socket.on('error', () => socket.destroy());
  const later = retryInMs === undefined ? '' : `Retry-After: ${retryAfter(retryInMs)}\r\n`;
  const goodbye = `HTTP/1.1 ${status} Refused\r\n${later}Connection: close\r\nContent-Length: 0\r\n\r\n`;
  // Whoever does not close their own end would otherwise keep ours.
  socket.end(goodbye, () => socket.destroy());
}

/** HTTP counts in seconds. */
export const retryAfter = (retryInMs: number) => Math.max(1, Math.ceil(retryInMs / 1000));

/** A socket that is gone does not answer the goodbye: it is waited for a moment, not for ws's half a minute. */
export class QuickToClose extends WebSocketServer {
  constructor(options: ServerOptions) {
    const quick = { ...options, closeTimeout: perLine.goodbyeMs }; // @types/ws does not know it yet
    super(quick);
  }
}
