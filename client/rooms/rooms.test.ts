import { createFakeLink } from '../../test/support/fake-link';
import { type App, createApp } from '../app-state';
import { createKept } from '../kept';

const kitchenId = 'kitchenkitchenkitchen0';
const kitchen = {
  id: kitchenId,
  code: 'piano-42',
  name: 'Kitchen table',
  purpose: 'Everyday talk',
  open: true,
  keeps: 'month' as const,
  hosted: false,
  inside: { shows: 'counted' as const, count: 0 },
};
const quiet = { ...kitchen, id: 'quietquietquietquiet00', code: 'iris-10', name: 'Quiet room' };
const ada = { id: 'ada', name: 'Ada', role: 'peer' as const, atDoor: 'name' as const };
const ben = { id: 'ben', name: 'Ben', role: 'peer' as const };

const insideOf = ({ id, code, name, purpose, open, keeps }: typeof kitchen, more = {}) => ({
  ok: true as const,
  value: {
    room: { id, code, name, purpose, open, keeps, atDoor: 'name' },
    here: [{ person: ada, how: 'here', line: 'ok' }],
    messages: { messages: [], more: false },
    goneBefore: 0,
    boards: [],
    seats: [],
    piece: null,
    stepBacks: [],
    ...more,
  },
});

/** Ada's page at the door, known on this device, with the line up. */
async function atDoor({ kept = createKept(), path = '/' } = {}) {
  const { link, ...hand } = createFakeLink();
  const house = {
    charter: { name: 'House', welcome: 'Hi.', agreement: { version: 1, text: 'Be kind.' }, crisis: [] },
    rooms: [kitchen, quiet],
    voice: { relayed: false, places: 8 },
  };
  const app: App = createApp(
    { path, language: 'en', house, session: { me: ada, token: 't' }, exitTo: 'about:blank' },
    { link, kept },
  );
  await hand.up();
  const room = () => {
    if (!app.room.value) throw new Error('outside');
    return app.room.value;
  };
  const comeIn = async (doorway = kitchen) => {
    const coming = app.rooms.comeIn(doorway);
    await hand.answer('room:enter', insideOf(doorway));
    return coming;
  };
  return { ...hand, app, kept, room, comeIn };
}

test('coming in puts her inside; leaving puts her at the door', async () => {
  const { app, comeIn, room, answer } = await atDoor({ path: '/r/PIANO 42' });
  expect((await comeIn()).ok).toBe(true);
  expect(room().inside.value).toBe(true);
  room().leave();
  await answer('room:leave', { ok: true, value: null });
  expect(app.room.value).toBeUndefined();
  expect(app.route.value).toEqual({ at: 'door' });
});

test('a refusal leaves her outside and says why', async () => {
  const { app, answer } = await atDoor();
  const coming = app.rooms.comeIn(kitchen);
  await answer('room:enter', { ok: false, why: 'room-closed' });
  expect(await coming).toEqual({ ok: false, why: 'room-closed' });
  expect(app.room.value).toBeUndefined();
});

test('whoever says "not now" while coming in stays outside', async () => {
  const { app, answer } = await atDoor();
  const coming = app.rooms.comeIn(kitchen);
  app.rooms.changeMind();
  await answer('room:enter', insideOf(kitchen));
  await coming;
  expect(app.room.value).toBeUndefined();
  expect((await answer('room:leave', { ok: true, value: null })).roomId).toBe(kitchenId);
});

test('coming into a second room leaves the first', async () => {
  const { app, comeIn, waiting } = await atDoor({ path: '/r/iris-10' });
  await comeIn(kitchen);
  await comeIn(quiet);
  expect(app.room.value?.roomId).toBe(quiet.id);
  expect(waiting.find(({ name }) => name === 'room:leave')?.input.roomId).toBe(kitchenId);
  expect(app.route.value.at).toBe('room');
});

test('after a lost line she is outside until she has entered again, and then told so each time', async () => {
  const { comeIn, room, lose, up, answer } = await atDoor({ path: '/r/piano-42' });
  await comeIn();
  const told: boolean[] = [];
  room().whenInside(() => told.push(room().inside.value));
  await lose();
  expect(room().inside.value).toBe(false);
  await up();
  expect(room().inside.value).toBe(false);
  expect((await answer('room:enter', insideOf(kitchen))).since).toBe(0);
  expect(told).toEqual([true, true]);
});

