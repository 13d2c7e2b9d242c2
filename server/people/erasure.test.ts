import { newId, nobody } from '../../shared/ids';
import { openPage, startBoard } from '../../test/support/board-page';
import { countIn } from '../../test/support/bytes';
import { handClock } from '../../test/support/clock';
import { type OpenHouse, openHouse, type Person, until } from '../../test/support/house';
import { rounds } from '../housekeeping/housekeeping.record';
import { type Collection, type Store, StoreDown, type Stored } from '../store/store';
import { erasures } from './erasure.record';

const say = (person: Person, roomId: string, body: string) =>
  person.get('message:send', { id: newId(), roomId, body });

const ask = (house: OpenHouse, person: Person, method: string, path: string, more = {}) =>
  fetch(`${house.origin}${path}`, {
    method,
    headers: { origin: house.origin, cookie: person.session.cookie ?? '', ...more },
  });

const copyOf = async (house: OpenHouse, person: Person) =>
  (await ask(house, person, 'GET', '/mine.json')).text();

/** Until nothing of it is under way, and the files were written anew. */
async function carriedOut(house: OpenHouse, clock: ReturnType<typeof handClock>) {
  const ledger = () =>
    house.store.collection(erasures).page({ where: { done: true }, order: '_id', limit: 9 });
  await until(async () => {
    await clock.advance(10_000);
    return (await ledger()).length > 0;
  });
  await clock.advance(3_600_000);
  await until(async () => (await house.store.collection(rounds).get('house'))?.sweptAt === clock.now());
}

/** Words of Anna's wherever a person can leave some; Ben's stand beside them. */
async function annaAndBen(house: OpenHouse) {
  const { id: roomId } = await house.room('kitchen');
  const anna = await house.come('Anna Canarella');
  const ben = await house.come('Ben');
  for (const person of [anna, ben]) await person.enter(roomId);
  const { id } = await say(anna, roomId, 'CANARY-draft');
  await anna.get('message:edit', { id, roomId, body: 'CANARY-words' });
  const taken = await say(anna, roomId, 'CANARY-taken');
  await anna.get('message:take-back', { id: taken.id, roomId });
  await anna.get('people:rename', { name: 'Anna Kanarino' });
  await say(ben, roomId, 'Ben says this');
  await say(anna, roomId, 'CANARY-again');
  const hers = await startBoard(anna, roomId, 'CANARY-title');
  const his = await startBoard(ben, roomId, 'His title');
  await ben.get('board:rename', { id: his.id, roomId, title: 'His other title' });
  const herPage = openPage(house, anna, hers.id);
  const hisPage = openPage(house, ben, hers.id);
  await Promise.all([herPage.synced, hisPage.synced]);
  herPage.write('CANARY-board');
  await herPage.saved();
  await until(() => hisPage.text().includes('CANARY-board'));
  hisPage.write('Ben wrote this');
  await hisPage.saved();
  return { roomId, anna, ben, hers, his, herPage, hisPage };
}

const canaries = [
  'Canarella',
  'canareiia',
  'Kanarino',
  'CANARY-draft',
  'CANARY-words',
  'CANARY-taken',
  'CANARY-again',
  'CANARY-title',
  'CANARY-board',
];

