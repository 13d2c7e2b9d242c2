import { limits } from '../../shared/limits';
import { handClock } from '../../test/support/clock';
import { openHouse, until } from '../../test/support/house';

const names = async (house: Awaited<ReturnType<typeof openHouse>>, room: string) =>
  (await house.room(room)).inside;

test('the door shows who is inside, to someone nobody knows, within moments', async () => {
  const house = await openHouse();
  const stranger = await house.stranger();
  const { rooms } = await stranger.get('house:look', {});
  expect(rooms.every(({ inside }) => inside.shows === 'name' && inside.names.length === 0)).toBe(true);

  const { ada, roomId } = await house.inRoom('kitchen', 'ada');
  await until(async () => (await stranger.heard('house:doorway')).length > 0, 'the door changed', 2_000);
  expect((await stranger.heard('house:doorway')).at(-1)).toMatchObject({
    id: roomId,
    inside: { names: ['ada'], more: 0 },
  });

  await ada.get('room:leave', { roomId });
  await until(async () => (await stranger.heard('house:doorway')).length > 1, 'the door changed back', 2_000);
  expect((await stranger.heard('house:doorway')).at(-1)).toMatchObject({ inside: { names: [] } });
});

test('each person chooses what the door shows of them', async () => {
  const house = await openHouse();
  const { ada, ben, cleo } = await house.inRoom('kitchen', 'ada', 'ben', 'cleo');
  await ben.get('people:at-door', { atDoor: 'counted' });
  await cleo.get('people:at-door', { atDoor: 'hidden' });
  expect(await names(house, 'kitchen')).toEqual({ shows: 'name', names: [ada.name], more: 1 });
});

test('the room chooses the most that the door shows', async () => {
  const house = await openHouse();
  const host = await house.comeAs('host', 'Hana');
  const { roomId } = await house.inRoom('kitchen', 'ada', 'ben');
  await host.enter(roomId);
  await host.get('room:at-door', { roomId, atDoor: 'counted' });
  expect(await names(house, 'kitchen')).toEqual({ shows: 'counted', count: 3 });
  await host.get('room:at-door', { roomId, atDoor: 'hidden' });
  expect(await names(house, 'kitchen')).toEqual({ shows: 'hidden' });
});

test('two tabs are one person, who is inside until the last one leaves', async () => {
  const house = await openHouse();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const tab = await house.again(ben);
  const { here } = await tab.enter(roomId);
  expect(here).toHaveLength(2);
  await ben.get('room:leave', { roomId });
  expect(await ada.heard('presence:left')).toEqual([]);
  await tab.get('room:leave', { roomId });
  expect(await ada.heard('presence:left')).toEqual([{ roomId, personId: ben.id }]);
});

test('how someone is here is theirs to say', async () => {
  const { inRoom } = await openHouse();
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  await ben.get('presence:set', { roomId, how: 'listening' });
  expect((await ada.heard('presence:changed')).at(-1)?.present).toMatchObject({
    person: { name: 'ben' },
    how: 'listening',
  });
});

test('a lost line keeps its place, is told to those inside, and is gone in time', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  ben.cut();
  await until(() => house.server && !ben.socket.connected);
  await settle();

  await clock.advance(limits.lineLostAfterMs);
  expect((await ada.heard('presence:changed')).at(-1)?.present).toMatchObject({
    person: { id: ben.id },
    line: 'lost',
  });
  await clock.advance(27_000);
  expect(await names(house, 'kitchen')).toEqual({ shows: 'name', names: ['ada', 'ben'], more: 0 });
  await clock.advance(15_000);
  expect(await names(house, 'kitchen')).toEqual({ shows: 'name', names: ['ada'], more: 0 });
  expect(await ada.heard('presence:left')).toEqual([{ roomId, personId: ben.id }]);
});

test('a clock that is set back an hour cuts no line, and keeps nobody for longer', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  clock.step(-3_600_000);
  await ada.heard('presence:changed');
  ben.cut();
  await until(() => ben.socket.disconnected, 'the line is lost');
  await settle();
  for (const ms of [limits.lineLostAfterMs, 27_000, 15_000]) {
    await clock.advance(ms);
    await ada.heard('presence:changed');
  }
  expect(await ada.heard('presence:left')).toEqual([{ roomId, personId: ben.id }]);
});

test('someone back within 30 s was never away at the door', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const stranger = await house.stranger();
  await stranger.get('house:look', {});
  await clock.advance(1_000);
  expect(await stranger.heard('house:doorway')).toHaveLength(1);
  stranger.forgetHeard();
  ben.cut();
  await until(() => !ben.socket.connected);
  await settle();
  await clock.advance(29_000);
  await (await house.again(ben)).enter(roomId);
  await clock.advance(60_000);
  expect((await ada.heard('presence:changed')).at(-1)?.present.line).toBe('ok');
  expect(await ada.heard('presence:left')).toEqual([]);
  expect(await stranger.heard('house:doorway')).toEqual([]);
});

test('a page that closes is gone within 2 s; one that is only reloaded never was', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben, cleo } = await house.inRoom('kitchen', 'ada', 'ben', 'cleo');
  for (const one of [ben, cleo]) {
    await one.get('presence:closing', { roomId });
    one.leave();
  }
  await settle();
  await (await house.again(cleo)).enter(roomId);
  await clock.advance(2_000);
  expect(await ada.heard('presence:left')).toEqual([{ roomId, personId: ben.id }]);
});

test('someone who exits fast is gone within 2 s, whatever still was on its way', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  ben.leave();
  await settle();
  await clock.advance(2_000);
  expect(await ada.heard('presence:left')).toEqual([{ roomId, personId: ben.id }]);
});

test('nobody is inside after a restart until they are back', async () => {
  const first = await openHouse();
  const { roomId, ada } = await first.inRoom('kitchen', 'ada');
  await first.close();
  const second = await openHouse({ dataFolder: first.dataFolder });
  expect(await names(second, 'kitchen')).toEqual({ shows: 'name', names: [], more: 0 });
  await (await second.again(ada)).enter(roomId);
  expect(await names(second, 'kitchen')).toEqual({ shows: 'name', names: ['ada'], more: 0 });
});

/** Lets the server see that a socket is gone; its own word for it crosses no socket that the test holds. */
async function settle() {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('whoever leaves and is gone in the same moment is gone from the room', async () => {
  const { inRoom } = await openHouse({ clock: handClock() });
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  ben.socket.emit('room:leave', { roomId });
  ben.leave();
  await until(async () => (await ada.heard('presence:left')).length === 1);
});

test('whoever comes in and is gone in the same moment leaves no ghost', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const ben = await house.come('ben');
  ben.socket.emit('room:enter', { roomId });
  ben.leave();
  await until(async () =>
    (await ada.heard('presence:changed')).some(({ present }) => present.person.id === ben.id),
  );
  await until(async () => {
    await clock.advance(limits.lineLostAfterMs);
    return (await ada.heard('presence:left')).length === 1;
  });
});

test('a page that said it is closing and came in again keeps its place when its line is lost', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  await ben.get('presence:closing', { roomId });
  await ben.enter(roomId);
  ben.cut();
  await until(async () => {
    await clock.advance(limits.closingKeptMs);
    return (await ada.heard('presence:changed')).some(({ present }) => present.line === 'lost');
  });
  expect(await ada.heard('presence:left')).toEqual([]);
});
