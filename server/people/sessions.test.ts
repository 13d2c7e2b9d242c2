import { handClock } from '../../test/support/clock';
import { type OpenHouse, openHouse, type Person, until } from '../../test/support/house';
import { withBefore } from '../../test/support/slow-store';
import { StoreDown } from '../store/store';
import { sessions } from './people.record';
import { hash, newSecret } from './secrets';

const day = 24 * 60 * 60_000;

async function sessionOf(house: OpenHouse, cookie = '') {
  const response = await fetch(`${house.origin}/session`, { headers: { cookie } });
  const set = response.headers.get('set-cookie')?.split(';')[0];
  return { status: response.status, cookie: set, body: await response.json() };
}

const opens = (house: OpenHouse, person: Person) =>
  house.again(person).then(
    (page) => page.leave() ?? 'opens',
    ({ message }: Error) => message,
  );

test('a guest’s secret is replaced after a month, a host’s after a day, and nobody notices', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const ada = await house.come('Ada');
  const hana = await house.comeAs('host', 'Hana');
  await clock.advance(day);
  expect(await opens(house, ada)).toBe('opens');
  expect(await opens(house, hana)).toBe('no-session');
  const next = await house.renewed(hana);
  expect(next.session.cookie).not.toBe(hana.session.cookie);
  expect(next.id).toBe(hana.id);
  await clock.advance(29 * day);
  expect(await opens(house, ada)).toBe('no-session');
  expect((await house.renewed(ada)).id).toBe(ada.id);
});

test('an answer that is lost on the way locks nobody out: the old secret ends when the new one is used', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const hana = await house.comeAs('host', 'Hana');
  await clock.advance(day);
  const lost = await sessionOf(house, hana.session.cookie);
  const came = await sessionOf(house, hana.session.cookie);
  expect([lost.status, came.status]).toEqual([200, 200]);
  // Until the new one is used.
  expect((await sessionOf(house, came.cookie)).status).toBe(200);
  expect((await sessionOf(house, hana.session.cookie)).status).toBe(401);
});

test('a device that was not used for half a year is not known any more', async () => {
  const house = await openHouse();
  const ada = await house.come('Ada');
  const unusedFor = async (days: number) => {
    const secret = newSecret();
    const startedAt = Date.now() - days * day;
    await house.store.collection(sessions).insert({ _id: hash(secret), personId: ada.id, startedAt });
    return (await sessionOf(house, `porchlight=${secret}`)).status;
  };
  expect(await unusedFor(179)).toBe(200);
  expect(await unusedFor(182)).toBe(401);
});

test('while nothing can be written everyone is still known', async () => {
  const clock = handClock();
  let isDown = false;
  const house = await openHouse({
    clock,
    through: (store) =>
      withBefore(store, (_collection, verb) => {
        if (isDown && verb !== 'get' && verb !== 'page') throw new StoreDown('no space left');
      }),
  });
  const ada = await house.come('Ada');
  const hana = await house.comeAs('host', 'Hana');
  await clock.advance(day);
  const next = await sessionOf(house, hana.session.cookie);
  isDown = true;
  expect(await opens(house, ada)).toBe('opens');
  expect((await sessionOf(house, next.cookie)).status).toBe(200);
});

test('a steward’s link works for a week, and a newer one ends it', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const tokenOf = (link: string | undefined) => link?.split('#')[1] ?? '';
  const first = tokenOf(house.stewardLink);
  const second = tokenOf(await house.server.stewardLink());
  // 256 bits.
  expect(first).toMatch(/^[\w-]{43}$/);
  await expect(house.claim(first, 'Eve')).rejects.toThrow('link-used');
  await clock.advance(7 * day);
  await expect(house.claim(second, 'Eve')).rejects.toThrow('link-used');
  const third = tokenOf(await house.server.stewardLink());
  await clock.advance(7 * day - 1);
  expect((await house.claim(third, 'Stella')).session.me?.role).toBe('steward');
});

test('what looks at the link, as previews do, does not use it up, and it stands in no log or Referer', async () => {
  const house = await openHouse();
  const token = house.stewardLink?.split('#')[1] ?? '';
  for (const method of ['HEAD', 'GET', 'OPTIONS'])
    for (const path of ['/steward', `/steward?token=${token}`]) {
      const response = await fetch(`${house.origin}${path}`, { method });
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
  expect((await house.claim(token, 'Stella')).session.me?.role).toBe('steward');
});

test('a house whose stewards’ devices are all lost offers a new link', async () => {
  const house = await openHouse();
  const stella = await house.steward();
  expect(await house.server.stewardLink()).toBeUndefined();
  const headers = { origin: house.origin, cookie: stella.session.cookie ?? '' };
  await fetch(`${house.origin}/session`, { method: 'DELETE', headers });
  expect(await house.server.stewardLink()).toMatch(/^\/steward#/);
});

test('whoever was known on the device that takes the key keeps their name, with a secret of their own', async () => {
  const house = await openHouse();
  const ada = await house.come('Ada');
  const token = house.stewardLink?.split('#')[1] ?? '';
  const response = await fetch(`${house.origin}/steward`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: house.origin,
      cookie: ada.session.cookie ?? '',
    },
    body: JSON.stringify({ name: 'Ada', agreement: 1, token }),
  });
  expect(await response.json()).toMatchObject({ value: { me: { id: ada.id, role: 'steward' } } });
  await until(() => !ada.socket.connected);
  expect((await sessionOf(house, ada.session.cookie)).status).toBe(401);
});
