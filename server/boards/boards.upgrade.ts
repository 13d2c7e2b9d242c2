import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { limits } from '../../shared/limits';
import { Id } from '../../shared/shapes';
import { Refused } from '../refusal';
import type { Identity } from '../sockets';
import { refuseUpgrade, type Upgrade } from '../upgrades';
import type { Boards } from './boards';

/**
 * The door of `/boards/ID`: our own pages only, a cookie proved by the session's token (asked for as a
 * subprotocol, so that it is in no URL), someone inside the board's room. Others never get a socket.
 */
export function boardsUpgrade({ boards, mayConnect, whoIs, isInside, log }: Needs): Upgrade {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.boardFrameBytes,
    perMessageDeflate: false,
    handleProtocols: () => 'porchlight',
  });

  return (request, socket, head) => {
    const gone = () => socket.destroy();
    socket.on('error', gone);
    admit(request)
      .then((admitted) => {
        if (typeof admitted === 'number') return refuseUpgrade(socket, admitted);
        // Asked last, with nothing to wait for before the socket is theirs.
        if (!isInside(admitted.board.roomId, admitted.person.id)) return refuseUpgrade(socket, 403);
        socket.off('error', gone);
        sockets.handleUpgrade(request, socket, head, (ws) =>
          boards.take(admitted.board.id, admitted.board.roomId, admitted.person, ws),
        );
      })
      .catch((problem: unknown) => {
        log.warn(
          { problem: problem instanceof Error ? problem.name : typeof problem },
          'a board upgrade failed',
        );
        refuseUpgrade(socket, 503);
      });
  };

  async function admit(request: IncomingMessage) {
    if (!mayConnect(request)) return 403;
    const identity = await whoIs(request.headers.cookie);
    if (!identity || tokenOf(request) !== identity.token) return 401;
    const id = Id.safeParse((request.url ?? '').slice('/boards/'.length));
    const board = id.success && (await find(id.data));
    return board ? { person: identity.person, board } : 404;
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
  isInside(roomId: string, personId: string): boolean;
  log: Logger;
}

function tokenOf(request: IncomingMessage): string | undefined {
  const [name, token, ...rest] = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((part) => part.trim());
  return name === 'porchlight' && rest.length === 0 ? token : undefined;
}
