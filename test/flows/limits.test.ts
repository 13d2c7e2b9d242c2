import { connect } from 'node:net';
import WebSocket from 'ws';
import { createDoorkeeper } from '../../server/doorkeeper';
import { newId } from '../../shared/ids';
import { perAddress, perLine, perPerson, perRoom } from '../../shared/limits';
import { comeIn, openLine } from '../overload/line';
import { openPage, startBoard } from '../support/board-page';
import { cleanUp } from '../support/clean-up';
import { handClock } from '../support/clock';
import { openHouse, temporaryFolder, until } from '../support/house';
import { launchHouse } from '../support/process';

/** Headers by which a client may claim to be somewhere else; each time somewhere new. */
const claims = (n: number) => ({
  'x-forwarded-for': `198.51.100.${n}, 203.0.113.${n}`,
  forwarded: `for=198.51.100.${n}`,
  'x-real-ip': `198.51.100.${n}`,
});

interface Knock {
  headers?: Record<string, string>;
  protocols?: string[];
  from?: string;
}

/** The status of an upgrade, and when to try again where it says so. */
const upgrade = (origin: string, path: string, { headers, protocols, from }: Knock = {}) =>
  new Promise<{ status?: number; retryAfter?: string }>((resolve) => {
    const address = `${origin.replace('http', 'ws')}${path}`;
    const socket = new WebSocket(address, protocols, { origin, headers, localAddress: from });
    cleanUp(() => socket.terminate());
    socket.on('error', () => resolve({}));
    socket.once('open', () => resolve({ status: 101 }));
    socket.once('unexpected-response', (request, response) => {
      resolve({ status: response.statusCode, retryAfter: response.headers['retry-after'] });
      request.destroy();
    });
  });

const live = '/live/?EIO=4&transport=websocket';

test('one page too many of a person is told so, and when to try again; it comes in once another closes', async () => {
  const house = await openHouse();
  const ada = await house.come('Ada');
  const pages = [ada];
  while (pages.length < perPerson.pages) pages.push(await house.again(ada));
  await expect(house.again(ada)).rejects.toMatchObject({ message: 'too-many', data: { retryInMs: 5_000 } });
  // Another person on the same machine is not meant.
  await house.come('Ben');
  expect(pages.every((page) => page.socket.connected)).toBe(true);

  pages[3]?.leave();
  await until(() =>
    house.again(ada).then(
      () => true,
      () => false,
    ),
  );
});

test('strangers at one address have few places; people who are known keep theirs', async () => {
  const house = await openHouse();
  const ada = await house.come('Ada');
  const strangers = [];
  while (strangers.length < perAddress.strangers) strangers.push(await openLine({ origin: house.origin }));
  await expect(openLine({ origin: house.origin })).rejects.toThrow('too-many');
  await house.again(ada);
  await openLine({ origin: house.origin, from: '127.0.0.2' });
});

test('an address has so many sockets, whatever it claims to be; others are not meant', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const board = await startBoard(ada, roomId);
  const headers = { origin: house.origin };
  const poll = (n: number) =>
    fetch(`${house.origin}/live/?EIO=4&transport=polling`, { headers: { ...headers, ...claims(n) } });
  let refused: Response | undefined;
  for (let n = 0; !refused && n <= perAddress.connections.burst; n++) {
    const answer = await poll(n);
    if (answer.status === 429) refused = answer;
    else await answer.text();
  }
  expect(refused?.headers.get('retry-after')).toMatch(/^[1-5]$/);
  expect(await refused?.json()).toEqual({ ok: false, why: 'too-fast', retryInMs: expect.any(Number) });

  let fooled = 0;
  for (let n = 0; n < 100; n++) if ((await poll(n)).status !== 429) fooled += 1;
  expect(fooled).toBe(0);
  for (const path of [live, `/boards/${board.id}`])
    expect(await upgrade(house.origin, path, { headers: claims(7) })).toEqual({
      status: 429,
      retryAfter: expect.stringMatching(/^[1-5]$/),
    });
  expect((await upgrade(house.origin, live, { from: '127.0.0.2' })).status).toBe(101);
}, 60_000);

