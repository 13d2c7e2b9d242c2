import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { limits, noPlaceRetryMs, perPerson } from '../../shared/limits';
import { Id } from '../../shared/shapes';
import { type Doorkeeper, turnAway } from '../doorkeeper';
import { nameOf } from '../problems';
import { Refused } from '../refusal';
import { createPlaces } from '../share';
import type { Identity } from '../sockets';
import { QuickToClose, refuseUpgrade, type Upgrade } from '../upgrades';
import type { Boards } from './boards';

/**
 * The door of `/boards/ID`: our own pages only, a cookie proved by the session's token (asked for as a
 * subprotocol, so that it is in no URL), someone inside the board's room. Others never get a socket.
 */
export function boardsUpgrade({ boards, mayConnect, whoIs, doorkeeper, isInside, log }: Needs): Upgrade {
  const sockets = new QuickToClose({
    noServer: true,
    maxPayload: limits.boardFrameBytes,
    perMessageDeflate: false,
    handleProtocols: () => 'porchlight',
  });

  const pagesEach = createPlaces(perPerson.boardPages);

  return (request, socket, head) => {
    if (!mayConnect(request)) return refuseUpgrade(socket, 403);
    const retryInMs = doorkeeper.waitMs(request);
    if (retryInMs > 0) return turnAway(request, retryInMs);
    const gone = () => socket.destroy();
    socket.on('error', gone);
    admit(request)
      .then((admitted) => {
        if (typeof admitted === 'number') return refuseUpgrade(socket, admitted);
        // Asked last, with nothing to wait for before the socket is theirs.
        const { board, person, isFresh } = admitted;
        if (!board || !isFresh() || !isInside(board.roomId, person.id)) return refuseUpgrade(socket, 403);
        const giveBack = pagesEach.take(person.id);
        if (!giveBack) return turnAway(request, noPlaceRetryMs);
        const leave = doorkeeper.letIn(request);
        socket.once('close', giveBack).once('close', leave);
        socket.off('error', gone);
        sockets.handleUpgrade(request, socket, head, (ws) => boards.take(board.id, board.roomId, person, ws));
      })
      .catch((problem: unknown) => {
        log.warn({ problem: nameOf(problem) }, 'a board upgrade failed');
        refuseUpgrade(socket, 503);
      });
  };

  async function admit(request: IncomingMessage) {
    const identity = await whoIs(request.headers.cookie);
    if (!identity || identity.outdated || tokenOf(request) !== identity.token) return 401;
    const id = Id.safeParse((request.url ?? '').slice('/boards/'.length));
    // A board that is not there and one of a room they are not in are refused alike.
    return { ...identity, board: id.success ? await find(id.data) : undefined };
  }

  async function find(id: string) {
    try {
      return await boards.find(id);
    } catch (problem) {
      if (problem instanceof Refused) return undefined;
      throw problem;
    }
  }
}

interface Needs {
  boards: Boards;
  /** Is this request's Origin one of ours? */
  mayConnect(request: IncomingMessage): boolean;
  whoIs(cookie: string | undefined): Promise<Identity | undefined>;
  doorkeeper: Doorkeeper;
  isInside(roomId: string, personId: string): boolean;
  log: Logger;
}

function tokenOf(request: IncomingMessage): string | undefined {
  const [name, token, ...rest] = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((part) => part.trim());
  return name === 'porchlight' && rest.length === 0 ? token : undefined;
}
