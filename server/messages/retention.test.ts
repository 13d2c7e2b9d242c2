import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import { countIn } from '../../test/support/bytes';
import { handClock } from '../../test/support/clock';
import { type OpenHouse, openHouse, type Person, until } from '../../test/support/house';
import { rounds } from '../housekeeping/housekeeping.record';
import { sessions } from '../people/people.record';
import { stepBacks } from '../rooms/rooms.record';
import { type RecordDefinition, type Store, StoreDown } from '../store/store';

const hourMs = 3_600_000;
const say = (person: Person, roomId: string, body: string) =>
  person.get('message:send', { id: newId(), roomId, body });
const bodies = async (person: Person, roomId: string) =>
  (await person.get('message:page', { roomId })).messages.map(({ body }) => body);

type Clock = ReturnType<typeof handClock>;

/** The round that was due at this moment, by this clock, is done. */
const sweptAt = ({ store }: OpenHouse, at: () => number) =>
  until(async () => (await store.collection(rounds).get('house'))?.sweptAt === at());

/** Hour by hour, as a house lives: what falls due in an hour is done before the next one. */
async function live(house: OpenHouse, clock: Clock, hours: number, stride = 1) {
  await until(async () => (await house.store.collection(rounds).get('house'))?.sweptAt);
  for (let hour = 0; hour < hours; hour += stride) {
    await clock.advance(stride * hourMs);
    await sweptAt(house, clock.now);
  }
}

test('a room keeps words for 30 days or for 24 hours; then not a byte of them is left within a day', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId: day, ada } = await house.inRoom('kitchen', 'ada');
  const { id: month } = await house.room('quiet');
  await ada.enter(month);
  const steward = await house.steward();
  await steward.enter(day);
  await steward.get('room:keep', { roomId: day, keeps: 'day' });
  const { id } = await say(ada, day, 'CANARY-first-draft');
  await ada.get('message:edit', { id, roomId: day, body: 'CANARY-day' });
  const taken = await say(ada, day, 'CANARY-taken-back');
  await ada.get('message:take-back', { id: taken.id, roomId: day });
  await say(ada, month, 'CANARY-month');
  const canaries = ['CANARY-first-draft', 'CANARY-day', 'CANARY-taken-back', 'CANARY-month'] as const;
  expect((await countIn(house.dataFolder, ...canaries)).every((count) => count > 0)).toBe(true);

  await live(house, clock, 23);
  expect(await bodies(ada, day)).toEqual(['CANARY-day', '']);
  await live(house, clock, 2);
  expect(await bodies(ada, day)).toEqual([]);
  await live(house, clock, 23);
  expect((await countIn(house.dataFolder, ...canaries)).slice(0, 3)).toEqual([0, 0, 0]);
  expect(await bodies(ada, month)).toEqual(['CANARY-month']);

  await live(house, clock, 28 * 24, 24);
  await live(house, clock, 23);
  expect(await bodies(ada, month)).toEqual([]);
  await live(house, clock, 23);
  expect(await countIn(house.dataFolder, ...canaries)).toEqual([0, 0, 0, 0]);
});

test('pages inside drop what is gone, and a page that comes back has no hole and nothing old', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  await keep(house, roomId, 'day');
  await say(ada, roomId, 'old');
  await live(house, clock, 20);
  const { changed: cursor } = await say(ada, roomId, 'newer');
  ben.leave();
  await live(house, clock, 5);
  const gone = (await ada.heard('message:gone')).at(-1);
  expect(gone?.roomId).toBe(roomId);
  expect(gone?.sentBefore).toBe(clock.now() - limits.keptMs.day);

  await say(ada, roomId, 'newest');
  const back = await (await house.again(ben)).enter(roomId, cursor);
  expect(back.messages.messages.map(({ seq, body }) => [seq, body])).toEqual([[3, 'newest']]);
  expect(back.goneBefore).toBe(gone?.sentBefore);
  const history = await ada.get('message:page', { roomId, before: 2 });
  expect(history).toEqual({ messages: [], more: false });
});

test('numbers go on when every word is gone, also after a restart', async () => {
  const clock = handClock();
  const first = await openHouse({ clock });
  const { roomId, ada } = await first.inRoom('kitchen', 'ada');
  await keep(first, roomId, 'day');
  const { id } = await say(ada, roomId, 'one');
  await say(ada, roomId, 'two');
  await ada.get('message:edit', { id, roomId, body: 'one, mended' });
  await live(first, clock, 26);
  expect(await bodies(ada, roomId)).toEqual([]);
  await first.close();

  const second = await openHouse({ clock, dataFolder: first.dataFolder });
  const back = await second.again(ada);
  await back.enter(roomId);
  expect(await say(back, roomId, 'three')).toMatchObject({ seq: 3, changed: 4 });
});

