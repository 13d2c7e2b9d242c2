import { signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import type { WebSocket } from 'ws';
import { createKept, type Kept } from '../../client/kept';
import { createLink, type Link } from '../../client/link';
import { createRoom } from '../../client/rooms/room';
import type { Command } from '../../shared/contract';
import type { Me } from '../../shared/people';
import type { Room } from '../../shared/rooms';
import { cleanUp } from './clean-up';
import { type Person, until } from './house';

/** Refuses to ask: stands between the state and its line. Undefined lets it through. */
type Refuse = (name: Command) => { ok: false; why: 'too-fast' | 'store-down'; retryInMs: number } | undefined;

/**
 * A page's own state of one room, the very code that runs in browsers, on its real line: without a screen, and
 * with a line that is lost and comes back when the test says so.
 */
export async function openRoomPage(
  { origin }: { origin: string },
  { session }: Person,
  room: Room,
  { kept = createKept(), refuse = () => undefined }: { kept?: Kept; refuse?: Refuse } = {},
) {
  let socket: Socket | undefined;
  let away = false;
  /** What was asked, line by line. */
  const lines: Command[][] = [];
  const heard: string[] = [];

  const line = createLink({
    onRefused: () => undefined,
    dial(options) {
      const headers = { origin, ...(session.cookie ? { cookie: session.cookie } : {}) };
      const made = io(origin, {
        ...options,
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: headers,
      });
      const connect = made.connect.bind(made);
      // One knock at a time, whoever knocks: the link by itself, or the test.
      made.connect = () => (away || made.io._readyState !== 'closed' ? made : connect());
      made.on('connect', () => {
        lines.push([]);
        // The knock that was under way when the network went.
        if (away) cut(made);
      });
      socket = made;
      return made;
    },
  });
  const link: Link = {
    ...line,
    async ask(name, input) {
      const isUp = line.line.value === 'up';
      const refused = isUp ? refuse(name) : undefined;
      if (refused) return refused;
      if (isUp) lines.at(-1)?.push(name);
      return line.ask(name, input);
    },
  };
  const state = createRoom({
    link,
    room,
    me: signal<Me | undefined>(session.me),
    kept,
    heard: ({ id }) => heard.push(id),
    unsent: () => undefined,
    onLetGo: () => undefined,
    onLeft: () => undefined,
  });
  const close = () => {
    state.end();
    line.close();
  };
  cleanUp(close);
  line.open(session.token);
  await until(() => state.inside.value, 'inside');

  const page = {
    state,
    talk: state.talk,
    kept,
    lines,
    heard,
    close,
    socket: () => socket as Socket,
    bodies: () => state.talk.list.value.map(({ body }) => body),
    /** What this page holds, to compare with what the server holds. */
    holds: () => state.talk.list.value,
    /** The network is gone; nothing comes back until `comeBack`. */
    lose() {
      away = true;
      if (socket?.connected) cut(socket);
    },
    comeBack() {
      away = false;
      socket?.connect();
    },
    isInside: () => state.inside.value,
  };
  return page;
}

/** As a network that is gone, without a goodbye. */
function cut(socket: Socket) {
  (socket.io.engine.transport as unknown as { ws: WebSocket }).ws.terminate();
}
