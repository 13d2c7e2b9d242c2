import { openHouse } from '../../test/support/house';

/** Ada, Ben and Cleo are in the kitchen's circle; Dora is inside the room and not in voice. */
async function inCircle() {
  const house = await openHouse();
  const { roomId, dora, ...others } = await house.inRoom('kitchen', 'ada', 'ben', 'cleo', 'dora');
  for (const person of Object.values(others)) await person.get('voice:join', { roomId, muted: true });
  return { house, roomId, dora, ...others };
}

test('whoever is in voice is asked, and nobody else; the answer goes to who asked alone', async () => {
  const { roomId, ada, ben, cleo, dora } = await inCircle();
  await ada.get('hearing:ask', { roomId });
  const asked = [{ roomId, personId: ada.id }];
  expect([await ben.heard('hearing:asked'), await cleo.heard('hearing:asked')]).toEqual([asked, asked]);
  expect([await ada.heard('hearing:asked'), await dora.heard('hearing:asked')]).toEqual([[], []]);

  await ben.get('hearing:answer', { roomId, personId: ada.id });
  expect(await ada.heard('hearing:answered')).toEqual([{ roomId, personId: ben.id }]);
  for (const other of [ben, cleo, dora]) expect(await other.heard('hearing:answered')).toEqual([]);
});

test('whoever takes part by text is not asked: they hear nobody', async () => {
  const { roomId, ada, ben, cleo } = await inCircle();
  await cleo.get('voice:step', { roomId, step: 'text' });
  await ada.get('hearing:ask', { roomId });
  expect(await ben.heard('hearing:asked')).toHaveLength(1);
  expect(await cleo.heard('hearing:asked')).toEqual([]);
});

test('nobody asks or answers without a seat, or answers who has none, or is in another circle', async () => {
  const { house, roomId, ada, ben, dora } = await inCircle();
  const refused = { ok: false, why: 'not-found' };
  expect(await dora.ask('hearing:ask', { roomId })).toMatchObject(refused);
  expect(await dora.ask('hearing:answer', { roomId, personId: ada.id })).toMatchObject(refused);
  expect(await ada.ask('hearing:answer', { roomId, personId: dora.id })).toMatchObject(refused);
  const quiet = (await house.room('quiet')).id;
  await ben.enter(quiet);
  await ben.get('voice:join', { roomId: quiet, muted: true });
  expect(await ben.ask('hearing:answer', { roomId, personId: ada.id })).toMatchObject(refused);
  expect(await ben.ask('hearing:answer', { roomId: quiet, personId: ada.id })).toMatchObject(refused);
  expect(await ada.heard('hearing:answered')).toEqual([]);
  expect(await dora.heard('hearing:asked')).toEqual([]);
});
