import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as protocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { boardKinds, boardRoot } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import { cleanUp } from './clean-up';
import type { OpenHouse, Person } from './house';

export type BoardPage = ReturnType<typeof openPage>;

/** A board that this person, who is inside, has just started. */
export async function startBoard(person: Person, roomId: string, title = 'Letters to my younger self') {
  return person.get('board:start', { id: newId(), roomId, title });
}

interface Knock {
  origin?: string;
  cookie?: string;
  protocols?: string[];
}

/** A socket as any program could open it. */
export function knock(
  house: Pick<OpenHouse, 'origin'>,
  path: string,
  { origin, cookie, protocols = [] }: Knock,
) {
  const headers = {
    ...(origin === undefined ? {} : { origin }),
    ...(cookie === undefined ? {} : { cookie }),
  };
  const socket = new WebSocket(house.origin.replace('http', 'ws') + path, protocols, { headers });
  cleanUp(() => socket.terminate());
  return socket;
}

/** The status with which an upgrade is refused; 101 when it is not. */
export function refusalOf(socket: WebSocket): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('open', () => resolve(101));
    socket.once('error', reject);
  });
}

/**
 * One open page of a board: the y-websocket protocol over a raw socket, with what a browser adds taken away
 * (nothing reconnects by itself: open another page on the same `doc`).
 */
export function openPage(
  house: Pick<OpenHouse, 'origin'>,
  person: Person,
  boardId: string,
  doc = new Y.Doc(),
) {
  const { cookie, token } = person.session;
  const protocols = ['porchlight', token ?? ''];
  const socket = knock(house, `/boards/${boardId}`, { origin: house.origin, cookie, protocols });
  const awareness = new Awareness(doc);
  const answered = new Set<number>();
  const waiting = new Map<number, () => void>();
  const told: Uint8Array[] = [];
  let asked = 0;

  const send = (kind: number, write: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    if (socket.readyState === WebSocket.OPEN) socket.send(encoding.toUint8Array(encoder));
  };
  const sendUpdate = (update: Uint8Array) =>
    send(boardKinds.sync, (encoder) => protocol.writeUpdate(encoder, update));
  const onUpdate = (update: Uint8Array, from: unknown) => from !== socket && sendUpdate(update);
  doc.on('update', onUpdate);

  let becomeSynced: () => void;
  const synced = new Promise<void>((resolve) => {
    becomeSynced = resolve;
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      doc.off('update', onUpdate);
      awareness.destroy();
      resolve(code);
    });
  });
  cleanUp(() => socket.terminate());
  socket.on('error', () => undefined);
  socket.on('open', () => {
    send(boardKinds.sync, (encoder) => protocol.writeSyncStep1(encoder, doc));
    announce();
  });
  socket.on('message', (data: Buffer) => {
    told.push(data);
    const decoder = decoding.createDecoder(data);
    const kind = decoding.readVarUint(decoder);
    if (kind === boardKinds.awareness)
      applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), socket);
    if (kind === boardKinds.saved) {
      const counter = decoding.readVarUint(decoder);
      answered.add(counter);
      waiting.get(counter)?.();
    }
    if (kind !== boardKinds.sync) return;
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, boardKinds.sync);
    if (protocol.readSyncMessage(decoder, reply, doc, socket) === protocol.messageYjsSyncStep2)
      becomeSynced();
    if (encoding.length(reply) > 1 && socket.readyState === WebSocket.OPEN)
      socket.send(encoding.toUint8Array(reply));
  });

  function announce(update = encodeAwarenessUpdate(awareness, [doc.clientID])) {
    send(boardKinds.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update));
  }

  return {
    doc,
    socket,
    awareness,
    /** Every frame the server sent. */
    told,
    synced,
    /** The code it was closed with. */
    closed,
    send,
    sendUpdate,
    announce,
    /** A paragraph at the end of the page. */
    write: (words: string) => writeParagraph(doc, words),
    text: () => doc.getXmlFragment(boardRoot).toString(),
    /** Asks, and resolves when the server says that all before it is on disk. */
    saved(): Promise<void> {
      asked += 1;
      const counter = asked;
      send(boardKinds.asking, (encoder) => encoding.writeVarUint(encoder, counter));
      return new Promise((resolve, reject) => {
        waiting.set(counter, resolve);
        void closed.then((code) => reject(new Error(`closed with ${code} before all was saved`)));
      });
    },
    hasSaved: () => answered.size,
    /** The page is gone, as when its machine is switched off. */
    vanish() {
      socket.terminate();
      return closed;
    },
  };
}

export function writeParagraph(doc: Y.Doc, words: string) {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  const page = doc.getXmlFragment(boardRoot);
  page.insert(page.length, [paragraph]);
}