test('all of Anna’s leaves every screen and every file; Ben’s is the same to the byte', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, anna, ben, hers, his, herPage, hisPage } = await annaAndBen(house);
  expect((await countIn(house.dataFolder, ...canaries)).filter((count) => count === 0)).toEqual([]);
  const before = await copyOf(house, ben);
  expect(before).toContain('Ben wrote this');
  expect(before).not.toContain('CANARY');

  const answer = await ask(house, anna, 'DELETE', '/mine');
  expect(await answer.json()).toEqual({ ok: true, value: null });
  expect(answer.headers.get('set-cookie')).toMatch(/Max-Age=0/);
  expect(answer.headers.get('clear-site-data')).toBe('"cookies", "storage"');
  expect(await herPage.closed).toBe(4403);
  await until(() => hisPage.text() === '<paragraph>Ben wrote this</paragraph>');
  await until(async () => (await ben.heard('message:changed')).filter((one) => one.erasedAt).length >= 3);
  expect(await ben.heard('presence:left')).toEqual([{ roomId, personId: anna.id }]);
  expect(await ben.heard('people:erased')).toContainEqual({ id: anna.id });
  expect((await ask(house, anna, 'GET', '/session')).status).toBe(401);

  await carriedOut(house, clock);
  const inside = await (await house.again(ben)).enter(roomId);
  expect(
    inside.messages.messages.map(({ seq, authorId, authorName, body }) => [seq, authorId, authorName, body]),
  ).toEqual([
    [1, nobody, '', ''],
    [2, nobody, '', ''],
    [3, ben.id, 'Ben', 'Ben says this'],
    [4, nobody, '', ''],
  ]);
  expect(inside.boards).toMatchObject([
    { id: hers.id, title: '', startedBy: '' },
    { id: his.id, title: 'His other title', startedBy: 'Ben' },
  ]);
  expect(await copyOf(house, ben)).toBe(before);
  expect(await countIn(house.dataFolder, ...canaries, anna.id)).toEqual([...canaries, anna.id].map(() => 0));
  expect(
    (await countIn(house.dataFolder, 'Ben says this', 'Ben wrote this')).every((count) => count > 0),
  ).toBe(true);
  const [entry, ...more] = await house.store
    .collection(erasures)
    .page({ where: { done: true }, order: '_id', limit: 9 });
  expect([entry, more]).toEqual([{ _id: expect.any(String), at: expect.any(Number), done: true }, []]);
  await house.come('Anna Canarella'); // the name is free again
});

test('a host who is erased is named by no step-back, and one about her ends', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, mal } = await house.inRoom('kitchen', 'mal');
  const hana = await house.comeAs('host', 'Hana Canarella');
  await hana.enter(roomId);
  await hana.get('room:step-back', { roomId, personId: mal.id, minutes: 1440 });
  const steward = await house.steward();
  await steward.enter(roomId);
  await steward.get('room:step-back', { roomId, personId: hana.id, minutes: 1440 });
  await ask(house, hana, 'DELETE', '/mine');
  await carriedOut(house, clock);
  expect((await (await house.again(steward)).enter(roomId)).stepBacks).toMatchObject([
    { person: { id: mal.id }, by: '' },
  ]);
  expect(await mal.ask('room:enter', { roomId })).toMatchObject({ why: 'stepped-back' });
  expect(await countIn(house.dataFolder, 'Canarella', hana.id)).toEqual([0, 0]);
});

test('promised is promised: what a failing store or a stopped server cut short is carried out by the next', async () => {
  const clock = handClock();
  let left = Number.POSITIVE_INFINITY;
  const first = await openHouse({ clock, through: (store) => failAfter(store, () => left-- > 0) });
  const { anna, ben, roomId } = await annaAndBen(first);
  left = 1;
  await ask(first, anna, 'DELETE', '/mine');
  await until(async () => (await ben.heard('message:changed')).some((one) => one.erasedAt !== undefined));
  await until(() => left < 0);
  await first.close();
  expect(await countIn(first.dataFolder, 'CANARY-again')).not.toEqual([0]);

  const second = await openHouse({ clock, dataFolder: first.dataFolder });
  await carriedOut(second, clock);
  expect(await countIn(second.dataFolder, ...canaries)).toEqual(canaries.map(() => 0));
  const back = await second.again(ben);
  expect((await back.enter(roomId)).messages.messages.map(({ body }) => body)).toContain('Ben says this');
});

test('words that were on their way to the disk when she was erased are gone too', async () => {
  const clock = handClock();
  let letOneWait = false;
  let goOn = () => {};
  const through = (store: Store) =>
    withMessages(store, (collection) => ({
      async insert(record) {
        const waits = letOneWait;
        letOneWait = false;
        if (waits) await new Promise<void>((resolve) => (goOn = resolve));
        await collection.insert(record);
      },
    }));
  const house = await openHouse({ clock, through });
  const { roomId, anna, ben } = await house.inRoom('kitchen', 'anna', 'ben');
  letOneWait = true;
  anna.socket.emit('message:send', { id: newId(), roomId, body: 'CANARY-late' });
  await until(() => !letOneWait);
  await ask(house, anna, 'DELETE', '/mine');
  await ben.heard('people:erased');
  goOn();
  await until(async () => (await ben.heard('message:changed')).some(({ body }) => body === 'CANARY-late'));
  await carriedOut(house, clock);
  expect(await countIn(house.dataFolder, 'CANARY-late', anna.id)).toEqual([0, 0]);
});

