// A process of people who come in, are there, and do nothing more; started by `idle.mjs`. Each is a bare
// WebSocket that speaks just enough of Engine.IO 4 and Socket.IO 5: thousands of whole clients would be too slow.
import WebSocket from 'ws';
import { answer } from './clients.mjs';
import { beginSession } from './come-in.mjs';

/** How many do something at the same moment. */
const together = 10;
let sessions = [];
let sockets = [];

answer({
  /** Makes sessions for the people from `from` to `to`, through the real entry. */
  async begin({ origin, agreement, from, to }) {
    const numbers = Array.from({ length: to - from }, (_, index) => from + index);
    sessions = await someAtOnce(numbers, (n) => beginSession(origin, n, agreement));
  },

  /** Everyone opens a live line and enters a room, in turn through the rooms. */
  async enter({ origin, roomIds }) {
    let next = 0;
    sockets = await someAtOnce(sessions, (session) =>
      enter(origin, session, roomIds[next++ % roomIds.length]),
    );
  },

  /** How many lines are open still. */
  countOpen: () => sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length,

  async leave() {
    for (const socket of sockets.splice(0)) socket.close();
  },
});

const ping = '2'.charCodeAt(0);
const pong = '3';

function enter(origin, { cookie, token, from }, roomId) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live/?EIO=4&transport=websocket`, {
    headers: { origin, ...from, ...(cookie ? { cookie } : {}) },
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    const refuse = (said) => reject(new Error(`not let in: ${said}`));
    const steps = {
      0: () => socket.send(`40${JSON.stringify({ token })}`),
      40: () => socket.send(`420["room:enter",${JSON.stringify({ roomId })}]`),
      430: (said) => (said.startsWith('430[{"ok":true') ? resolve(socket) : refuse(said.slice(0, 200))),
      44: refuse,
    };
    socket.on('message', (frame) => {
      if (frame[0] === ping && frame.length === 1) return socket.send(pong);
      const [kind] = /^\d*/.exec(frame.toString('latin1', 0, 4));
      steps[kind]?.(frame.toString());
    });
    socket.once('error', reject);
    socket.once('close', (code) => refuse(code));
  });
}

async function someAtOnce(all, run) {
  const results = [];
  const rest = [...all.entries()];
  const work = async () => {
    for (let entry = rest.shift(); entry; entry = rest.shift()) results[entry[0]] = await run(entry[1]);
  };
  await Promise.all(Array.from({ length: together }, work));
  return results;
}
