import { io } from 'socket.io-client';

/** A page's live socket; without a session it is a stranger's at the door. */
export async function openSocket(origin, { cookie, token } = {}) {
  const socket = io(origin, {
    path: '/live',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin, ...(cookie ? { cookie } : {}) },
    auth: token ? { token } : {},
  });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** The value of a command's answer; a refusal throws. */
export async function ask(socket, command, input) {
  const answer = await socket.timeout(20_000).emitWithAck(command, input);
  if (!answer.ok) throw new Error(`${command}: ${answer.why}`);
  return answer.value;
}

/** Looks at the door: the first room, and the agreement that coming in accepts. */
export async function lookAtDoor(origin) {
  const stranger = await openSocket(origin);
  const { rooms, charter } = await ask(stranger, 'house:look', {});
  stranger.disconnect();
  return { roomId: rooms[0].id, code: rooms[0].code, agreement: charter.agreement.version };
}

/** Person number `n` comes in, from an address of their own, and enters the room. */
export async function comeIn(origin, n, { roomId, agreement }) {
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `10.0.${n >> 8}.${n & 255}`,
      origin,
    },
    body: JSON.stringify({ name: `Person ${n}`, agreement }),
  });
  const entered = await response.json();
  if (!entered.ok) throw new Error(`coming in: ${entered.why}`);
  const session = {
    cookie: response.headers.get('set-cookie')?.split(';')[0],
    token: entered.value.token,
  };
  const socket = await openSocket(origin, session);
  await ask(socket, 'room:enter', { roomId });
  return { socket, session };
}

/** A new board in the room; gives its id. */
export async function startBoard(socket, roomId) {
  const { id } = await ask(socket, 'board:start', { id: newId(), roomId, title: 'Written by many' });
  return id;
}

/** Any id of the right shape: 22 letters and digits. */
export function newId() {
  return Array.from({ length: 22 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
}
