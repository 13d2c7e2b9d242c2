import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHouse, post } from '../../test/support/house';
import { people } from './people.record';

const names = {
  fine: [
    'Quiet Heron',
    'Zoë',
    'Jean-Luc',
    'Мария',
    '李雷',
    'Ana 2',
    'O’Neill',
    'Nguyễn',
    'Kaʻiulani',
    'マリー',
    '김민수',
    'น้ำ',
    'मीना',
    'محمد',
    'שרה',
    'Ελένη',
    'Ɛdem',
  ],
  refused: [
    'ad\u200ba',
    'ada\u202e',
    '\u2067ada',
    'аda',
    'ada<b>',
    '🙂',
    '...',
    'Host',
    'Stеward',
    'STEWARD',
    'a\u0301\u0301\u0301\u0301da',
    '\u3164',
    'Ada\u3164',
    'Ada\ufe0f',
    'ꓮꓓꓮ',
    'ᎪᎠᎪ',
    'Bᴏb',
    'ǀlse',
    'Ａda',
    'B߀b',
    'B०b',
    'Hôte',
    'سام؟',
  ],
};

test.each(names.fine)('the name %j is welcome', async (name) => {
  const { come } = await openHouse();
  expect((await come(name)).name).toBe(name);
});

test.each(names.refused)('the name %j is refused', async (name) => {
  const { come } = await openHouse();
  await expect(come(name)).rejects.toThrow('name-refused');
});

test.each([
  ['Sam', 'sam'],
  ['Sam', 'S a m'],
  ['Ilse', 'llse'],
  ['Ada', 'Áda'],
  ['corn', 'com'],
  ['Bob', 'B0b'],
  ['Ada', 'Adaʼ'],
  ['NINA', 'ΝΙΝΑ'],
  ['soo', 'ѕօօ'],
])('%j and %j cannot both be here: they look alike', async (first, second) => {
  const { come } = await openHouse();
  await come(first);
  await expect(come(second)).rejects.toThrow('name-taken');
});

test('the same device is recognised tomorrow, by a cookie that scripts cannot read', async () => {
  const house = await openHouse();
  const { charter } = await house.look();
  const response = await post(house.origin, '/session', {
    name: 'Ada',
    agreement: charter.agreement.version,
  });
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^porchlight=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);

  const tomorrow = await fetch(`${house.origin}/session`, {
    headers: { cookie: cookie.split(';')[0] ?? '' },
  });
  expect(await tomorrow.json()).toMatchObject({ ok: true, value: { me: { name: 'Ada', role: 'peer' } } });
});

test('under HTTPS the cookie is bound to this host and to HTTPS', async () => {
  const publicUrl = 'https://porch.example.org';
  const house = await openHouse({ settings: { publicUrl } });
  const response = await post(house.origin, '/session', { name: 'Ada', agreement: 1 }, { origin: publicUrl });
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-porchlight=.*; Secure$/);
});

test('what is stored of a guest has no e-mail, no address and no secret', async () => {
  const house = await openHouse();
  const ada = await house.come('Ada');
  const stored = await house.store.collection(people).get(ada.id);
  const kept = ['_id', 'agreedTo', 'atDoor', 'cameAt', 'name', 'nameKey', 'role'];
  expect(Object.keys(stored ?? {}).sort()).toEqual(kept);
  await house.close();
  const secret = ada.session.cookie?.split('=')[1] ?? '';
  for (const file of await readdir(house.dataFolder)) {
    const bytes = await readFile(join(house.dataFolder, file));
    for (const trace of ['127.0.0.1', secret, ada.session.token ?? ''])
      expect([file, trace, bytes.includes(trace)]).toEqual([file, trace, false]);
  }
});

test('another site’s page cannot bring anyone in', async () => {
  const house = await openHouse();
  for (const origin of [
    'https://evil.example',
    'null',
    `${house.origin}.evil.example`,
    'http://127.0.0.1:1',
  ]) {
    const response = await post(house.origin, '/session', { name: 'Eve', agreement: 1 }, { origin });
    expect([origin, response.status]).toEqual([origin, 403]);
  }
});

test('the agreement that is accepted is the one that stands', async () => {
  const house = await openHouse();
  const response = await post(house.origin, '/session', { name: 'Ada', agreement: 7 });
  expect(await response.json()).toEqual({ ok: false, why: 'agreement-changed' });
});

test('a name may be changed, and those inside learn it', async () => {
  const { inRoom } = await openHouse();
  const { ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  await ada.get('people:rename', { name: 'Adele' });
  expect(await ben.heard('people:changed')).toMatchObject([{ id: ada.id, name: 'Adele', role: 'peer' }]);
  expect(await ben.ask('people:rename', { name: 'adele' })).toEqual({ ok: false, why: 'name-taken' });
});

test('the first steward comes by a link that works once', async () => {
  const house = await openHouse();
  const token = house.stewardLink?.split('#')[1] ?? '';
  await expect(house.claim('a guess', 'Eve')).rejects.toThrow('link-used');
  await expect(house.claim(token, 'st\u200bella')).rejects.toThrow('name-refused');
  const stella = await house.claim(token, 'Stella');
  expect(stella.session.me?.role).toBe('steward');
  await expect(house.claim(token, 'Eve')).rejects.toThrow('link-used');
  expect(await house.server.stewardLink()).toBeUndefined();
});

test('a steward gives roles, and the person has them on every page at once', async () => {
  const house = await openHouse();
  const steward = await house.steward();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const give = { roomId, personId: ada.id, role: 'host' as const };
  expect(await ben.ask('people:role', give)).toEqual({ ok: false, why: 'not-allowed' });
  await steward.get('people:role', give);
  const again = await house.renewed(ada);
  expect(again.session.me).toMatchObject({ id: ada.id, role: 'host' });
  await again.enter(roomId);
  expect((await again.ask('room:close', { roomId })).ok).toBe(true);
  expect(await steward.ask('people:role', { ...give, personId: steward.id, role: 'peer' })).toMatchObject({
    why: 'not-allowed',
  });
});

test('a device that forgets someone has no open page of theirs left', async () => {
  const house = await openHouse();
  const { ada } = await house.inRoom('kitchen', 'ada');
  const gone = new Promise((resolve) => ada.socket.once('disconnect', resolve));
  const headers = { origin: house.origin, cookie: ada.session.cookie ?? '' };
  const response = await fetch(`${house.origin}/session`, { method: 'DELETE', headers });
  expect(response.headers.get('set-cookie')).toMatch(/Max-Age=0/);
  await gone;
  await expect(house.again(ada)).rejects.toThrow('no-session');
});
