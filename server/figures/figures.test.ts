import { newId } from '../../shared/ids';
import { openPage, startBoard } from '../../test/support/board-page';
import { handClock } from '../../test/support/clock';
import { openHouse, post, until } from '../../test/support/house';
import { StoreDown } from '../store/store';

const token = 'a token of enough letters';
const hourMs = 3_600_000;
const metrics = (origin: string, authorization?: string) =>
  fetch(`${origin}/metrics`, { headers: authorization ? { authorization } : {} });

test('a steward reads how the house is doing, and finds no person in it', async () => {
  const house = await openHouse();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  await ada.enter((await house.room('quiet')).id);
  await ada.get('message:send', { id: newId(), roomId, body: 'only for those inside' });
  await ada.get('message:send', { id: newId(), roomId, body: 'and another' });
  await ben.ask('room:close', { roomId });
  await ben.ask('people:rename', { name: 'ada' });
  await ben.get('voice:join', { roomId, muted: true });
  await ada.get('voice:join', { roomId, muted: true, step: 'text' });
  const board = await startBoard(ben, roomId);
  await openPage(house, ben, board.id).synced;

  const figures = await (await house.steward()).get('figures:read', {});
  expect(figures).toMatchObject({
    people: 2,
    rooms: { open: 5, withSomeone: 2 },
    messages: { lastHour: 2, total: 2 },
    refused: { 'not-allowed': { lastHour: 1, total: 1 }, 'name-taken': { lastHour: 1, total: 1 } },
    voice: { voice: 1, low: 0, listen: 0, text: 1 },
    held: { pages: 3, places: 3, seats: 2, boards: 1 },
  });
  expect(figures.store.writes.count).toBeGreaterThan(4);
  expect(figures.store.writes.p50).toBeGreaterThan(0);
  expect(figures.store.reads.most).toBeGreaterThanOrEqual(figures.store.reads.p99);
  expect(figures.memory.rssBytes).toBeGreaterThan(figures.memory.heapBytes);
  expect(figures.held.connections).toBeGreaterThanOrEqual(4);
  const spelt = JSON.stringify(figures);
  for (const trail of [ada.id, ada.name, ben.id, board.id, '127.0.0.1']) expect(spelt).not.toContain(trail);
});

test('only stewards read the figures', async () => {
  const house = await openHouse();
  const host = await house.comeAs('host', 'Hana');
  expect(await host.ask('figures:read', {})).toEqual({ ok: false, why: 'not-allowed' });
});

test('an hour later what was counted is past, and the totals stay', async () => {
  const clock = handClock();
  const house = await openHouse({ clock, settings: { metricsToken: token } });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  await ada.get('message:send', { id: newId(), roomId, body: 'tea is on' });
  const steward = await house.steward();
  const { store: busy } = await steward.get('figures:read', {});
  await clock.advance(59 * 60_000);
  const almost = await steward.get('figures:read', {});
  expect(almost.messages).toEqual({ lastHour: 1, total: 1 });
  expect(almost.store.writes.count).toBeLessThan(busy.writes.count);
  await clock.advance(60_000);
  expect((await steward.get('figures:read', {})).messages).toEqual({ lastHour: 0, total: 1 });
});

