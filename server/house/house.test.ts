import request from 'supertest';
import { openHouse } from '../../test/support/house';

const fetchPage = (origin: string, path: string, headers: Record<string, string> = {}) =>
  request(origin).get(path).set(headers);

test('the first response of the door lists every room, before any script runs', async () => {
  const house = await openHouse({ pages: true });
  await house.inRoom('kitchen', 'Ada');
  const { text } = await fetchPage(house.origin, '/');
  const body = text.slice(text.indexOf('<div id="app">'), text.indexOf('<script type="application/json"'));
  for (const { name } of (await house.look()).rooms) expect(body).toContain(name);
  expect(body).toContain('Ada');
});

test('the page comes in the language that is asked for', async () => {
  const house = await openHouse({ pages: true });
  const ask = async (headers: Record<string, string>) =>
    /<html lang="(..)"/.exec((await fetchPage(house.origin, '/', headers)).text)?.[1];
  expect(await ask({})).toBe('en');
  expect(await ask({ 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.5' })).toBe('fr');
  expect(await ask({ 'accept-language': 'fr', cookie: 'words=en' })).toBe('en');
});

test('a path that leads nowhere is a page for a reader, and a refusal for a program', async () => {
  const house = await openHouse({ pages: true });
  const page = await fetchPage(house.origin, '/no/such/<b>place', { accept: 'text/html' });
  expect([page.status, page.text.includes('leads nowhere'), page.text.includes('<b>')]).toEqual([
    404,
    true,
    false,
  ]);
  const refusal = await fetchPage(house.origin, '/no/such/place', { accept: 'application/json' });
  expect([refusal.status, refusal.body]).toEqual([404, { ok: false, why: 'not-found' }]);
});

test('a name cannot break out of the page', async () => {
  const house = await openHouse({ pages: true });
  const steward = await house.steward();
  const name = '</script><img src=x onerror=alert(1)>';
  await steward.get('house:edit', { name, welcome: name, agreement: name, crisis: [] });
  const { text } = await fetchPage(house.origin, '/');
  expect(text).not.toContain('<img src=x');
});

test('a steward changes what the house says, live; another agreement is another version', async () => {
  const house = await openHouse();
  const steward = await house.steward();
  const stranger = await house.stranger();
  const { charter } = await stranger.get('house:look', {});
  const change = { ...charter, agreement: charter.agreement.text, name: 'Riverside Peers' };
  expect((await steward.get('house:edit', change)).agreement.version).toBe(1);
  const crisis = [{ title: 'Our own line', reach: '555 0100', link: 'tel:5550100' }];
  const edited = await steward.get('house:edit', { ...change, agreement: 'Be kind.', crisis });
  expect(edited).toMatchObject({
    name: 'Riverside Peers',
    agreement: { version: 2, text: 'Be kind.' },
    crisis,
  });
  expect((await stranger.heard('house:changed')).at(-1)).toEqual(edited);

  const { ada } = await house.inRoom('kitchen', 'ada');
  expect(await ada.ask('house:edit', { ...change })).toEqual({ ok: false, why: 'not-allowed' });
  const script = { title: 'x', reach: 'x', link: 'javascript:alert(1)' };
  expect(await steward.ask('house:edit', { ...change, crisis: [script] })).toMatchObject({
    why: 'bad-input',
  });
});
