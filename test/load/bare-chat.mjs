// The least that Express and Socket.IO need to carry a room: the baseline of `fanout` and `memory`. It keeps
// nothing, checks nothing, knows who is inside, and tells facts of the same size under the same names as Porchlight.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';

const app = express();
const http = createServer(app);
const io = new Server(http, {
  path: '/live',
  serveClient: false,
  perMessageDeflate: false,
  pingInterval: 10_000,
  pingTimeout: 10_000,
});
let seq = 0;

/** As many rooms as a new house has. */
const rooms = ['kitchen', 'quiet', 'story', 'voice', 'steps'].map((id) => ({ id }));
const insides = new Map(rooms.map(({ id }) => [id, new Map()]));

app.post('/session', (_request, response) => response.json({ ok: true, value: { token: randomUUID() } }));

io.on('connection', (socket) => {
  const author = { authorId: socket.id, authorName: 'Somebody' };
  socket.on('house:look', (_input, answer) => {
    answer({ ok: true, value: { rooms, charter: { agreement: { version: 1 } } } });
  });
  socket.on('room:enter', ({ roomId }, answer) => {
    const inside = insides.get(roomId);
    const present = {
      person: { id: socket.id, name: author.authorName, role: 'peer' },
      how: 'here',
      line: 'ok',
    };
    socket.join(roomId);
    inside.set(socket.id, present);
    io.to(roomId).emit('presence:changed', { roomId, present });
    socket.on('disconnect', () => {
      inside.delete(socket.id);
      io.to(roomId).emit('presence:left', { roomId, personId: socket.id });
    });
    answer({ ok: true, value: { here: [...inside.values()] } });
  });
  socket.on('message:send', ({ id, roomId, body }, answer) => {
    seq += 1;
    const message = { id, roomId, seq, changed: seq, ...author, body, sentAt: Date.now() };
    io.to(roomId).emit('message:changed', message);
    answer({ ok: true, value: message });
  });
});

http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${http.address().port}\n`));
process.on('SIGTERM', () => process.exit());
