import { connect } from 'node:net';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { boardCodes } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import { perLine } from '../../shared/limits';
import { openPage, startBoard } from '../support/board-page';
import { cleanUp } from '../support/clean-up';
import { openHouse, type Person, post, until } from '../support/house';

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

test('whoever asks to be forgotten is out of every room and board at once', async () => {
  const house = await openHouse();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const page = openPage(house, ada, (await startBoard(ada, roomId)).id);
  await page.synced;
  const headers = { origin: house.origin, cookie: ada.session.cookie ?? '' };
  await fetch(`${house.origin}/session`, { method: 'DELETE', headers });
  expect(await page.closed).toBe(boardCodes.letGo);
  expect(await ben.heard('presence:left')).toEqual([{ roomId, personId: ada.id }]);
});

test('a line that asks and never reads is cut before it costs much', async () => {
  const house = await openHouse();
  const { roomId, ada, ben, cleo, dan, eve, mal } = await house.inRoom(
    'kitchen',
    ...(['ada', 'ben', 'cleo', 'dan', 'eve', 'mal'] as const),
  );
  for (const person of [ada, ben, cleo, dan, eve])
    for (let n = 0; n < 10; n++)
      await person.get('message:send', { id: newId(), roomId, body: 'x'.repeat(8_000) });
  const line = await rawLine(house.origin, mal);
  line.pause();
  for (let n = 0; n < 110; n++) line.send(`42${n}["message:page",${JSON.stringify({ roomId })}]`);
  await ada.get('message:page', { roomId });
  await mal.get('message:page', { roomId }); // answered in turn: what came before it was too
  let bytes = 0;
  line.on('message', (frame: Buffer) => {
    bytes += frame.length;
  });
  const closed = new Promise((resolve) => line.once('close', resolve));
  line.resume();
  await closed;
  expect(bytes).toBeLessThan(20_000_000); // of 44
});

test('a line that sends without end is cut, whatever it sends', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  for (const frame of ['42["no such command",{}]', '40/nowhere,', '3', `42["x","${'x'.repeat(60_000)}"]`]) {
    const line = await rawLine(house.origin);
    const closed = new Promise((resolve) => line.once('close', resolve));
    for (let n = 0; n < 2 * perLine.frames.burst; n++) line.send(frame);
    await closed;
  }
  expect((await ada.ask('message:send', { id: newId(), roomId, body: 'still here' })).ok).toBe(true);
});

test('a refused upgrade leaves nothing open, even if its sender never hangs up', async () => {
  const house = await openHouse();
  const line = connect({ port: house.port, host: '127.0.0.1', allowHalfOpen: true });
  cleanUp(() => line.destroy());
  let ended = false;
  let gone = false;
  line.once('end', () => {
    ended = true;
  });
  line.once('error', () => {
    gone = true;
  });
  line.resume();
  line.write('GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await until(() => ended);
  await until(
    () => {
      if (!gone) line.write('still here');
      return gone;
    },
    'the server let go of its end',
    2_000,
  );
});

test('no path leads out of the built pages, and none is reflected', async () => {
  const house = await openHouse({ pages: true });
  const paths = [
    '/../package.json',
    '/assets/../../package.json',
    '/..%2f..%2fpackage.json',
    '/.vite/manifest.json',
  ];
  for (const path of [...paths, '//evil.example/', '/__proto__'])
    expect([path, (await rawGet(house.port, path)).status]).toEqual([path, 404]);
  expect((await rawGet(house.port, '/r/%ff')).status).toBe(400);
  const page = await rawGet(house.port, '/r/%3Cscript%3Ealert(1)%3C%2Fscript%3E%0d%0aSet-Cookie:a=b');
  expect(page).toMatchObject({ status: 200, headers: expect.stringMatching(/cache-control: no-store/i) });
  expect(page.body).not.toContain('<script>alert');
  expect(page.headers).not.toMatch(/set-cookie/i);
});

/** A socket of the live protocol, by hand; a stranger's unless it is somebody's. */
async function rawLine(origin: string, person?: Person) {
  const headers = { cookie: person?.session.cookie ?? '' };
  const line = new WebSocket(`${origin.replace('http', 'ws')}/live/?EIO=4&transport=websocket`, {
    origin,
    headers,
  });
  cleanUp(() => line.terminate());
  line.on('error', () => {});
  await new Promise((resolve) => line.once('open', resolve));
  line.send(`40${JSON.stringify(person ? { token: person.session.token } : {})}`);
  await new Promise<void>((resolve) => {
    line.on('message', (frame: Buffer) => frame.toString().startsWith('40') && resolve());
  });
  return line;
}

/** A request whose path no client tidies up first. */
async function rawGet(port: number, path: string) {
  const line = connect(port, '127.0.0.1');
  line.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let answer = '';
  for await (const piece of line) answer += piece;
  const [headers = '', ...body] = answer.split('\r\n\r\n');
  return { status: Number(headers.split(' ')[1]), headers, body: body.join('\r\n\r\n') };
}
