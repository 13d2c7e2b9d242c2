import { io, type Socket } from 'socket.io-client';
import { cleanUp } from '../test/support/clean-up';
import { openHouse, until } from '../test/support/house';
import { createLink, type Dial } from './link';

/** A page's line, and its socket to be looked at. */
function openLine(origin: string) {
  const sockets: Socket[] = [];
  const dial: Dial = (options) => {
    const socket = io(origin, { ...options, extraHeaders: { origin } });
    sockets.push(socket);
    return socket;
  };
  const link = createLink({ onRefused: () => undefined, dial });
  cleanUp(link.close);
  const [socket] = sockets;
  if (!socket) throw new Error('no socket was made');
  return { link, socket };
}

test('a line that is doubted and carries stays as it is', async () => {
  const house = await openHouse();
  const { link, socket } = openLine(house.origin);
  link.open(undefined);
  await until(() => link.line.value === 'up');
  const { id } = socket;
  link.doubt();
  await link.ask('house:look', {});
  expect(link.line.value).toBe('up');
  expect(socket.id).toBe(id);
});

test('to doubt while the house is away does not make a page knock more often', async () => {
  const house = await openHouse();
  await house.close();
  const { link, socket } = openLine(house.origin);
  let knocks = 0;
  socket.on('connect_error', () => {
    knocks += 1;
  });
  link.open(undefined);
  await until(() => knocks > 0);
  const end = Date.now() + 1_500;
  await until(() => {
    link.doubt();
    return Date.now() > end;
  });
  expect(knocks).toBeLessThan(6);
});
