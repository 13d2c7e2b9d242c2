// A process of people who write on one board, started by `boards.mjs`. Each sends what a browser does for a
// key: the letter, where the caret is now, and the question whether it is on disk. What others write is
// counted, not applied: drawing it is the browsers' work, which is not measured here.
import { setTimeout as wait } from 'node:timers/promises';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as protocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { answer, sharedNow } from './clients.mjs';
import { comeIn, lookAtDoor, startBoard } from './come-in.mjs';

/** As in `shared/board-line.ts`. */
const kinds = { sync: 0, awareness: 1, asking: 10 };
const root = 'story';

const writers = [];
/** By pen and clock of a letter: when it was sent, when the last other writer had it, and how many have. */
const sent = new Map();
const heard = new Map();

answer({
  /** So many people come in and open a new board. With `bare` there is no door to pass. */
  async open({ origin, people, bare }) {
    const door = bare ? undefined : await lookAtDoor(origin);
    let boardId = 'board';
    for (let n = 0; n < people; n++) {
      const person = door && (await comeIn(origin, n, door));
      if (person && n === 0) boardId = await startBoard(person.socket, door.roomId);
      writers.push(
        await openPage(`${origin.replace('http', 'ws')}/boards/${boardId}`, origin, person?.session),
      );
    }
    // Everyone has a paragraph before the measuring begins.
    for (const writer of writers) writer.type();
    await everyoneHeard(people);
    sent.clear();
    heard.clear();
  },

  /** They take turns and press so many keys, one every so many milliseconds; gives the times to everyone. */
  async type({ keys, everyMs }) {
    const began = sharedNow();
    for (let n = 0; n < keys; n++) {
      await wait(Math.max(0, began + n * everyMs - sharedNow()));
      writers[n % writers.length].type();
    }
    await everyoneHeard(keys);
    const times = [...heard].map(([key, { at }]) => at - sent.get(key));
    sent.clear();
    heard.clear();
    return times;
  },
});

async function everyoneHeard(keys) {
  while ([...heard.values()].filter(({ by }) => by === writers.length - 1).length < keys) await wait(20);
}

async function openPage(url, origin, session) {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const text = new Y.XmlText();
  const socket = new WebSocket(url, ['porchlight', session?.token ?? 'none'], {
    headers: { origin, ...session?.from, ...(session ? { cookie: session.cookie } : {}) },
  });
  let asked = 0;

  const send = (kind, write) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
  };
  doc.on('update', (update) => send(kinds.sync, (encoder) => protocol.writeUpdate(encoder, update)));

  // The server begins with its step 1; with our step 2 we are a part of the board.
  await new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.on('close', (code) => reject(new Error(`a board socket was closed with ${code}`)));
    socket.on('message', (frame) => {
      const decoder = decoding.createDecoder(frame);
      if (decoding.readVarUint(decoder) !== kinds.sync) return;
      const step = decoding.readVarUint(decoder);
      if (step === protocol.messageYjsUpdate) return hear(decoding.readVarUint8Array(decoder));
      if (step !== protocol.messageYjsSyncStep1) return;
      send(kinds.sync, (encoder) => protocol.writeSyncStep2(encoder, doc));
      resolve();
    });
  });

  return {
    type() {
      sent.set(`${doc.clientID}.${Y.getState(doc.store, doc.clientID)}`, sharedNow());
      if (text.doc) text.insert(text.length, 'a');
      else doc.getXmlFragment(root).insert(0, [paragraphOf(text)]);
      const caret = JSON.parse(JSON.stringify(Y.createRelativePositionFromTypeIndex(text, text.length)));
      awareness.setLocalState({ cursor: { anchor: caret, head: caret } });
      send(kinds.awareness, (encoder) =>
        encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [doc.clientID])),
      );
      asked += 1;
      send(kinds.asking, (encoder) => encoding.writeVarUint(encoder, asked));
    },
  };
}

function paragraphOf(text) {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  return paragraph;
}

/** An update begins with how many pens and letters it holds, then the first one's pen and clock. */
function hear(update) {
  const decoder = decoding.createDecoder(update);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  const key = `${decoding.readVarUint(decoder)}.${decoding.readVarUint(decoder)}`;
  const one = heard.get(key) ?? { by: 0, at: 0 };
  one.by += 1;
  one.at = sharedNow();
  heard.set(key, one);
}
