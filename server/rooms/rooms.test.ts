import { newId } from '../../shared/ids';
import { handClock } from '../../test/support/clock';
import { openHouse, until } from '../../test/support/house';
import { type Collection, type Store, StoreDown } from '../store/store';
import { stepBacks as record, type StepBackRecord } from './rooms.record';

test('a new house opens with a handful of rooms, each with a code that can be said', async () => {
  const { rooms } = await (await openHouse()).look();
  expect(rooms.length).toBeGreaterThanOrEqual(4);
  for (const room of rooms)
    expect(room).toMatchObject({ code: expect.stringMatching(/^[a-z]+-\d\d$/), open: true });
  expect(new Set(rooms.map(({ code }) => code)).size).toBe(rooms.length);
});

test('someone asked to step back is outside at once, and stays out for that time', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const host = await house.comeAs('host', 'Hana');
  const { roomId, ada, sam } = await house.inRoom('kitchen', 'ada', 'sam');
  await host.enter(roomId);
  const stepBack = await host.get('room:step-back', { roomId, personId: sam.id, minutes: 15 });

  expect(await sam.heard('room:let-go')).toEqual([
    { roomId, why: 'stepped-back', by: 'Hana', until: stepBack.until },
  ]);
  expect(await ada.heard('room:stepped-back')).toEqual([{ roomId, stepBack }]);
  await ada.get('message:send', { id: newId(), roomId, body: 'is he gone?' });
  expect(await sam.heard('message:changed')).toEqual([]);
  expect(await sam.ask('message:page', { roomId })).toEqual({ ok: false, why: 'not-inside' });
  expect(await sam.ask('room:enter', { roomId })).toMatchObject({
    ok: false,
    why: 'stepped-back',
    retryInMs: 900_000,
  });

  await clock.advance(15 * 60_000);
  await sam.enter(roomId);
});

test('it bites on every tab, and outlives a restart', async () => {
  const house = await openHouse();
  const host = await house.comeAs('host', 'Hana');
  const { roomId, sam } = await house.inRoom('kitchen', 'sam');
  const tab = await house.again(sam);
  await tab.enter(roomId);
  await host.enter(roomId);
  await host.get('room:step-back', { roomId, personId: sam.id, minutes: 60 });
  expect(await tab.heard('room:let-go')).toHaveLength(1);
  await house.close();

  const second = await openHouse({ dataFolder: house.dataFolder });
  const back = await second.again(sam);
  expect(await back.ask('room:enter', { roomId })).toMatchObject({ why: 'stepped-back' });
});

test('a host can welcome them back early, and sees who is out', async () => {
  const house = await openHouse();
  const host = await house.comeAs('host', 'Hana');
  const { roomId, sam } = await house.inRoom('kitchen', 'sam');
  await host.enter(roomId);
  const stepBack = await host.get('room:step-back', { roomId, personId: sam.id, minutes: 1440 });
  expect((await host.enter(roomId)).stepBacks).toEqual([stepBack]);
  await host.get('room:welcome-back', { roomId, personId: sam.id });
  expect((await sam.enter(roomId)).stepBacks).toEqual([]);
});

test('only hosts may, and never against someone of their own standing', async () => {
  const house = await openHouse();
  const [hana, hugo] = [await house.comeAs('host', 'Hana'), await house.comeAs('host', 'Hugo')];
  const { roomId, ada, sam } = await house.inRoom('kitchen', 'ada', 'sam');
  await hana.enter(roomId);
  await hugo.enter(roomId);
  const ask = { roomId, minutes: 15 as const };
  expect(await ada.ask('room:step-back', { ...ask, personId: sam.id })).toEqual({
    ok: false,
    why: 'not-allowed',
  });
  expect(await hana.ask('room:step-back', { ...ask, personId: hugo.id })).toEqual({
    ok: false,
    why: 'not-allowed',
  });
  expect(await hana.ask('room:step-back', { ...ask, personId: newId() })).toEqual({
    ok: false,
    why: 'not-found',
  });
});

test('someone on their way in when a host asks them to step back does not get in', async () => {
  let letReadsWait = false;
  let goOn = () => {};
  const house = await openHouse({
    through: (store) =>
      withStepBacks(store, (stepBacks) => ({
        async get(id) {
          const found = await stepBacks.get(id);
          if (letReadsWait)
            await new Promise<void>((resolve) => {
              goOn = resolve;
            });
          return found;
        },
      })),
  });
  const host = await house.comeAs('host', 'Hana');
  const { roomId, ada, sam } = await house.inRoom('kitchen', 'ada', 'sam');
  await host.enter(roomId);
  const tab = await house.again(sam);
  letReadsWait = true;
  const entering = tab.ask('room:enter', { roomId });
  await tab.heard('room:let-go'); // the server has the question
  await host.get('room:step-back', { roomId, personId: sam.id, minutes: 15 });
  goOn();
  expect(await entering).toMatchObject({ ok: false, why: 'stepped-back' });
  await ada.get('message:send', { id: newId(), roomId, body: 'is he gone?' });
  expect(await tab.heard('message:changed')).toEqual([]);
});

