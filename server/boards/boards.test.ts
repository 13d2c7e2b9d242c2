import * as Y from 'yjs';
import { boardKinds } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import { knock, openPage, refusalOf, startBoard } from '../../test/support/board-page';
import { handClock } from '../../test/support/clock';
import { openHouse, until } from '../../test/support/house';

test('two people write at once and both pages become the same', async () => {
  const house = await openHouse();
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const hers = openPage(house, ada, board.id);
  const his = openPage(house, bob, board.id);
  await Promise.all([hers.synced, his.synced]);
  for (let turn = 0; turn < 20; turn++) {
    hers.write(`ada ${turn}`);
    his.write(`bob ${turn}`);
  }
  await Promise.all([hers.saved(), his.saved()]);
  await until(() => hers.text() === his.text());
  expect(hers.text().match(/ada|bob/g)).toHaveLength(40);

  const later = openPage(house, bob, board.id);
  await later.synced;
  expect(later.text()).toBe(hers.text());
});

test('a board is started once for each id, announced, listed on coming in, and renamed', async () => {
  const house = await openHouse();
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const wanted = { id: newId(), roomId, title: 'Things that help' };
  const [board, again] = await Promise.all([ada.get('board:start', wanted), ada.get('board:start', wanted)]);
  expect(again).toEqual(board);
  expect(board).toMatchObject({ ...wanted, kind: 'story', startedBy: 'ada' });
  expect(await bob.heard('board:changed')).toEqual([board]);
  expect(await bob.ask('board:start', wanted)).toEqual({ ok: false, why: 'id-used' });

  const renamed = await bob.get('board:rename', { id: board.id, roomId, title: 'Things that helped' });
  expect(renamed).toEqual({ ...board, title: 'Things that helped' });
  expect(await ada.heard('board:changed')).toContainEqual(renamed);
  expect((await bob.enter(roomId)).boards).toEqual([renamed]);
});

test('only someone inside starts or renames a board, and only one of that room', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const outside = await house.come('Cleo');
  const board = await startBoard(ada, roomId);
  const input = { id: board.id, roomId, title: 'mine now' };
  expect(await outside.ask('board:start', { ...input, id: newId() })).toMatchObject({ why: 'not-inside' });
  expect(await outside.ask('board:rename', input)).toMatchObject({ why: 'not-inside' });
  const { id: quietRoom } = await house.room('quiet');
  await outside.enter(quietRoom);
  expect(await outside.ask('board:rename', { ...input, roomId: quietRoom })).toMatchObject({
    why: 'not-found',
  });
});

test('a room holds so many boards, however many are started at the same moment', async () => {
  const house = await openHouse();
  const { id: roomId } = await house.room('kitchen');
  const cast = await Promise.all(Array.from({ length: 21 }, (_, index) => house.come(`Heron ${index}`)));
  await Promise.all(cast.map((person) => person.enter(roomId)));
  const starts = cast.flatMap((person) =>
    Array.from({ length: 10 }, () =>
      person.ask('board:start', { id: newId(), roomId, title: 'one of many' }),
    ),
  );
  const answers = await Promise.all(starts);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(limits.boardsPerRoom);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ why: 'too-large' });
});

test('strangers, outsiders, people of another room and pages that are not ours never get a socket', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const outside = await house.come('Cleo');
  const elsewhere = await house.come('Dan');
  await elsewhere.enter((await house.room('quiet')).id);
  const path = `/boards/${(await startBoard(ada, roomId)).id}`;
  const knocking = (person: typeof ada, more: Parameters<typeof knock>[2] = {}, at = path) => {
    const protocols = ['porchlight', person.session.token ?? 'none'];
    return refusalOf(
      knock(house, at, { origin: house.origin, cookie: person.session.cookie, protocols, ...more }),
    );
  };

  expect(await knocking(ada)).toBe(101);
  expect(await knocking(await house.stranger())).toBe(401);
  expect(await knocking(ada, { cookie: undefined })).toBe(401);
  expect(await knocking(ada, { cookie: outside.session.cookie })).toBe(401);
  expect(await knocking(ada, { protocols: ['porchlight'] })).toBe(401);
  expect(await knocking(ada, { protocols: ['porchlight', 'not-the-token'] })).toBe(401);
  expect(await knocking(outside)).toBe(403);
  expect(await knocking(elsewhere)).toBe(403);
  expect(await knocking(ada, { origin: 'https://evil.example' })).toBe(403);
  expect(await knocking(ada, { origin: undefined })).toBe(403);
  expect(await knocking(ada, { origin: 'null' })).toBe(403);
  expect(await knocking(ada, {}, `/boards/${newId()}`)).toBe(403);
  expect(await knocking(ada, {}, '/boards/../boards')).toBe(404);
});

