import { connect } from 'node:net';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { newId } from '../../shared/ids';
import { openHouse, post, until } from '../support/house';

const evil = ['https://evil.example', 'null', 'http://localhost.evil.example', 'http://127.0.0.1:1'];

test('a socket from another site is refused, by WebSocket and by polling, with or without the cookie', async () => {
  const house = await openHouse();
  const ada = await house.come('Ada');
  for (const transport of ['websocket', 'polling'])
    for (const origin of [...evil, undefined]) {
      const socket = io(house.origin, {
        path: '/live',
        transports: [transport],
        reconnection: false,
        extraHeaders: { cookie: ada.session.cookie ?? '', ...(origin ? { origin } : {}) },
        auth: { token: ada.session.token },
      });
      const outcome = await new Promise((resolve) => {
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', () => resolve('refused'));
      });
      socket.disconnect();
      expect([transport, origin, outcome]).toEqual([transport, origin, 'refused']);
    }
});

test('a cookie without the handshake token opens nothing', async () => {
  const house = await openHouse();
  const ada = await house.come('Ada');
  await expect(house.again({ ...ada, session: { cookie: ada.session.cookie } })).rejects.toThrow('token');
  await expect(house.again({ ...ada, session: { ...ada.session, token: 'guess' } })).rejects.toThrow(
    'no-session',
  );
  await expect(house.again({ ...ada, session: { token: ada.session.token } })).rejects.toThrow('no-session');
});

test('upgrades to unknown paths are refused', async () => {
  const house = await openHouse();
  for (const path of ['/', '/boards', '/socket.io/', '/live', '/nothing']) {
    const socket = new WebSocket(`${house.origin.replace('http', 'ws')}${path}`, { origin: house.origin });
    const outcome = await new Promise((resolve) => {
      socket.once('open', () => resolve('open'));
      socket.once('error', () => resolve('refused'));
    });
    expect([path, outcome]).toEqual([path, 'refused']);
  }
});

test('malformed frames cost only the one who sends them', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const frames = [
    '',
    '4',
    '42',
    '42[',
    '42["message:send"',
    '45-["x"]',
    '450-["x",{"_placeholder":true,"num":0}]',
    '9',
    '\u0000',
    '{"a":1}',
  ];
  for (const frame of [...frames, '42'.padEnd(100_000, '['), Buffer.from([1, 2, 3])]) {
    const socket = new WebSocket(`${house.origin.replace('http', 'ws')}/live/?EIO=4&transport=websocket`, {
      origin: house.origin,
    });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.on('error', () => {});
    socket.send('40{}');
    socket.send(frame);
    socket.send('42["house:look",{}]');
    socket.terminate();
  }
  expect((await ada.ask('message:send', { id: newId(), roomId, body: 'still here' })).ok).toBe(true);
});

test('a command of a megabyte cuts that socket and nothing else', async () => {
  const house = await openHouse();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  ben.socket.emit('message:send', { id: newId(), roomId, body: 'x'.repeat(1_000_000) });
  await until(() => !ben.socket.connected, 'the socket is cut');
  expect((await ada.ask('message:send', { id: newId(), roomId, body: 'still here' })).ok).toBe(true);
});

test('a body of a megabyte, of no JSON or of operators is refused in words', async () => {
  const house = await openHouse();
  const big = await post(house.origin, '/session', { name: 'x'.repeat(1_000_000), agreement: 1 });
  expect([big.status, await big.json()]).toEqual([413, { ok: false, why: 'too-large' }]);
  const bad = [
    { name: { $ne: null }, agreement: 1 },
    { name: 'Ada' },
    { name: 'Ada', agreement: 1, role: 'steward' },
    [],
  ];
  for (const body of bad)
    expect(await (await post(house.origin, '/session', body)).json()).toEqual({
      ok: false,
      why: 'bad-input',
    });
  const headers = { 'content-type': 'application/json', origin: house.origin };
  const broken = await fetch(`${house.origin}/session`, { method: 'POST', headers, body: '{"name": ' });
  expect([broken.status, await broken.json()]).toEqual([400, { ok: false, why: 'bad-input' }]);
});

test('a throw inside a handler is an answer, and the process lives', async () => {
  const house = await openHouse({
    through: (store) => ({
      ...store,
      collection: (definition) => ({
        ...store.collection(definition),
        ...(definition.name === 'messages'
          ? {
              insert: () => {
                throw new TypeError('a defect');
              },
            }
          : {}),
      }),
    }),
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  expect(await ada.ask('message:send', { id: newId(), roomId, body: 'hello' })).toEqual({
    ok: false,
    why: 'broken',
  });
  expect((await ada.ask('message:page', { roomId })).ok).toBe(true);
  // A command without an acknowledgement, and one that is no command.
  ada.socket.emit('message:send', { id: newId(), roomId, body: 'hello' });
  ada.socket.emit('toString', {});
  ada.socket.emit('__proto__', {});
  expect((await ada.ask('message:page', { roomId })).ok).toBe(true);
});

test('a half-open request is let go of', async () => {
  const house = await openHouse();
  const socket = connect(house.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  await house.close();
  await closed;
});