test('whoever says something and runs can be kept out all the same', async () => {
  const house = await openHouse();
  const host = await house.comeAs('host', 'Hana');
  const { roomId, sam } = await house.inRoom('kitchen', 'sam');
  await host.enter(roomId);
  await sam.get('room:leave', { roomId });
  expect(await host.get('room:step-back', { roomId, personId: sam.id, minutes: 15 })).toMatchObject({
    person: { id: sam.id, name: 'sam', role: 'peer' },
  });
  expect(await sam.ask('room:enter', { roomId })).toMatchObject({ why: 'stepped-back' });
  const steward = await house.steward();
  expect(await host.ask('room:step-back', { roomId, personId: steward.id, minutes: 15 })).toMatchObject({
    why: 'not-allowed',
  });
});

test('while nothing can be saved, asking someone to step back bites, and the host learns it is not saved', async () => {
  const down = () => Promise.reject(new StoreDown('no space left'));
  const house = await openHouse({
    through: (store) => withStepBacks(store, () => ({ insert: down, change: down })),
  });
  const host = await house.comeAs('host', 'Hana');
  const { roomId, sam } = await house.inRoom('kitchen', 'sam');
  await host.enter(roomId);
  const ask = { roomId, personId: sam.id, minutes: 15 as const };
  expect(await host.ask('room:step-back', ask)).toEqual({ ok: false, why: 'store-down' });
  expect(await sam.ask('message:page', { roomId })).toMatchObject({ why: 'not-inside' });
  expect(await sam.ask('room:enter', { roomId })).toMatchObject({ why: 'stepped-back' });
});

test('a closed room lets its peers go and nobody in, until it is open again', async () => {
  const house = await openHouse();
  const host = await house.comeAs('host', 'Hana');
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  await host.enter(roomId);
  await host.get('room:close', { roomId });
  expect(await ada.heard('room:let-go')).toEqual([{ roomId, why: 'room-closed', by: 'Hana' }]);
  expect(await ada.ask('room:enter', { roomId })).toEqual({ ok: false, why: 'room-closed' });
  expect((await house.room('kitchen')).open).toBe(false);
  await host.get('room:reopen', { roomId });
  await ada.enter(roomId);
});

test('whoever cannot be let in because nothing can be read is outside: unseen, and hears nothing', async () => {
  let readable = true;
  const house = await openHouse({
    through: (store) => withMessages(store, (page) => (readable ? page() : Promise.reject(new StoreDown()))),
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const sam = await house.come('sam');
  readable = false;
  expect(await sam.ask('room:enter', { roomId })).toEqual({ ok: false, why: 'store-down' });
  // Who is inside already stays so, whatever comes of asking again.
  expect(await ada.ask('room:enter', { roomId })).toEqual({ ok: false, why: 'store-down' });
  expect((await house.room('kitchen')).inside).toMatchObject({ names: ['ada'] });
  readable = true;
  await ada.get('message:send', { id: newId(), roomId, body: 'who was that?' });
  expect(await sam.heard('message:changed')).toEqual([]);
  expect(await ada.heard('message:changed')).toHaveLength(1);
  expect(await sam.ask('message:page', { roomId })).toMatchObject({ why: 'not-inside' });
});

test('whoever leaves on the way in and comes again at once is inside, and hears', async () => {
  let letRead = () => {};
  let first: Promise<void> | undefined;
  const house = await openHouse({
    through: (store) =>
      withMessages(store, async (page) => {
        await first;
        return page();
      }),
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const sam = await house.come('sam');
  first = new Promise((resolve) => {
    letRead = resolve;
  });
  const came = async (times: number) =>
    (await ada.heard('presence:changed')).filter(({ present }) => present.person.id === sam.id).length ===
    times;
  const asked: Promise<unknown>[] = [sam.ask('room:enter', { roomId })];
  await until(() => came(1), 'sam is on the way in');
  asked.push(sam.ask('room:leave', { roomId }), sam.ask('room:enter', { roomId }));
  await asked[1];
  // Time enough for the second to be let in beside the first, were it so.
  for (let turn = 0; turn < 5; turn++) await came(2);
  letRead();
  expect(await Promise.all(asked)).toMatchObject([{ why: 'not-inside' }, { ok: true }, { ok: true }]);
  await ada.get('message:send', { id: newId(), roomId, body: 'there you are' });
  expect(await sam.heard('message:changed')).toHaveLength(1);
});

type StepBacks = Collection<StepBackRecord>;

/** The real store, where step-backs are kept in another way. */
function withStepBacks(store: Store, other: (stepBacks: StepBacks) => Partial<StepBacks>): Store {
  const stepBacks = store.collection(record);
  return {
    ...store,
    collection: (definition) =>
      definition.name === record.name
        ? { ...store.collection(definition), ...(other(stepBacks) as object) }
        : store.collection(definition),
  };
}

/** The real store, where messages are read in another way. */
function withMessages(store: Store, read: <Page>(page: () => Promise<Page>) => Promise<Page>): Store {
  return {
    ...store,
    collection(definition) {
      const kept = store.collection(definition);
      return definition.name === 'messages' ? { ...kept, page: (by) => read(() => kept.page(by)) } : kept;
    },
  };
}