test('someone let go of writes nothing more: the socket closes at once, what waits is dropped', async () => {
  const house = await openHouse();
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const host = await house.comeAs('host', 'Hana');
  await host.enter(roomId);
  const board = await startBoard(ada, roomId);
  const hers = openPage(house, ada, board.id);
  const his = openPage(house, bob, board.id);
  await Promise.all([hers.synced, his.synced]);
  his.write('allowed');
  await his.saved();

  const began = Date.now();
  const writing = setInterval(() => his.write('not allowed'), 1);
  await host.get('room:step-back', { roomId, personId: bob.id, minutes: 15 });
  const textThen = hers.text();
  expect(await his.closed).toBe(4403);
  expect(Date.now() - began).toBeLessThan(2_000);
  clearInterval(writing);
  await hers.saved();
  expect(hers.text()).toBe(textThen);
  const again = openPage(house, bob, board.id);
  expect(await again.closed).toBe(1006);
  const fresh = openPage(house, ada, board.id);
  await fresh.synced;
  expect(fresh.text()).toBe(textThen);
});

test('someone who leaves the room is off its boards', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const page = openPage(house, ada, (await startBoard(ada, roomId)).id);
  await page.synced;
  await ada.get('room:leave', { roomId });
  expect(await page.closed).toBe(4403);
});

test('names on a board come from the server; nobody speaks for another or makes them vanish', async () => {
  const house = await openHouse();
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const hers = openPage(house, ada, board.id);
  const his = openPage(house, bob, board.id);
  await Promise.all([hers.synced, his.synced]);
  const seen = () => his.awareness.getStates().get(hers.doc.clientID);

  hers.awareness.setLocalState({
    user: { name: 'Stella, steward' },
    cursor: null,
    role: 'steward',
    more: 'x',
  });
  hers.announce();
  await until(() => seen()?.user);
  expect(seen()).toEqual({ user: { name: 'ada', personId: ada.id }, cursor: null });

  // Bob says that Ada is somebody else, and then that she is gone.
  his.awareness.meta.set(hers.doc.clientID, { clock: 2 ** 50, lastUpdated: Date.now() });
  his.send(boardKinds.awareness, () => undefined);
  expect(await his.closed).toBe(4400);
  const page = openPage(house, bob, board.id);
  await page.synced;
  const forge = openPage(house, bob, board.id);
  await forge.synced;
  forge.awareness.states.set(hers.doc.clientID, { user: { name: 'not ada' } });
  forge.awareness.meta.set(hers.doc.clientID, { clock: 2 ** 50, lastUpdated: Date.now() });
  const { encodeAwarenessUpdate } = await import('y-protocols/awareness');
  forge.announce(encodeAwarenessUpdate(forge.awareness, [hers.doc.clientID]));
  forge.awareness.states.delete(hers.doc.clientID);
  forge.announce(encodeAwarenessUpdate(forge.awareness, [hers.doc.clientID]));
  await forge.saved();
  await page.saved();
  expect(page.awareness.getStates().get(hers.doc.clientID)?.user).toEqual({ name: 'ada', personId: ada.id });

  // Nor by taking her pen for his own cursor.
  const herPen = new Y.Doc();
  herPen.clientID = hers.doc.clientID;
  const taker = openPage(house, bob, board.id, herPen);
  await taker.synced;
  await taker.saved();
  await page.saved();
  expect(page.awareness.getStates().get(hers.doc.clientID)?.user).toEqual({ name: 'ada', personId: ada.id });

  await ada.get('people:rename', { name: 'Ada of the porch' });
  await until(() => page.awareness.getStates().get(hers.doc.clientID)?.user.name === 'Ada of the porch');
  await hers.vanish();
  await until(() => !page.awareness.getStates().has(hers.doc.clientID));
});

test('the same page on a new line is seen again at once', async () => {
  const house = await openHouse();
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const his = openPage(house, bob, board.id);
  const hers = openPage(house, ada, board.id);
  await until(() => his.awareness.getStates().has(hers.doc.clientID));
  await hers.vanish();
  await until(() => !his.awareness.getStates().has(hers.doc.clientID));
  openPage(house, ada, board.id, hers.doc);
  await until(() => his.awareness.getStates().has(hers.doc.clientID));
});

test('a reader who stops reading is cut, and the others go on', async () => {
  const house = await openHouse();
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const stalled = openPage(house, bob, board.id);
  await stalled.synced;
  stalled.socket.pause();
  const pages = [];
  // Each page may send only so much; together they send what no reader may have waiting.
  for (let number = 0; number < 5; number++) {
    const page = openPage(house, ada, board.id);
    await page.synced;
    pages.push(page);
    for (let turn = 0; turn < 16; turn++) {
      const words = 'x'.repeat(200_000);
      page.doc.transact(() => page.write(words));
      page.doc.getXmlFragment('story').delete(0, 1);
      await page.saved();
    }
  }
  stalled.socket.resume();
  expect(await stalled.closed).toBe(1006);
  await pages[0]?.saved();
});

test('a half-open line is found by its silence', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const silent = openPage(house, bob, board.id);
  const hers = openPage(house, ada, board.id);
  await Promise.all([silent.synced, hers.synced]);
  await until(() => hers.awareness.getStates().has(silent.doc.clientID));
  silent.socket.pause();
  for (let round = 0; round < 3; round++) {
    await clock.advance(limits.pingIntervalMs);
    await hers.saved();
  }
  await until(() => !hers.awareness.getStates().has(silent.doc.clientID));
  silent.socket.resume();
  expect(await silent.closed).toBe(1006);
});
