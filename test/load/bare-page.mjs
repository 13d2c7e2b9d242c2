// The least page that can do the same as a person's first minute, with Socket.IO's own client and nothing else:
// the baseline of `load`.
import { createServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title>
<ul><li>A room</li></ul>
<form id="enter"><button disabled>Come in</button></form>
<form id="write" hidden><textarea aria-label="Write to the room"></textarea><button>Send</button></form>
<ol></ol>
<script src="/live/socket.io.min.js"></script>
<script>
  const [enter, write, said] = ['#enter', '#write', 'ol'].map((which) => document.querySelector(which));
  const socket = io({ path: '/live', transports: ['websocket'] });
  enter.elements[0].disabled = false;
  enter.onsubmit = async (event) => {
    event.preventDefault();
    await socket.emitWithAck('room:enter', {});
    enter.hidden = true;
    write.hidden = false;
  };
  write.onsubmit = async (event) => {
    event.preventDefault();
    const { value } = await socket.emitWithAck('message:send', { body: write.elements[0].value });
    said.append(value.body);
    said.innerHTML += ' <button>Change, your message</button>';
  };
</script></html>`;

const app = express();
app.get('/r/room', (_request, response) => response.send(page));
const http = createServer(app);
const io = new Server(http, { path: '/live', perMessageDeflate: false });
io.on('connection', (socket) => {
  socket.on('house:look', (_input, answer) => {
    answer({
      ok: true,
      value: { rooms: [{ id: 'room', code: 'room' }], charter: { agreement: { version: 1 } } },
    });
  });
  socket.on('room:enter', (_input, answer) => answer({ ok: true }));
  socket.on('message:send', ({ body }, answer) => answer({ ok: true, value: { body } }));
});

http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${http.address().port}\n`));
process.on('SIGTERM', () => process.exit());