test('behind a proxy each person has an address of their own, and no other header makes one', async () => {
  const request = (from: string, said: Record<string, string>) =>
    ({ socket: { remoteAddress: from }, headers: said }) as never;
  const doorkeeper = createDoorkeeper({ trustProxy: 1, now: () => 0 });
  const leave = [];
  for (let n = 0; n < perAddress.sockets; n++)
    leave.push(doorkeeper.letIn(request('10.0.0.2', { 'x-forwarded-for': `${n}.1.1.1, 203.0.113.7` })));
  const knock = (last: string, spoof: Record<string, string> = {}) =>
    doorkeeper.waitMs(request('10.0.0.2', { 'x-forwarded-for': `198.51.100.1, ${last}`, ...spoof }));
  expect(knock('203.0.113.7')).toBe(5_000);
  for (let n = 0; n < 100; n++)
    expect(knock('203.0.113.7', { 'x-real-ip': `1.1.1.${n}`, forwarded: `for=1.1.1.${n}` })).toBe(5_000);
  expect(knock('203.0.113.8')).toBe(0);
  leave[0]?.();
  expect(knock('203.0.113.7')).toBe(0);
});

test('pages and entries have a share for each address, and a refusal says when it is back', async () => {
  const clock = handClock();
  const house = await openHouse({ clock, settings: { trustProxy: 1 } });
  const get = (address: string, path = '/session') =>
    fetch(`${house.origin}${path}`, { headers: { ...claims(1), 'x-forwarded-for': `spoof, ${address}` } });
  let fooled = 0;
  for (let n = 0; n < perAddress.requests.burst; n++) await (await get('203.0.113.7')).text();
  for (let n = 0; n < 100; n++) {
    const answer = await get('203.0.113.7', n % 2 ? '/' : '/session');
    if (answer.status !== 429 || answer.headers.get('retry-after') !== '1') fooled += 1;
    await answer.text();
  }
  expect(fooled).toBe(0);
  expect(await (await get('203.0.113.7')).json()).toMatchObject({ why: 'too-fast', retryInMs: 34 });
  expect((await get('203.0.113.8', '/')).status).toBe(200);
  expect((await fetch(`${house.origin}/healthz`)).status).toBe(200);
  await clock.advance(34);
  expect((await get('203.0.113.7')).status).toBe(401);

  const place = { origin: house.origin };
  const come = (n: number) =>
    comeIn(place, `Person ${n}`).then(
      () => 'in',
      (why: Error) => why.message,
    );
  const answers = [];
  for (let n = 0; n <= perAddress.entries.burst; n++) answers.push(await come(n));
  expect(answers.at(-2)).toBe('in');
  expect(answers.at(-1)).toBe('coming in: 429 too-fast');
}, 60_000);

test('a room takes so many messages from all its people together; who is not inside takes none of them', async () => {
  const house = await openHouse({ clock: handClock() });
  const names = Array.from({ length: 15 }, (_, n) => `Person ${n}`);
  const { roomId, ...people } = await house.inRoom('kitchen', ...names, 'Quinn');
  const outsider = await house.come('Oda');
  const say = (name: string) => people[name]?.ask('message:send', { id: newId(), roomId, body: 'hello' });
  for (let n = 0; n < 10; n++)
    expect(await outsider.ask('message:send', { id: newId(), roomId, body: 'hello' })).toMatchObject({
      why: 'not-inside',
    });
  const answers = [];
  for (let round = 0; round < 10; round++) for (const name of names) answers.push(await say(name));
  const most = perRoom.commands['message:send'].burst + 15 * perRoom.littleOfOne.burst;
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(most);
  expect(answers.find((answer) => !answer?.ok)).toEqual({ ok: false, why: 'too-fast', retryInMs: 20 });
  // Who has said little is heard all the same.
  expect(await say('Quinn')).toMatchObject({ ok: true });
}, 60_000);

test('one board page too many of a person is refused, and has a place once another closes', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const board = await startBoard(ada, roomId);
  const pages = Array.from({ length: perPerson.boardPages }, () => openPage(house, ada, board.id));
  await Promise.all(pages.map(({ synced }) => synced));
  const knock = () =>
    upgrade(house.origin, `/boards/${board.id}`, {
      headers: { cookie: ada.session.cookie ?? '' },
      protocols: ['porchlight', ada.session.token ?? ''],
    });
  expect(await knock()).toEqual({ status: 429, retryAfter: '5' });
  await pages[0]?.vanish();
  await until(async () => (await knock()).status === 101);
});

