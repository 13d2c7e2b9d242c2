import { handClock } from '../../test/support/clock';
import { openHouse, until } from '../../test/support/house';
import { createGate, withBefore } from '../../test/support/slow-store';

const minute = 60_000;
const day = 24 * 60 * minute;

test('nobody slips into a name that was just laid down, but its owner may take it again', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  await ada.get('people:rename', { name: 'Heron' });
  await expect(house.come('Ada')).rejects.toThrow('name-taken');
  await expect(house.come('Аda')).rejects.toThrow('name-refused');
  expect(await ben.ask('people:rename', { name: 'A d a' })).toEqual({ ok: false, why: 'name-taken' });
  await clock.advance(day - minute);
  await expect(house.come('Ada')).rejects.toThrow('name-taken');
  await ada.get('people:rename', { name: 'Ada' });
  await ada.get('people:rename', { name: 'Heron' });
  await clock.advance(day + minute);
  expect((await house.come('Ada')).name).toBe('Ada');
});

test('whoever changes their name is shown with the old one for ten minutes, also by a second change', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const shown = async () => (await ben.enter(roomId)).here.find(({ person }) => person.id === ada.id)?.person;
  await ada.get('people:rename', { name: 'Heron' });
  const until = clock.now() + 10 * minute;
  expect(await shown()).toEqual({ id: ada.id, name: 'Heron', role: 'peer', was: { name: 'ada', until } });
  expect((await ben.heard('people:changed')).at(-1)).toEqual(await shown());
  await clock.advance(5 * minute);
  await ada.get('people:rename', { name: 'Otter' });
  expect(await shown()).toMatchObject({ name: 'Otter', was: { name: 'ada', until: until + 5 * minute } });
  await clock.advance(11 * minute);
  expect(await shown()).toEqual({ id: ada.id, name: 'Otter', role: 'peer' });
});

test('nobody keeps many names from the others: several changes a day, then a time to wait', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const ada = await house.come('Ada');
  for (const name of ['Heron', 'Otter', 'Maple', 'River', 'Robin']) await ada.get('people:rename', { name });
  const wait = { ok: false, why: 'too-fast', retryInMs: day };
  expect(await ada.ask('people:rename', { name: 'Cedar' })).toEqual(wait);
  await clock.advance(day);
  expect((await ada.get('people:rename', { name: 'Cedar' })).name).toBe('Cedar');
});

test('who reaches for a name at the moment it is laid down does not get it', async () => {
  const gate = createGate();
  const house = await openHouse({
    through: (store) =>
      withBefore(store, (collection, verb) =>
        collection === 'people' && verb === 'insert' ? gate.pass() : undefined,
      ),
  });
  const ada = await house.come('Ada');
  gate.shut();
  const reaching = house.come('Ada');
  reaching.catch(() => undefined);
  await until(() => gate.waiting() > 0);
  // Seen as free to be written, were it not for Ada; who goes.
  const renaming = ada.get('people:rename', { name: 'Heron' });
  for (let turn = 0; turn < 20; turn++) await ada.heardAll();
  gate.open();
  await expect(reaching).rejects.toThrow('name-taken');
  expect((await renaming).name).toBe('Heron');
  await expect(house.come('Ada')).rejects.toThrow('name-taken');
});