test('what failed counts in the store’s times, and is refused by its code', async () => {
  let isDown = false;
  const house = await openHouse({
    through: (store) => ({
      ...store,
      collection: (definition) => {
        const kept = store.collection(definition);
        return {
          ...kept,
          insert: (record) => (isDown ? Promise.reject(new StoreDown('out')) : kept.insert(record)),
        };
      },
    }),
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const steward = await house.steward();
  const before = await steward.get('figures:read', {});
  isDown = true;
  expect(await ada.ask('message:send', { id: newId(), roomId, body: 'tea' })).toMatchObject({ ok: false });
  const { agreement } = (await house.look()).charter;
  expect((await post(house.origin, '/session', { name: 'Ben', agreement: agreement.version })).status).toBe(
    503,
  );
  const after = await steward.get('figures:read', {});
  expect(after.refused['store-down']?.total).toBe(2);
  expect(after.messages).toEqual(before.messages);
  expect(after.store.writes.count).toBe(before.store.writes.count + 2);
});

test('words older than their room keeps them, and a day more, are told to stewards', async () => {
  const clock = handClock();
  const house = await openHouse({
    clock,
    // Letting go fails.
    through: (store) => ({
      ...store,
      collection: (definition) => {
        const kept = store.collection(definition);
        return definition.name === 'messages'
          ? { ...kept, remove: () => Promise.reject(new StoreDown('out')) }
          : kept;
      },
    }),
    settings: { metricsToken: token },
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const steward = await house.steward();
  await steward.enter(roomId);
  await steward.get('room:keep', { roomId, keeps: 'day' });
  const { sentAt } = await ada.get('message:send', { id: newId(), roomId, body: 'soon forgotten' });
  const oldest = async () => (await steward.get('figures:read', {})).oldest;
  const words = { roomId, name: 'Kitchen table', keptHours: 24 };
  await clock.advance(sentAt + 48 * hourMs - clock.now());
  expect(await oldest()).toEqual([{ ...words, ageHours: 48, overdue: false }]);
  await clock.advance(hourMs);
  expect(await oldest()).toEqual([{ ...words, ageHours: 49, overdue: true }]);
  const text = await (await metrics(house.origin, `Bearer ${token}`)).text();
  expect(text).toMatch(/^porchlight_rooms_with_overdue_words 1$/m);
  expect(text).toMatch(/^porchlight_oldest_words_seconds 176400$/m);
  await steward.get('room:keep', { roomId, keeps: 'always' });
  expect(await oldest()).toEqual([{ ...words, keptHours: undefined, ageHours: 49, overdue: false }]);
});

test('a server that was late says so for the last full minute', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const steward = await house.steward();
  const until = performance.now() + 300;
  while (performance.now() < until /* nothing else runs */);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await clock.advance(60_000);
  expect((await steward.get('figures:read', {})).loop.most).toBeGreaterThan(200);
  await clock.advance(60_000);
  expect((await steward.get('figures:read', {})).loop.most).toBeLessThan(200);
});

test('a program with the token reads the same; without it, or without a token set, the path leads nowhere', async () => {
  const house = await openHouse({ settings: { metricsToken: token } });
  const { ada } = await house.inRoom('kitchen', 'ada');
  await ada.ask('room:close', { roomId: (await house.room('kitchen')).id });
  const nowhere = await fetch(`${house.origin}/nowhere`);
  for (const wrong of [undefined, 'Bearer', `Bearer ${token}s`, `Basic ${token}`, token]) {
    const answer = await metrics(house.origin, wrong);
    expect([wrong, answer.status, await answer.text()]).toEqual([wrong, 404, await nowhere.clone().text()]);
  }
  const answer = await metrics(house.origin, `Bearer ${token}`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const text = await answer.text();
  expect(text).toMatch(/^# HELP porchlight_people .+\n# TYPE porchlight_people gauge\nporchlight_people 1$/m);
  expect(text).toMatch(/^porchlight_voice_seats\{step="listen"\} 0$/m);
  expect(text).toMatch(/^porchlight_refusals_total\{code="not-allowed"\} 1$/m);
  expect(text).toMatch(/^porchlight_store_seconds\{verb="write",quantile="0.99"\} 0\.\d+$/m);
  expect(text).not.toMatch(/kitchen|ada/i);
  const sample = /^porchlight_[a-z_]+(\{[a-z]+="[\w.-]+"(,[a-z]+="[\w.-]+")*\})? [\d.e+-]+$/;
  for (const row of text
    .trimEnd()
    .split('\n')
    .filter((one) => !one.startsWith('#')))
    expect(row).toMatch(sample);

  const closed = await openHouse();
  expect((await metrics(closed.origin, 'Bearer undefined')).status).toBe(404);
});

test('what is held goes back to where it began when everyone has gone', async () => {
  const clock = handClock();
  const house = await openHouse({ clock, settings: { metricsToken: token } });
  const heldNow = async () => {
    const text = await (await metrics(house.origin, `Bearer ${token}`)).text();
    return text.match(/^porchlight_held\{kind="(?!connections|allowances).*$/gm);
  };
  const before = await heldNow();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const board = await startBoard(ada, roomId);
  const page = openPage(house, ada, board.id);
  await page.synced;
  await ben.get('voice:join', { roomId, muted: true });
  expect(await heldNow()).not.toEqual(before);
  await page.vanish();
  ada.cut();
  ben.leave();
  await until(async () => (await heldNow())?.includes('porchlight_held{kind="pages"} 0'));
  await clock.advance(60_000);
  await until(async () => (await heldNow())?.join() === before?.join());
});