test('whoever never says who they are is let go of within five seconds', async () => {
  const house = await openHouse();
  const origin = `Host: 127.0.0.1:${house.port}\r\nOrigin: ${house.origin}\r\n`;
  const shake = `${origin}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n`;
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  const lines = {
    'says nothing': '',
    'half a request': 'GET / HTTP/1.1\r\nHost: x\r\nX-More: ',
    'half a handshake': `GET ${live} HTTP/1.1\r\n${shake}`,
    'no packet after the handshake': `GET ${live} HTTP/1.1\r\n${shake}${key}\r\n`,
    'half a frame after the handshake': `GET ${live} HTTP/1.1\r\n${shake}${key}\r\n\x81\xfe`,
  };
  const began = Date.now();
  const closed = await Promise.all(
    Object.entries(lines).map(async ([what, said]) => {
      const line = connect({ port: house.port, host: '127.0.0.1', allowHalfOpen: true });
      line.on('error', () => undefined).resume();
      line.write(Buffer.from(said, 'latin1'));
      await new Promise((resolve) => line.once('close', resolve).once('end', resolve));
      return [what, Date.now() - began] as const;
    }),
  );
  const most = perLine.unknownMs + perLine.goodbyeMs + 1_000; // a busy machine
  expect(closed.filter(([, ms]) => ms > most)).toEqual([]);
}, 20_000);

test('a page that takes nothing for fifteen seconds is cut, though it says that it lives', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const headers = { origin: house.origin, cookie: ben.session.cookie ?? '' };
  const path = `${house.origin}/live/?EIO=4&transport=polling`;
  const opened = await (await fetch(path, { headers })).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const say = (body: string) =>
    fetch(`${path}&sid=${sid}`, { method: 'POST', headers, body }).then(({ status }) => status);
  const take = () => fetch(`${path}&sid=${sid}`, { headers }).then((answer) => answer.text());
  await say(`40${JSON.stringify({ token: ben.session.token })}`);
  await until(async () => (await take()).includes('40{'));
  await say(`420["room:enter",${JSON.stringify({ roomId })}]`);
  await until(async () => (await take()).includes('430['));

  await ada.get('message:send', { id: newId(), roomId, body: 'one' });
  await clock.advance(perLine.stuckMs);
  await ada.get('message:send', { id: newId(), roomId, body: 'two' });
  expect(await say('3')).toBe(200);
  await clock.advance(1);
  await ada.get('message:send', { id: newId(), roomId, body: 'three' });
  expect(await say('3')).toBe(400);
});

test('an operator who forgot to tell of the proxy is told what that means', async () => {
  const begin = async (env: Record<string, string>) => {
    const house = launchHouse({ dataFolder: await temporaryFolder(), env });
    await until(() => house.output().includes('no steward yet'));
    return house.output().includes('Set TRUST_PROXY');
  };
  const PORCHLIGHT_URL = 'https://porch.example.org';
  expect(await begin({ PORCHLIGHT_URL })).toBe(true);
  expect(await begin({ PORCHLIGHT_URL, TRUST_PROXY: '1' })).toBe(false);
});

test('while the disk is slow, those who say much wait; who says little does not wait for them', async () => {
  let go: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    go = resolve;
  });
  const house = await openHouse({
    clock: handClock(),
    through: (store) => ({
      ...store,
      collection(definition) {
        const real = store.collection(definition);
        if (definition.name !== 'messages') return real;
        return { ...real, insert: (record) => slow.then(() => real.insert(record)) };
      },
    }),
  });
  const names = Array.from({ length: 5 }, (_, n) => `Person ${n}`);
  const { roomId, ...people } = await house.inRoom('kitchen', ...names, 'Quinn');
  const say = (name: string) => people[name]?.ask('message:send', { id: newId(), roomId, body: 'hello' });
  const asked = names.flatMap((name) => Array.from({ length: 10 }, () => say(name)));
  // What is refused is answered while all the others still wait.
  const refused = 50 - names.length * perRoom.littleOfOne.burst - perRoom.underWay;
  let answered = 0;
  for (const one of asked) void one?.then(() => (answered += 1));
  await until(() => answered === refused);
  const quinn = say('Quinn');
  go();
  expect(await quinn).toMatchObject({ ok: true });
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => !answer?.ok)).toHaveLength(refused);
  expect(answers.find((answer) => !answer?.ok)).toEqual({ ok: false, why: 'too-fast', retryInMs: 250 });
});
