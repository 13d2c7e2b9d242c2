import { newId } from '../../shared/ids';
import { openPage, startBoard } from '../support/board-page';
import { openHouse, until } from '../support/house';
import { createGate, withBefore } from '../support/slow-store';

/** A house whose store can be held up at one verb of one collection. */
async function openSlowHouse(at: string) {
  const gate = createGate();
  const house = await openHouse({
    through: (store) =>
      withBefore(store, (collection, verb) => (`${collection}.${verb}` === at ? gate.pass() : undefined)),
  });
  const held = () => until(() => gate.waiting() > 0, 'the store is asked');
  return { house, gate, held };
}

const inKitchen = async ({ house }: Awaited<ReturnType<typeof openSlowHouse>>) => {
  const hana = await house.comeAs('host', 'Hana');
  const cast = await house.inRoom('kitchen', 'ada', 'sam');
  await hana.enter(cast.roomId);
  return { hana, ...cast };
};

test.each(['message:page', 'message:since', 'room:enter'] as const)(
  'the answer to %s is not given to who was let go of while it was read',
  async (command) => {
    const slow = await openSlowHouse('messages.page');
    const { hana, ada, sam, roomId } = await inKitchen(slow);
    await ada.get('message:send', { id: newId(), roomId, body: 'only for us' });
    slow.gate.shut();
    const input = command === 'message:since' ? { roomId, changed: 0 } : { roomId };
    const asking = sam.ask(command, input as { roomId: string; changed: number });
    await slow.held();
    await hana.get('room:step-back', { roomId, personId: sam.id, minutes: 15 });
    slow.gate.open();
    expect(await asking).toEqual({
      ok: false,
      why: expect.stringMatching(/^(not-inside|stepped-back)$/),
      ...(command === 'room:enter' ? { retryInMs: expect.any(Number) } : {}),
    });
  },
);

test('who leaves while still on the way in stays outside, and nobody sees a ghost', async () => {
  const slow = await openSlowHouse('stepBacks.get');
  const { ada, roomId } = await inKitchen(slow);
  const gwen = await slow.house.come('Gwen');
  slow.gate.shut();
  const entering = gwen.ask('room:enter', { roomId });
  await slow.held();
  await gwen.get('room:leave', { roomId });
  slow.gate.open();
  expect(await entering).toMatchObject({ ok: false, why: 'not-inside' });
  await ada.get('message:send', { id: newId(), roomId, body: 'only for us' });
  expect(await gwen.heardAll()).toEqual([]);
  expect((await ada.enter(roomId)).here.map(({ person }) => person.name)).not.toContain('Gwen');
});

test('a host who is made peer on the way into a closed room does not get in', async () => {
  const slow = await openSlowHouse('stepBacks.get');
  const { hana, roomId } = await inKitchen(slow);
  const hugo = await slow.house.comeAs('host', 'Hugo');
  const stella = await slow.house.steward();
  await hana.get('room:close', { roomId });
  slow.gate.shut();
  const entering = hugo.ask('room:enter', { roomId }).catch(() => 'cut');
  await slow.held();
  await stella.get('people:role', { roomId, personId: hugo.id, role: 'peer' });
  slow.gate.open();
  expect(await entering).toBe('cut');
  expect((await hana.enter(roomId)).here.map(({ person }) => person.name)).not.toContain('Hugo');
});

test.each(['forgotten', 'renamed', 'made host'])(
  'a page that opens while its person is %s comes again',
  async (how) => {
    const slow = await openSlowHouse('people.get');
    const { house, gate } = slow;
    const { sam, roomId } = await inKitchen(slow);
    const stella = await house.steward();
    gate.shut();
    const opening = house.again(sam);
    opening.catch(() => undefined);
    await slow.held();
    const headers = { origin: house.origin, cookie: sam.session.cookie ?? '' };
    const changing =
      how === 'forgotten'
        ? fetch(`${house.origin}/session`, { method: 'DELETE', headers })
        : how === 'renamed'
          ? sam.ask('people:at-door', { atDoor: 'hidden' })
          : stella.ask('people:role', { roomId, personId: sam.id, role: 'host' });
    // A role is read before it is given: the handshake's reading is let on last.
    if (how === 'made host') await until(() => gate.waiting() > 1);
    if (how === 'made host') gate.letLastOn();
    await changing;
    gate.open();
    const page = await opening.catch(() => undefined);
    if (page) await until(() => !page.socket.connected, 'the page is cut', 2_000);
  },
);

test('a board that opens while its person is given another role opens for nobody', async () => {
  const slow = await openSlowHouse('boards.get');
  const { house, gate } = slow;
  const { sam, roomId } = await inKitchen(slow);
  const stella = await house.steward();
  const board = await startBoard(sam, roomId);
  gate.shut();
  const page = openPage(house, sam, board.id);
  await slow.held();
  await stella.get('people:role', { roomId, personId: sam.id, role: 'host' });
  gate.open();
  expect(await page.closed).toBe(1006);
  expect(page.told).toEqual([]);
});

test('two hosts who ask the same person to step back at the same moment both may', async () => {
  const slow = await openSlowHouse('stepBacks.insert');
  const { hana, ada, sam, roomId } = await inKitchen(slow);
  const hugo = await slow.house.comeAs('host', 'Hugo');
  await hugo.enter(roomId);
  slow.gate.shut();
  const input = { roomId, personId: sam.id, minutes: 15 as const };
  const asked = [hana.ask('room:step-back', input), hugo.ask('room:step-back', input)];
  await until(() => slow.gate.waiting() === 2);
  slow.gate.open();
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: true });
  expect(await ada.heard('room:stepped-back')).toHaveLength(2);
});

test('a line that was cut is not taken up again by itself: recovery is off', async () => {
  const house = await openHouse();
  const { ada } = await house.inRoom('kitchen', 'ada');
  // Socket.IO gives a private id to what it would recover.
  expect((ada.socket as unknown as { _pid?: string })._pid).toBeUndefined();
  expect(ada.socket.recovered).not.toBe(true);
});
