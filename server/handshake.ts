import type { Socket } from 'socket.io';
import { noPlaceRetryMs, perAddress, perPerson } from '../shared/limits';
import type { Doorkeeper } from './doorkeeper';
import { codeOf } from './refusal';
import { createPlaces } from './share';
import type { Identity } from './sockets';

/**
 * Whose page a live socket is, and whether there is a place for it: each person has so many, and so have all
 * strangers at one address together. A page without a place is told so, and none that is open is closed for it.
 */
export function createHandshake({ whoIs, doorkeeper }: Needs) {
  const pagesEach = createPlaces(perPerson.pages);
  const strangersEach = createPlaces(perAddress.strangers);

  return {
    async admit(socket: Socket, next: (problem?: Error) => void) {
      try {
        const identity = await whoIs(socket.handshake.headers.cookie);
        const token: unknown = socket.handshake.auth.token;
        // A cookie alone proves nothing: it also flows from a sibling subdomain's page.
        if (identity && token === undefined) return next(new Error('token'));
        if (identity ? token !== identity.token : token !== undefined) return next(new Error('no-session'));
        if (identity?.outdated) return next(new Error('no-session'));
        const { conn } = socket;
        if (conn.readyState !== 'open') return next(new Error('gone'));
        const address = doorkeeper.addressOf(socket.request);
        const giveBack = identity ? pagesEach.take(identity.person.id) : strangersEach.take(address);
        if (!giveBack)
          return next(Object.assign(new Error('too-many'), { data: { retryInMs: noPlaceRetryMs } }));
        conn.once('close', giveBack);
        socket.data = { person: identity?.person, isFresh: identity?.isFresh, address };
        next();
      } catch (problem) {
        next(new Error(codeOf(problem)));
      }
    },
    size: () => pagesEach.size() + strangersEach.size(),
  };
}

interface Needs {
  /** The identity behind a cookie header, or undefined. */
  whoIs(cookie: string | undefined): Promise<Identity | undefined>;
  doorkeeper: Doorkeeper;
}
