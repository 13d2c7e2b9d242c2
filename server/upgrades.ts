import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

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

export function refuseUpgrade(socket: Duplex, status: 401 | 403 | 404 | 503) {
  socket.on('error', () => socket.destroy());
  const goodbye = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  // Whoever does not close their own end would otherwise keep ours.
  socket.end(goodbye, () => socket.destroy());
}