test('cut short by a store that fails, or by a kill, letting go goes on and loses no number', async () => {
  const clock = handClock();
  let removals = Number.POSITIVE_INFINITY;
  const through = (store: Store) => failAfter(store, () => removals-- > 0);
  const house = await openHouse({ clock, through });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  await keep(house, roomId, 'day');
  for (let n = 1; n <= 8; n++) await say(ada, roomId, `word ${n}`);
  removals = 3;
  await live(house, clock, 25);
  expect(await bodies(ada, roomId)).toHaveLength(5);
  await house.close();
  const next = await openHouse({ clock, dataFolder: house.dataFolder });
  await live(next, clock, 1);
  const back = await next.again(ada);
  await back.enter(roomId);
  expect(await bodies(back, roomId)).toEqual([]);
  expect(await say(back, roomId, 'word 9')).toMatchObject({ seq: 9, changed: 9 });
});

test('a clock that leaps ahead is given an hour before anything is removed for it', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  await keep(house, roomId, 'day');
  await say(ada, roomId, 'still here');
  await live(house, clock, 2);
  await house.close();

  const wrong = handClock(clock.now() + 300 * 24 * hourMs);
  const second = await openHouse({ clock: wrong, dataFolder: house.dataFolder });
  await sweptAt(second, wrong.now);
  await second.close();
  const third = await openHouse({ clock, dataFolder: house.dataFolder });
  await live(third, clock, 2);
  const back = await third.again(ada);
  await back.enter(roomId);
  expect(await bodies(back, roomId)).toEqual(['still here']);
});

test('a clock set back by an hour removes nothing early, and what is old still goes', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  await keep(house, roomId, 'day');
  await say(ada, roomId, 'old');
  await live(house, clock, 12);
  clock.step(-hourMs);
  await say(ada, roomId, 'said after the clock was set back');
  await live(house, clock, 14);
  expect(await bodies(ada, roomId)).toEqual(['said after the clock was set back']);
  clock.step(hourMs);
  await live(house, clock, 12);
  expect(await bodies(ada, roomId)).toEqual([]);
});

test('only a steward decides it; everyone inside is told who did; a new room keeps words for 30 days', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const host = await house.comeAs('host', 'Hana');
  expect((await host.enter(roomId)).room.keeps).toBe('month');
  expect(await host.ask('room:keep', { roomId, keeps: 'day' })).toEqual({ ok: false, why: 'not-allowed' });
  await keep(house, roomId, 'always');
  expect(await ada.heard('room:keeping-changed')).toEqual([{ roomId, by: 'Stella', keeps: 'always' }]);
  expect((await house.room('kitchen')).keeps).toBe('always');
});

test('an empty house purges when it has rested for 8 hours, a full one within 16', async () => {
  const clock = handClock();
  const start = clock.now();
  const hours: number[] = [];
  const purge = (store: Store) => () => {
    hours.push((clock.now() - start) / hourMs);
    return store.purge();
  };
  const house = await openHouse({ clock, through: (store) => ({ ...store, purge: purge(store) }) });
  await live(house, clock, 9);
  await house.inRoom('kitchen', 'ada');
  await live(house, clock, 16);
  expect(hours).toEqual([8, 24]);
});

test('step-backs that are over, and devices not used for long, leave no trace', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, mal } = await house.inRoom('kitchen', 'mal');
  const host = await house.comeAs('host', 'Hana');
  await host.enter(roomId);
  await host.get('room:step-back', { roomId, personId: mal.id, minutes: 60 });
  const first = async (definition: RecordDefinition<{ _id: string }>) =>
    (await house.store.collection(definition).page({ where: {}, order: '_id', limit: 1 })).length;
  expect([await first(stepBacks as never), await first(sessions as never)]).toEqual([1, 1]);
  await live(house, clock, 1);
  expect(await first(stepBacks as never)).toBe(0);
  clock.step(182 * 24 * hourMs);
  await live(house, clock, 2);
  expect(await first(sessions as never)).toBe(0);
});

async function keep(house: OpenHouse, roomId: string, keeps: 'day' | 'always') {
  const steward = await house.steward();
  await steward.enter(roomId);
  await steward.get('room:keep', { roomId, keeps });
  await until(async () => (await house.room('kitchen')).keeps === keeps);
}

/** A store that removes no more messages once `goesOn` says no. */
function failAfter(store: Store, goesOn: () => boolean): Store {
  return {
    ...store,
    collection(definition) {
      const collection = store.collection(definition);
      if (definition.name !== 'messages') return collection;
      return {
        ...collection,
        remove: async (id) => (goesOn() ? collection.remove(id) : Promise.reject(new StoreDown('no more'))),
      };
    },
  };
}
