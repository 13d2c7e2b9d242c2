// The least page on which people talk, with the browser's own defaults and Socket.IO to meet: the baseline of `voice`.
import { createServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title>
<button>Speak</button>
<script src="/live/socket.io.min.js"></script>
<script>
  const socket = io({ path: '/live', transports: ['websocket'] });
  const others = new Map();
  let microphone;
  function open(id) {
    const connection = new RTCPeerConnection();
    others.set(id, connection);
    connection.addTrack(microphone.getAudioTracks()[0], microphone);
    connection.onicecandidate = ({ candidate }) => candidate && socket.emit('signal', id, { candidate });
    connection.ontrack = ({ streams: [sound] }) => {
      const player = document.createElement('audio');
      player.autoplay = true;
      player.srcObject = sound;
      document.body.append(player);
    };
    return connection;
  }
  async function describe(id, connection) {
    await connection.setLocalDescription();
    socket.emit('signal', id, { sdp: connection.localDescription });
  }
  socket.on('signal', async (from, { sdp, candidate }) => {
    const connection = others.get(from) ?? open(from);
    if (candidate) return connection.addIceCandidate(candidate);
    await connection.setRemoteDescription(sdp);
    if (sdp.type === 'offer') await describe(from, connection);
  });
  socket.on('gone', (id) => others.get(id)?.close());
  document.querySelector('button').onclick = async () => {
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    microphone = await navigator.mediaDevices.getUserMedia({ audio });
    for (const id of await socket.emitWithAck('join')) describe(id, open(id));
  };
</script></html>`;

const app = express();
app.get('/', (_request, response) => response.send(page));
const http = createServer(app);
const io = new Server(http, { path: '/live', perMessageDeflate: false });
const seats = new Set();
io.on('connection', (socket) => {
  socket.on('join', (answer) => {
    answer([...seats]);
    seats.add(socket.id);
  });
  socket.on('signal', (to, signal) => io.to(to).emit('signal', socket.id, signal));
  socket.on('disconnect', () => seats.delete(socket.id) && io.emit('gone', socket.id));
});

http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${http.address().port}\n`));
process.on('SIGTERM', () => process.exit());
