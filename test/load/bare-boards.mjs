// The least that keeps a board: a WebSocket relay of Yjs updates, each in a log on the disk before it is passed
// on. It knows nobody and checks nothing: the baseline of `boards`.
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocketServer } from 'ws';
import * as protocol from 'y-protocols/sync';
import * as Y from 'yjs';

const sync = 0;
const awareness = 1;
const doc = new Y.Doc();
const log = await open(join(process.env.PORCHLIGHT_DATA, 'log'), 'a');
const http = createServer();
const sockets = new WebSocketServer({
  server: http,
  perMessageDeflate: false,
  handleProtocols: () => 'porchlight',
});
let queue = [];
let working = false;

sockets.on('connection', (socket) => {
  const hello = encoding.createEncoder();
  encoding.writeVarUint(hello, sync);
  protocol.writeSyncStep1(hello, doc);
  socket.send(encoding.toUint8Array(hello));
  socket.on('message', (frame) => {
    if (frame[0] === awareness) relay(socket, frame);
    if (frame[0] !== sync) return;
    queue.push({ socket, frame });
    if (!working) keep();
  });
});

/** What waits together is written together, as it is in Porchlight. */
async function keep() {
  working = true;
  while (queue.length > 0) {
    const tasks = queue;
    queue = [];
    await log.writev(tasks.map(({ frame }) => frame));
    await log.datasync();
    for (const { socket, frame } of tasks) {
      protocol.readSyncMessage(
        decoding.createDecoder(frame.subarray(1)),
        encoding.createEncoder(),
        doc,
        socket,
      );
      relay(socket, frame);
    }
  }
  working = false;
}

function relay(from, frame) {
  for (const socket of sockets.clients) if (socket !== from) socket.send(frame);
}

http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${http.address().port}\n`));
process.on('SIGTERM', () => process.exit());
