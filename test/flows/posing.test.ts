import type { Command, Fact } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { openPage, startBoard } from '../support/board-page';
import { handClock } from '../support/clock';
import { openHouse, until } from '../support/house';
import { rows } from './access-table';

/** Mal is a peer and would like to be taken for Stella, the steward. */
async function openScene() {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, mal } = await house.inRoom('kitchen', 'ada', 'mal');
  const stella = await house.steward();
  await stella.enter(roomId);
  ada.forgetHeard();
  const pose = {
    id: stella.id,
    name: stella.name,
    role: 'steward',
    personId: stella.id,
    authorId: stella.id,
    authorName: stella.name,
    author: { id: stella.id, name: stella.name },
    person: { id: stella.id, name: stella.name, role: 'steward' },
    me: { id: stella.id, name: stella.name, role: 'steward', atDoor: 'name' },
    user: { name: stella.name, personId: stella.id },
    by: stella.name,
    startedBy: stella.name,
    starterId: stella.id,
    was: { name: stella.name, until: Date.now() + 60_000 },
    token: stella.session.token,
  };
  return { house, clock, roomId, ada, mal, stella, pose };
}

test('no command takes a field that says who one is', async () => {
  const { clock, mal, ada, roomId, pose } = await openScene();
  const { id: messageId } = await ada.get('message:send', { id: newId(), roomId, body: 'hers' });
  let tried = 0;
  for (const name of Object.keys(rows) as Command[]) {
    const input = rows[name].asks({ roomId, personId: ada.id, messageId });
    for (const [field, value] of Object.entries(pose)) {
      if (field in input) continue;
      await clock.advance(10_000); // for what is limited
      const answer = await mal.ask(name, { ...input, [field]: value } as never);
      expect([name, field, answer]).toEqual([name, field, { ok: false, why: 'bad-input' }]);
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(300);
  expect((await ada.heard('message:changed')).map(({ authorName }) => authorName)).toEqual(['ada']);
});

test('what the others are told of someone is what the server knows', async () => {
  const { house, mal, ada, roomId } = await openScene();
  await mal.get('message:send', { id: newId(), roomId, body: 'I am Stella, the steward' });
  await mal.get('presence:set', { roomId, how: 'listening' });
  await mal.get('voice:join', { roomId, muted: true });
  await startBoard(mal, roomId, 'By Stella');
  const last = async <Name extends Fact>(fact: Name) => (await ada.heard(fact)).at(-1);
  expect(await last('message:changed')).toMatchObject({ authorId: mal.id, authorName: 'mal' });
  expect(await last('presence:changed')).toMatchObject({
    present: { person: { id: mal.id, name: 'mal', role: 'peer' } },
  });
  expect((await last('voice:changed'))?.seats.map(({ personId }) => personId)).toEqual([mal.id]);
  expect(await last('board:changed')).toMatchObject({ startedBy: 'mal' });
  expect((await house.room('kitchen')).inside).toMatchObject({ names: expect.arrayContaining(['mal']) });
});

test('a handshake that claims to be somebody is who its cookie says', async () => {
  const { house, mal, ada, stella, roomId, pose } = await openScene();
  const page = await house.again(mal);
  page.socket.auth = { ...pose, token: mal.session.token };
  page.socket.disconnect().connect();
  await until(() => page.socket.connected);
  await page.enter(roomId);
  await page.get('message:send', { id: newId(), roomId, body: 'who am I?' });
  expect((await ada.heard('message:changed')).at(-1)).toMatchObject({ authorId: mal.id, authorName: 'mal' });
  // Another's token with one's own cookie, and the other way round, are nobody's.
  for (const session of [
    { ...mal.session, token: stella.session.token },
    { ...stella.session, token: mal.session.token },
  ])
    await expect(house.again({ ...mal, session })).rejects.toThrow('no-session');
});

test('a cursor is shown with its owner’s name, whatever it says, and nobody moves another’s', async () => {
  const { house, mal, ada, stella, roomId, pose } = await openScene();
  const board = await startBoard(ada, roomId);
  const [hers, his] = [openPage(house, ada, board.id), openPage(house, mal, board.id)];
  await Promise.all([hers.synced, his.synced]);
  hers.awareness.setLocalState({ cursor: null });
  hers.announce();
  await until(() => his.awareness.getStates().has(hers.doc.clientID));
  his.awareness.setLocalState({ ...pose, cursor: null });
  his.announce();
  await until(() => hers.awareness.getStates().has(his.doc.clientID));
  expect(hers.awareness.getStates().get(his.doc.clientID)).toEqual({
    user: { name: 'mal', personId: mal.id },
    cursor: null,
  });
  // In Ada's name: passed over.
  const forged = openPage(
    house,
    mal,
    board.id,
    Object.assign(new (hers.doc.constructor as typeof import('yjs').Doc)(), { clientID: hers.doc.clientID }),
  );
  await forged.synced;
  forged.awareness.setLocalState({ user: { name: 'Stella', personId: stella.id }, cursor: null });
  forged.announce();
  await forged.saved();
  await his.saved();
  expect(his.awareness.getStates().get(hers.doc.clientID)).toMatchObject({
    user: { name: 'ada', personId: ada.id },
  });
});

test('in voice nobody signals from a seat that is not theirs, nor to a circle they are not in', async () => {
  const { house, mal, ada, stella, roomId } = await openScene();
  const signal = { type: 'restart' } as const;
  const seats = [];
  for (const one of [ada, mal, stella])
    seats.push((await one.get('voice:join', { roomId, muted: true })).seat.id);
  const [hers = '', , stewards = ''] = seats;
  const as = { roomId, from: stewards, to: hers, epoch: 0, signal };
  expect(await mal.ask('voice:signal', as)).toEqual({ ok: false, why: 'not-yours' });
  const otherPage = await house.again(mal);
  expect(await otherPage.ask('voice:signal', { ...as, from: seats[1] ?? '' })).toMatchObject({
    why: 'not-yours',
  });
  expect(await ada.heard('voice:signalled')).toEqual([]);
});