test('a store that cannot keep the promise refuses it, and nothing is lost', async () => {
  let down = false;
  const house = await openHouse({
    through: (store) => ({
      ...store,
      collection: (definition) => {
        const collection = store.collection(definition);
        const insert: typeof collection.insert = async (record) => {
          if (down && definition.name === 'erasures') throw new StoreDown('the disk is full');
          await collection.insert(record);
        };
        return { ...collection, insert };
      },
    }),
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  await say(ada, roomId, 'still mine');
  down = true;
  expect(await (await ask(house, ada, 'DELETE', '/mine')).json()).toEqual({ ok: false, why: 'store-down' });
  expect((await ada.get('message:page', { roomId })).messages.map(({ body }) => body)).toEqual([
    'still mine',
  ]);
});

test('the first steward may go; the next start offers the one-time link again', async () => {
  const clock = handClock();
  const first = await openHouse({ clock });
  await ask(first, await first.steward(), 'DELETE', '/mine');
  await carriedOut(first, clock);
  await first.close();
  const second = await openHouse({ clock, dataFolder: first.dataFolder });
  expect(second.stewardLink).toMatch(/^\/steward#/);
});

test('a copy holds one’s own words from every room, as data and as a page, and nobody else’s', async () => {
  const house = await openHouse();
  const { roomId, anna, ben } = await annaAndBen(house);
  await say(anna, roomId, '<script>alert("mine")</script>');
  await say(ben, roomId, 'CANARY of somebody else');
  const host = await house.comeAs('host', 'Hana');
  await host.enter(roomId);
  await host.get('room:step-back', { roomId, personId: anna.id, minutes: 15 });

  const answer = await ask(house, anna, 'GET', '/mine.json');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=porchlight.json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const copy = await answer.json();
  expect(copy.me).toMatchObject({ name: 'Anna Kanarino', role: 'peer', atDoor: 'name' });
  expect(copy.messages.map((one: { body: string }) => one.body)).toEqual([
    'CANARY-words',
    'CANARY-again',
    '<script>alert("mine")</script>',
  ]);
  expect(copy.boards).toEqual([{ room: 'Kitchen table', title: 'CANARY-title', words: ['CANARY-board'] }]);

  const page = await (await ask(house, anna, 'GET', '/mine.html?words=fr')).text();
  expect(page).toContain('<html lang="fr">');
  expect(page).toContain('&lt;script&gt;alert(&quot;mine&quot;)&lt;/script&gt;');
  expect(page).toContain('CANARY-board');
  for (const other of ['Ben', 'somebody else', 'Hana', '<script']) expect(page).not.toContain(other);
});

test('only our own pages may ask, only for oneself, and only now and then', async () => {
  const house = await openHouse();
  const { ada } = await house.inRoom('kitchen', 'ada');
  const stranger = await house.stranger();
  for (const [method, path] of [
    ['GET', '/mine.json'],
    ['GET', '/mine.html'],
    ['DELETE', '/mine'],
  ] as const) {
    expect([path, (await ask(house, stranger, method, path)).status]).toEqual([path, 401]);
    expect([path, (await ask(house, ada, method, path, { origin: 'https://evil.example' })).status]).toEqual([
      path,
      403,
    ]);
  }
  const statuses: number[] = [];
  for (let time = 0; time < 8; time++) statuses.push((await ask(house, ada, 'GET', '/mine.json')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
});

/** A store that changes no more messages once `goesOn` says no. */
const failAfter = (store: Store, goesOn: () => boolean) =>
  withMessages(store, (collection) => ({
    change: async (id, edit) =>
      goesOn() ? collection.change(id, edit) : Promise.reject(new StoreDown('no more')),
  }));

/** The store, with some verbs of its messages replaced. */
function withMessages(
  store: Store,
  instead: <R extends Stored>(messages: Collection<R>) => Partial<Collection<R>>,
): Store {
  return {
    ...store,
    collection(definition) {
      const collection = store.collection(definition);
      return definition.name === 'messages' ? { ...collection, ...instead(collection) } : collection;
    },
  };
}
