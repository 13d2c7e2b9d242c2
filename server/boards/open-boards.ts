import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { boardCodes } from '../../shared/board-line';
import type { Person } from '../../shared/people';
import type { Clock } from '../clock';
import { nameOf } from '../problems';
import type { Store } from '../store/store';
import { type OpenBoard, openBoard } from './board';
import { createWriter } from './writer';

type Seat = ReturnType<typeof createWriter>;

/** A board somebody is on, or was a moment ago. */
interface Held {
  roomId: string;
  opening: Promise<OpenBoard>;
  seats: Set<Seat>;
  stopWaiting?: () => void;
}

/**
 * The boards that are open now: one live document for each, opened when the first comes and closed a while
 * after the last went. Opening waits until an earlier closing of the same board is done.
 */
export function createOpenBoards({ store, clock, log }: { store: Store; clock: Clock; log: Logger }) {
  const held = new Map<string, Held>();
  const closing = new Map<string, Promise<void>>();
  let closed = false;

  function hold(boardId: string, roomId: string): Held {
    const known = held.get(boardId);
    if (known) return known;
    const seats = new Set<Seat>();
    const opening = (closing.get(boardId) ?? Promise.resolve()).then(() =>
      openBoard({ store, boardId, clock, log, onBroken: () => drop(boardId, made) }),
    );
    const made: Held = { roomId, opening, seats };
    held.set(boardId, made);
    opening.catch((problem) => {
      log.error({ boardId, problem: nameOf(problem) }, 'a board cannot be read');
      drop(boardId, made);
    });
    return made;
  }

  function drop(boardId: string, gone: Held) {
    gone.stopWaiting?.();
    if (held.get(boardId) === gone) held.delete(boardId);
  }

  function release(boardId: string, board: Held, seat: Seat) {
    board.seats.delete(seat);
    if (closed || board.seats.size > 0 || held.get(boardId) !== board) return;
    board.stopWaiting = clock.after(keptOpenMs, () => close(boardId, board));
  }

  function close(boardId: string, board: Held): Promise<void> {
    drop(boardId, board);
    const done = board.opening
      .then((open) => open.close())
      .catch(() => undefined) // it was never open, or is given up already: both were told
      .then(() => {
        if (closing.get(boardId) === done) closing.delete(boardId);
      });
    closing.set(boardId, done);
    return done;
  }

  return {
    /** Takes a socket whose person is inside the board's room. It is on the board from this moment. */
    take(boardId: string, roomId: string, person: Person, socket: WebSocket) {
      if (closed) return socket.close(boardCodes.restarting);
      const board = hold(boardId, roomId);
      board.stopWaiting?.();
      const seat = createWriter({ socket, person, clock });
      board.seats.add(seat);
      socket.on('close', () => release(boardId, board, seat));
      board.opening.then(seat.join, () => seat.cut(boardCodes.notLoaded));
    },
    /** This person's sockets on the room's boards close now, and nothing they sent is kept any more. */
    letGo(roomId: string, personId: string) {
      for (const board of held.values())
        if (board.roomId === roomId)
          for (const seat of board.seats) if (seat.personId === personId) seat.letGo();
    },
    isOpen: (boardId: string) => held.has(boardId),
    /** Does something with a board, open or not. What nobody is on is compacted and closed again at once. */
    async visit<Value>(boardId: string, roomId: string, run: (board: OpenBoard) => Value | Promise<Value>) {
      const board = hold(boardId, roomId);
      try {
        return await run(await board.opening);
      } finally {
        if (board.seats.size === 0 && held.get(boardId) === board) await close(boardId, board);
      }
    },
    /** How many documents are in memory. */
    inMemory: () => held.size + closing.size,
    /** This person's sockets close now, to be opened anew as who they are then. */
    cut(personId: string) {
      for (const board of held.values())
        for (const seat of board.seats) if (seat.personId === personId) seat.cut(boardCodes.restarting);
    },
    /** Their name is another one now. */
    renamed(person: Person) {
      for (const board of held.values())
        board.opening.then(
          (open) => open.renamed(person),
          () => undefined,
        );
    },
    /** Takes nobody any more, tells everyone, and resolves when all is on disk. */
    async close() {
      closed = true;
      for (const board of held.values()) for (const seat of board.seats) seat.cut(boardCodes.restarting);
      for (const [boardId, board] of held) close(boardId, board);
      await Promise.all(closing.values());
    },
  };
}

const keptOpenMs = 30_000;
