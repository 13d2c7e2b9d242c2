import * as decoding from 'lib0/decoding';
import type { RawData, WebSocket } from 'ws';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { boardCodes, boardKinds } from '../../shared/board-line';
import { limits } from '../../shared/limits';
import type { Person } from '../../shared/people';
import type { Clock } from '../clock';
import { createFeed } from '../share';
import type { OpenBoard, Writer } from './board';

/**
 * One socket, from its upgrade to its end. It hears at once and is answered when the board is open; what is
 * malformed, too much, or waits too long for a slow reader cuts this socket alone.
 */
export function createWriter({ socket, person, clock }: { socket: WebSocket; person: Person; clock: Clock }) {
  const early: Uint8Array[] = [];
  let board: OpenBoard | undefined;
  let synced = false;
  /** The first answer holds the whole board, which may be more than a reader may otherwise have waiting. */
  let firstAnswerBytes = 0;
  let stopGoodbye: (() => void) | undefined;
  const overfed = createFeed(clock.now);
  const stopListening = listenForLife(socket, clock);

  const writer: Writer = {
    person: { id: person.id, name: person.name },
    letGo: false,
    tell(frame) {
      if (socket.readyState !== socket.OPEN || writer.letGo) return;
      if (socket.bufferedAmount > limits.socketQueueBytes + firstAnswerBytes) return socket.terminate();
      socket.send(frame);
    },
    cut(code) {
      socket.close(code);
      // One that no longer reads would never answer the goodbye.
      stopGoodbye ??= clock.after(goodbyeMs, () => socket.terminate());
    },
  };

  socket.binaryType = 'nodebuffer';
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (writer.letGo || socket.readyState !== socket.OPEN) return;
    const frame = data as Buffer;
    if (overfed(frame.length)) return writer.cut(boardCodes.tooFast);
    if (!isBinary) return refuse();
    if (board) hear(board, frame);
    else early.push(frame);
  });
  socket.on('close', () => {
    stopListening();
    stopGoodbye?.();
    board?.part(writer);
  });

  function hear(open: OpenBoard, frame: Uint8Array) {
    try {
      const decoder = decoding.createDecoder(frame);
      const kind = decoding.readVarUint(decoder);
      if (kind === boardKinds.sync) hearSync(open, decoder);
      else if (kind === boardKinds.awareness) open.hearCursor(writer, decoding.readVarUint8Array(decoder));
      else if (kind === boardKinds.queryAwareness) open.tellCursors(writer);
      else if (kind === boardKinds.asking) open.sayWhenSaved(writer, decoding.readVarUint(decoder));
      else refuse();
    } catch {
      refuse();
    }
  }

  function hearSync(open: OpenBoard, decoder: decoding.Decoder) {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === messageYjsSyncStep1) {
      open.tellMissing(writer, bytes);
      firstAnswerBytes ||= socket.bufferedAmount;
    } else if (step === messageYjsSyncStep2 || step === messageYjsUpdate) {
      synced ||= step === messageYjsSyncStep2;
      open.receive(writer, bytes, !synced);
    } else refuse();
  }

  function refuse() {
    writer.letGo = true;
    writer.cut(boardCodes.refused);
  }

  return {
    personId: person.id,
    /** The board is open: takes part, beginning with what was sent meanwhile. */
    join(open: OpenBoard) {
      if (socket.readyState !== socket.OPEN || writer.letGo) return;
      board = open;
      open.join(writer);
      for (const frame of early.splice(0)) if (!writer.letGo) hear(open, frame);
    },
    cut: writer.cut,
    /** Nothing of theirs is kept from now on, not even what waits. */
    letGo() {
      writer.letGo = true;
      writer.cut(boardCodes.letGo);
    },
  };
}

const goodbyeMs = 1_000;

/** Cuts a socket that gave no sign of life between two pings, or took in nothing of what waited for it. */
function listenForLife(socket: WebSocket, clock: Clock): () => void {
  let alive = true;
  let waiting = 0;
  const live = () => {
    alive = true;
  };
  socket.on('pong', live);
  socket.on('message', live);
  function look() {
    const takesNothing = socket.bufferedAmount >= waiting;
    if (takesNothing && (!alive || waiting > 0)) return socket.terminate();
    alive = false;
    waiting = socket.bufferedAmount;
    socket.ping();
    stop = clock.after(limits.pingIntervalMs, look);
  }
  let stop = clock.after(limits.pingIntervalMs, look);
  return () => stop();
}
