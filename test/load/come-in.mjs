import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';

/** The bench stands in front as a proxy does: each of its people comes from an address of their own. */
export const addressOf = (n) => ({ 'x-forwarded-for': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` });

/** A page's live socket; without a session it is a stranger's at the door. */
export async function openSocket(origin, { cookie, token, from } = {}) {
  const socket = io(origin, {
    path: '/live',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin, ...from, ...(cookie ? { cookie } : {}) },
    auth: token ? { token } : {},
  });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** The value of a command's answer; a refusal throws, but one that says when to try again. */
export async function ask(socket, command, input) {
  const answer = await socket.timeout(20_000).emitWithAck(command, input);
  if (answer.why === 'too-fast' && answer.retryInMs) {
    await wait(answer.retryInMs);
    return ask(socket, command, input);
  }
  if (!answer.ok) throw new Error(`${command}: ${answer.why}`);
  return answer.value;
}

/** Looks at the door: the first room, and the agreement that coming in accepts. */
export async function lookAtDoor(origin) {
  const stranger = await openSocket(origin);
  const { rooms, charter } = await ask(stranger, 'house:look', {});
  stranger.disconnect();
  return {
    roomId: rooms[0].id,
    roomIds: rooms.map(({ id }) => id),
    code: rooms[0].code,
    agreement: charter.agreement.version,
  };
}

/** Person number `n` comes in and enters the room. */
export async function comeIn(origin, n, { roomId, agreement }) {
  const session = await beginSession(origin, n, agreement);
  const socket = await openSocket(origin, session);
  await ask(socket, 'room:enter', { roomId });
  return { socket, session };
}

/** Person number `n` is known from now on; gives what their device keeps. */
export async function beginSession(origin, n, agreement) {
  const from = addressOf(n);
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...from },
    body: JSON.stringify({ name: `Person ${n}`, agreement }),
  });
  const entered = await response.json();
  if (!entered.ok) throw new Error(`coming in: ${entered.why}`);
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  return { cookie, token: entered.value.token, from };
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
