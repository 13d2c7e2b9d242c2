import { get, type IncomingHttpHeaders } from 'node:http';
import { openPage, startBoard } from '../support/board-page';
import { type OpenHouse, openHouse, post } from '../support/house';

const publicUrl = 'https://porch.example.org';

/** Pages that are not ours, from where a browser would carry our cookie or a program pretends to be one. */
const strangers = (ours: string): Record<string, string | undefined> => {
  const { protocol, hostname, port, host } = new URL(ours);
  const other = protocol === 'https:' ? 'http:' : 'https:';
  return {
    'another site': 'https://evil.example',
    'one that begins like ours': `${ours}.evil.example`,
    'one that ends like ours': `${protocol}//evil${hostname}${port && `:${port}`}`,
    'a sibling subdomain': `${protocol}//chat.${host}`,
    'the parent domain': `${protocol}//${hostname.split('.').slice(1).join('.')}`,
    'an opaque page': 'null',
    'an empty Origin': '',
    'no Origin': undefined,
    'another port': `${protocol}//${hostname}:1`,
    'the port left out or spelt out': port ? `${protocol}//${hostname}` : `${ours}:443`,
    'the other protocol': `${other}//${host}`,
    'another protocol': `ftp://${host}`,
    'a user before the host': `${protocol}//us@${host}`,
    'ours as the user of another': `${ours}@evil.example`,
    'upper case': ours.toUpperCase(),
    'a trailing dot': `${protocol}//${hostname}.${port && `:${port}`}`,
    'a path': `${ours}/`,
    'two in one': `${ours}, https://evil.example`,
    'a space before it': `${ours} https://evil.example`,
  };
};

const kinds = ['no address', 'an address under HTTPS'] as const;
const openAt = (kind: (typeof kinds)[number]) =>
  openHouse({ settings: kind === 'no address' ? {} : { publicUrl } });
const oursOf = (house: OpenHouse, kind: (typeof kinds)[number]) =>
  kind === 'no address' ? house.origin : publicUrl;

async function comeIn(house: OpenHouse, origin: string) {
  const response = await post(house.origin, '/session', { name: 'Ada', agreement: 1 }, { origin });
  const { value } = (await response.json()) as { value: { token: string } };
  const cookie = response.headers.get('set-cookie') ?? '';
  return { cookie: cookie.split(';')[0] ?? '', token: value.token, setCookie: cookie };
}

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
const key = 'dGhlIHNhbXBsZSBub25jZQ==';

/** Engine.IO has a word of its own for an upgrade that it refuses. */
const refusedWith = (door: string) => (door === 'the live socket' ? 400 : 403);

/** The status of a request with these very headers; 101 when it is upgraded. */
function statusOf(
  house: OpenHouse,
  path: string,
  headers: Record<string, string | undefined>,
  method = 'GET',
) {
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise<number | undefined>((resolve, reject) => {
    const request = get({
      port: house.port,
      host: '127.0.0.1',
      path,
      method,
      headers: given as IncomingHttpHeaders,
    });
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
  });
}

test.each(kinds)('with %s, pages that are not ours open nothing and change nothing', async (kind) => {
  const house = await openAt(kind);
  const ours = oursOf(house, kind);
  const { cookie, token } = await comeIn(house, ours);
  const { host } = new URL(ours);
  const wsHeaders = { ...upgrade, 'sec-websocket-key': key };
  const doors = {
    'the live socket': (origin?: string) =>
      statusOf(house, '/live/?EIO=4&transport=websocket', { ...wsHeaders, host, cookie, origin }),
    polling: (origin?: string) => statusOf(house, '/live/?EIO=4&transport=polling', { host, cookie, origin }),
    'a board': (origin?: string) =>
      statusOf(house, `/boards/${'0'.repeat(22)}`, {
        ...wsHeaders,
        'sec-websocket-protocol': `porchlight, ${token}`,
        host,
        cookie,
        origin,
      }),
    'coming in': (origin?: string) => statusOf(house, '/session', { host, cookie, origin }, 'POST'),
    'being forgotten': (origin?: string) => statusOf(house, '/session', { host, cookie, origin }, 'DELETE'),
    'becoming steward': (origin?: string) => statusOf(house, '/steward', { host, cookie, origin }, 'POST'),
  };
  for (const [door, knock] of Object.entries(doors))
    for (const [who, origin] of Object.entries(strangers(ours)))
      expect([door, who, origin, await knock(origin)]).toEqual([door, who, origin, refusedWith(door)]);
  // Nobody was forgotten, and our own pages are let in (a board of nobody's is no board).
  expect(await statusOf(house, '/session', { host, cookie })).toBe(200);
  expect(await doors['the live socket'](ours)).toBe(101);
  expect(await doors.polling(ours)).toBe(200);
  expect(await doors['coming in'](ours)).toBe(400);
});

test('a browser’s own polling, which names no Origin, needs its word that the page is ours', async () => {
  const house = await openHouse();
  const polling = '/live/?EIO=4&transport=polling';
  const site = (value: string) => ({ 'sec-fetch-site': value });
  expect(await statusOf(house, polling, site('same-origin'))).toBe(200);
  for (const other of ['same-site', 'cross-site', 'none', ''])
    expect([other, await statusOf(house, polling, site(other))]).toEqual([other, 403]);
  // A WebSocket always names its Origin.
  const ws = { ...upgrade, 'sec-websocket-key': key, ...site('same-origin') };
  expect(await statusOf(house, '/live/?EIO=4&transport=websocket', ws)).toBe(400);
  expect(await statusOf(house, `/boards/${'0'.repeat(22)}`, ws)).toBe(403);
});

test('the token goes into what is sent, never into an address: there it opens nothing', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const board = await startBoard(ada, roomId);
  const { cookie = '', token = '' } = ada.session;
  const ws = { ...upgrade, 'sec-websocket-key': key, origin: house.origin, cookie };
  for (const path of [`/boards/${board.id}?token=${token}`, `/boards/${board.id}?porchlight=${token}`])
    expect([path, await statusOf(house, path, ws)]).toEqual([path, 401]);
  await openPage(house, ada, board.id).synced;
  await expect(house.again({ ...ada, session: { cookie } })).rejects.toThrow('token');
});

test('the cookie is out of reach of scripts, of other sites and of other hosts', async () => {
  const plain = await comeIn(await openHouse(), '').catch(() => undefined);
  expect(plain).toBeUndefined();
  const house = await openHouse();
  expect((await comeIn(house, house.origin)).setCookie).toMatch(
    /^porchlight=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const secure = await openHouse({ settings: { publicUrl } });
  const { setCookie, cookie } = await comeIn(secure, publicUrl);
  expect(setCookie).toMatch(
    /^__Host-porchlight=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  // The plain name, which a sibling could set, is not read there.
  expect(await statusOf(secure, '/session', { cookie: cookie.replace('__Host-', '') })).toBe(401);
});