test('exit lets go at once, without showing another screen', async () => {
  const { app, comeIn, room } = await atDoor({ path: '/r/piano-42' });
  await comeIn();
  const { inside } = room();
  app.rooms.exit();
  expect(inside.value).toBe(false);
  expect(app.route.value.at).toBe('room');
});

test('whoever leaves while coming back in stays outside', async () => {
  const { app, comeIn, room, lose, up, answer } = await atDoor({ path: '/r/piano-42' });
  await comeIn();
  const left = room();
  await lose();
  await up();
  left.leave();
  await answer('room:enter', insideOf(kitchen));
  expect(left.inside.value).toBe(false);
  expect(app.room.value).toBeUndefined();
});

test('after a reload she is back in her room, and stays while the line is awaited', async () => {
  const { comeIn, kept } = await atDoor();
  await comeIn();
  const { app, answer, room } = await atDoor({ kept });
  expect(app.rooms.wasIn(kitchenId)).toBe(true);
  app.rooms.comeBack(kitchen);
  expect(room().known.value).toBe(false);
  await answer('room:enter', insideOf(kitchen));
  expect(room().known.value).toBe(true);
});

test('someone asked to step back lands at the door with the reason, and everything lets go', async () => {
  const { app, comeIn, room, tell } = await atDoor({ path: '/r/piano-42' });
  await comeIn();
  let released = false;
  room().whenOutside(() => {
    released = true;
  });
  await tell('room:let-go', { roomId: kitchenId, why: 'stepped-back', by: 'Stella', until: 9_000 });
  expect(released).toBe(true);
  expect(app.route.value).toEqual({ at: 'door' });
  expect(app.rooms.letGo.value).toMatchObject({ room: 'Kitchen table', by: 'Stella', until: 9_000 });
  expect(app.said.assertive.value.text).toContain('Stella asked you to step back');
});

test('a re-entry that is refused ends at the door too', async () => {
  const { app, comeIn, lose, up, answer } = await atDoor({ path: '/r/piano-42' });
  await comeIn();
  await lose();
  await up();
  await answer('room:enter', { ok: false, why: 'room-closed' });
  expect(app.room.value).toBeUndefined();
  expect(app.rooms.letGo.value?.why).toBe('room-closed');
});

test('those inside come, change and go; what hosts do is noted', async () => {
  const { comeIn, room, tell } = await atDoor();
  await comeIn();
  const names = () => room().here.value.map(({ person, how, line }) => `${person.name} ${how} ${line}`);
  await tell('presence:changed', { roomId: kitchenId, present: { person: ben, how: 'here', line: 'ok' } });
  await tell('presence:changed', {
    roomId: kitchenId,
    present: { person: ben, how: 'listening', line: 'lost' },
  });
  await tell('people:changed', { ...ben, name: 'Benno' });
  expect(names()).toEqual(['Ada here ok', 'Benno listening lost']);
  await tell('presence:left', { roomId: quiet.id, personId: 'ben' });
  expect(names().length).toBe(2);
  await tell('room:stepped-back', {
    roomId: kitchenId,
    stepBack: { person: ben, until: 9_000, by: 'Stella' },
  });
  await tell('presence:left', { roomId: kitchenId, personId: 'ben' });
  await tell('room:welcomed-back', { roomId: kitchenId, personId: 'ben', by: 'Stella' });
  expect(names()).toEqual(['Ada here ok']);
  expect(room().stepBacks.value).toEqual([]);
  expect(room().notices.value.map(({ what }) => what)).toEqual(['stepped-back', 'welcomed-back']);
});

test('a role just given brings what that role may see', async () => {
  const { comeIn, room, tell, answer } = await atDoor();
  await comeIn();
  await tell('people:you', { ...ada, role: 'host' });
  const stepBacks = [{ person: ben, until: 9_000, by: 'Stella' }];
  await answer('room:enter', insideOf(kitchen, { stepBacks }));
  expect(room().stepBacks.value).toEqual(stepBacks);
});

test('a device that is known no more is outside, and nothing of hers stays in the tab', async () => {
  const { app, comeIn, room, kept } = await atDoor({ path: '/r/piano-42' });
  await comeIn();
  room().talk.write('half a thought');
  const fetched = jest
    .spyOn(globalThis, 'fetch')
    .mockResolvedValue(Response.json({ ok: false, why: 'no-session' }));
  await app.people.askWhoIAm();
  fetched.mockRestore();
  expect(app.me.value).toBeUndefined();
  expect(app.room.value).toBeUndefined();
  expect(app.rooms.letGo.value?.why).toBe('no-session');
  expect(kept.get(`draft:${kitchenId}`)).toBeUndefined();
});
