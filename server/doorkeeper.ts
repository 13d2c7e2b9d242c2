import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { noPlaceRetryMs, perAddress } from '../shared/limits';
import { addressReader } from './address';
import { createPlaces, createShares } from './share';
import { refuseUpgrade, retryAfter } from './upgrades';

/**
 * Counts the sockets of each address, live ones and boards' together, and how often they are opened. Addresses
 * are held in memory while they are counted, and nowhere else.
 */
export function createDoorkeeper({ trustProxy, now }: { trustProxy: number; now: () => number }) {
  const addressOf = addressReader(trustProxy);
  const knocks = createShares(perAddress.connections, now);
  const sockets = createPlaces(perAddress.sockets);

  return {
    addressOf,
    /** How many addresses it counts for. */
    size: () => knocks.size() + sockets.size(),
    /** In how many milliseconds this request may open a socket; 0 for now. */
    waitMs(request: IncomingMessage): number {
      const address = addressOf(request);
      return sockets.isFull(address) ? noPlaceRetryMs : knocks.take(address);
    },
    /** A socket is open from here until the returned function is called. */
    letIn: (request: IncomingMessage) => sockets.take(addressOf(request)) ?? (() => undefined),
  };
}

export type Doorkeeper = ReturnType<typeof createDoorkeeper>;

/** Answers 429 to whoever asks for a socket, by polling (which has a response) or by an upgrade. */
export function turnAway(request: IncomingMessage & { res?: ServerResponse }, retryInMs: number) {
  if (!request.res) return refuseUpgrade(request.socket as Socket, 429, retryInMs);
  request.res.writeHead(429, { 'Retry-After': retryAfter(retryInMs), 'Cache-Control': 'no-store' });
  request.res.end(JSON.stringify({ ok: false, why: 'too-fast', retryInMs }));
}
