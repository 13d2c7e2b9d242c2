import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { boardKinds, boardLimits } from '../../shared/board-line';
import { limits, perLine } from '../../shared/limits';
import { openPage, startBoard, writeParagraph } from '../../test/support/board-page';
import { handClock } from '../../test/support/clock';
import { dice } from '../../test/support/dice';
import { type HouseOptions, openHouse, until } from '../../test/support/house';
import { type Collection, type Store, StoreDown, type Stored } from '../store/store';
import { boardSnapshots, boardSteps, type StepRecord } from './boards.record';

async function adaAndBob(options: HouseOptions = {}) {
  const house = await openHouse(options);
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const open = async (person: typeof ada, doc?: Y.Doc) => {
    const page = openPage(house, person, board.id, doc);
    await page.synced;
    return page;
  };
  const stepsOf = () =>
    house.store.collection(boardSteps).page({ where: { boardId: board.id }, order: 'n', limit: 1000 });
  return { house, roomId, ada, bob, board, open, stepsOf };
}

/** The store with one verb of one collection replaced: a disk that does what the test wants. */
function through(name: string, replace: <R extends Stored>(real: Collection<R>) => Partial<Collection<R>>) {
  return (store: Store): Store => ({
    ...store,
    collection(definition) {
      const real = store.collection(definition);
      return definition.name === name ? { ...real, ...replace(real) } : real;
    },
  });
}

test('an update is on disk before anyone else sees it', async () => {
  const order: string[] = [];
  const { ada, bob, open } = await adaAndBob({
    through: through('boardSteps', (real) => ({
      insert: async (record) => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        await real.insert(record);
        order.push('on disk');
      },
    })),
  });
  const hers = await open(ada);
  const his = await open(bob);
  his.doc.on('update', () => order.push('seen'));
  hers.write('first to the disk');
  await hers.saved();
  await until(() => order.length === 2);
  expect(order).toEqual(['on disk', 'seen']);
});

test('when the store fails nothing is passed on, the writer is told, keeps the words, and they arrive later', async () => {
  let down = false;
  const { ada, bob, open, stepsOf } = await adaAndBob({
    through: through('boardSteps', (real) => ({
      insert: (record) => (down ? Promise.reject(new StoreDown('the disk is full')) : real.insert(record)),
    })),
  });
  const hers = await open(ada);
  const his = await open(bob);
  hers.write('before');
  await hers.saved();
  await until(() => his.text().includes('before'));

  down = true;
  hers.write('meanwhile');
  const asked = hers.saved();
  await expect(asked).rejects.toThrow('closed with 4503');
  expect(await his.closed).toBe(4503);
  expect(his.text()).not.toContain('meanwhile');
  expect(await stepsOf()).toHaveLength(1);

  down = false;
  const hersAgain = await open(ada, hers.doc);
  await hersAgain.saved();
  const fresh = await open(bob);
  expect(fresh.text()).toContain('before');
  expect(fresh.text()).toContain('meanwhile');
});

test('what waits when someone is let go of is dropped: in the queue, and while the disk is writing', async () => {
  const held: (() => void)[] = [];
  const written: number[] = [];
  let hold = false;
  const { ada, bob, house, roomId, open, stepsOf } = await adaAndBob({
    through: through('boardSteps', (real) => ({
      insert: async (record) => {
        written.push((record as unknown as StepRecord).updates.length);
        if (hold) await new Promise<void>((resolve) => held.push(resolve));
        await real.insert(record);
      },
    })),
  });
  const host = await house.comeAs('host', 'Hana');
  await host.enter(roomId);
  const hers = await open(ada);
  const his = await open(bob);
  hold = true;
  his.write('being written');
  await until(() => held.length === 1);
  hers.write('mine stays');
  const told = hers.told.length;
  hers.send(boardKinds.queryAwareness, () => undefined);
  // Sockets keep their order: once the cursors are told, the words before have come in.
  await until(() => hers.told.length > told);
  const hisOther = await open(bob);
  hisOther.write('still waiting');
  const toldHim = hisOther.told.length;
  hisOther.send(boardKinds.queryAwareness, () => undefined);
  await until(() => hisOther.told.length > toldHim);
  await host.get('room:step-back', { roomId, personId: bob.id, minutes: 15 });
  hold = false;
  held[0]?.();
  await hers.saved();
  expect(written).toEqual([1, 1]);
  const [step, ...others] = await stepsOf();
  expect([step?.n, step?.updates.length, others]).toEqual([2, 1, []]);
  expect((await open(ada)).text()).toBe('<paragraph>mine stays</paragraph>');

  // Welcomed back, his page brings what it still holds, and "saved" is true of it.
  await host.get('room:welcome-back', { roomId, personId: bob.id });
  await bob.enter(roomId);
  const back = await open(bob, his.doc);
  await back.saved();
  expect((await open(ada)).text()).toContain('being written');
});

test('what is typed between coming back and the first sync is no fault, and is not lost', async () => {
  const { ada, house, board, open } = await adaAndBob();
  const page = await open(ada);
  page.write('before');
  await page.saved();
  await page.vanish();
  writeParagraph(page.doc, 'while away');
  const back = openPage(house, ada, board.id, page.doc);
  // Sent at once, before the server has asked what it lacks: it goes on where the server is not yet.
  back.socket.on('open', () => writeParagraph(page.doc, 'and on'));
  await back.synced;
  await back.saved();
  expect((await open(ada)).text()).toMatch(/before.*while away.*and on/);
});

test('a board that cannot be read is never shown as an empty one', async () => {
  let down = false;
  const { ada, board, house, open } = await adaAndBob({
    clock: handClock(),
    through: through('boardSteps', (real) => ({
      page: (by) => (down ? Promise.reject(new StoreDown('the disk is gone')) : real.page(by)),
    })),
  });
  const page = await open(ada);
  page.write('still here');
  await page.saved();
  await house.close();

  down = true;
  const again = await openHouse({
    dataFolder: house.dataFolder,
    through: through('boardSteps', (real) => ({
      page: (by) => (down ? Promise.reject(new StoreDown('the disk is gone')) : real.page(by)),
    })),
  });
  const { id: roomId } = await again.room('kitchen');
  const cleo = await again.come('Cleo');
  await cleo.enter(roomId);
  const refused = openPage(again, cleo, board.id);
  expect(await refused.closed).toBe(1011);
  expect(refused.told).toEqual([]);

  down = false;
  const opened = openPage(again, cleo, board.id);
  await opened.synced;
  expect(opened.text()).toContain('still here');
});

test('a log with a hole is refused, not shown in part', async () => {
  const clock = handClock();
  const { house, ada, open, stepsOf, board } = await adaAndBob({ clock });
  const page = await open(ada);
  for (const words of ['one', 'two', 'three']) {
    page.write(words);
    await page.saved();
  }
  const [, second] = await stepsOf();
  expect(await stepsOf()).toHaveLength(3);
  // A copy of the folder, as after a crash: nothing was compacted.
  const dead = await openHouse();
  const steps = dead.store.collection(boardSteps);
  for (const step of await stepsOf()) if (step._id !== second?._id) await steps.insert(step);
  const { roomId, cleo } = await dead.inRoom('kitchen', 'cleo');
  await cleo.get('board:start', { id: board.id, roomId, title: 'a board with a hole' });
  expect(await openPage(dead, cleo, board.id).closed).toBe(1011);
  await page.vanish();
  await house.close();
});

test('a board closed and opened again is the same, its log now one snapshot', async () => {
  const clock = handClock();
  const { ada, bob, board, house, open, stepsOf } = await adaAndBob({ clock });
  const hers = await open(ada);
  for (let turn = 0; turn < 12; turn++) {
    hers.write(`line ${turn}`);
    await hers.saved();
  }
  const text = hers.text();
  expect(await stepsOf()).toHaveLength(12);
  await hers.vanish();
  await until(async () => {
    await clock.advance(31_000);
    return (await stepsOf()).length === 0;
  });
  expect(await house.store.collection(boardSnapshots).get(board.id)).toMatchObject({ upTo: 12 });

  await bob.enter((await house.room('kitchen')).id);
  const his = await open(bob);
  expect(his.text()).toBe(text);
  his.write('one more');
  await his.saved();
  expect((await stepsOf()).map(({ n }) => n)).toEqual([13]);
});

test('a long log is compacted while people write, and nothing is lost', async () => {
  const { ada, bob, open, stepsOf } = await adaAndBob();
  const hers = await open(ada);
  for (let turn = 0; turn < 230; turn++) {
    hers.write(`line ${turn}`);
    await hers.saved();
  }
  expect((await stepsOf()).length).toBeLessThan(60);
  const his = await open(bob);
  expect(his.text()).toBe(hers.text());
  expect(his.text().match(/line \d+/g)).toHaveLength(230);
});

test('deleted words leave the log within hours, though the board stays open', async () => {
  const clock = handClock();
  const { ada, board, house, open, stepsOf } = await adaAndBob({ clock });
  const page = await open(ada);
  page.write('SECRET-STORY');
  await page.saved();
  page.doc.getXmlFragment('story').delete(0, 1);
  await page.saved();
  const bytes = async () =>
    Buffer.concat([
      ...(await stepsOf()).flatMap(({ updates }) => updates),
      (await house.store.collection(boardSnapshots).get(board.id))?.state ?? Buffer.alloc(0),
    ]);
  expect((await bytes()).includes('SECRET-STORY')).toBe(true);
  const socket = page.socket;
  const ends = clock.now() + 7 * 60 * 60 * 1000;
  while (clock.now() < ends) {
    await clock.advance(limits.pingIntervalMs);
    await page.saved();
  }
  expect(socket.readyState).toBe(socket.OPEN);
  expect((await bytes()).includes('SECRET-STORY')).toBe(false);
}, 60_000);

test('a crash between the snapshot and the removal of its steps loses and doubles nothing', async () => {
  const { ada, house, board, open } = await adaAndBob({
    clock: handClock(),
    through: through('boardSteps', () => ({ remove: () => Promise.reject(new StoreDown('crash')) })),
  });
  const page = await open(ada);
  for (const words of ['one', 'two', 'three']) {
    page.write(words);
    await page.saved();
  }
  const text = page.text();
  await house.close();
  const again = await openHouse({ dataFolder: house.dataFolder });
  const steps = again.store.collection(boardSteps);
  const left = () => steps.page({ where: { boardId: board.id }, order: 'n', limit: 10 });
  expect(await left()).toHaveLength(3);
  expect(await again.store.collection(boardSnapshots).get(board.id)).toMatchObject({ upTo: 3 });

  const { id: roomId } = await again.room('kitchen');
  const cleo = await again.come('Cleo');
  await cleo.enter(roomId);
  const reader = openPage(again, cleo, board.id);
  await reader.synced;
  expect(reader.text()).toBe(text);
  reader.write('four');
  await reader.saved();
  expect((await left()).map(({ n }) => n)).toEqual([1, 2, 3, 4]);
});

test('"saved" is said of deletions too, and of nothing before it is on disk', async () => {
  let release: (() => void) | undefined;
  let hold = false;
  const { ada, open, stepsOf } = await adaAndBob({
    through: through('boardSteps', (real) => ({
      insert: async (record) => {
        if (hold) await new Promise<void>((resolve) => (release = resolve));
        await real.insert(record);
      },
    })),
  });
  const page = await open(ada);
  page.write('to be taken away');
  await page.saved();
  hold = true;
  page.doc.getXmlFragment('story').delete(0, 1);
  const asked = page.saved();
  await until(() => release);
  expect(page.hasSaved()).toBe(1);
  release?.();
  await asked;
  expect(await stepsOf()).toHaveLength(2);
  const [, deletion] = await stepsOf();
  const read = Y.decodeUpdate((deletion as StepRecord).updates[0] as Buffer);
  expect([read.structs.length, read.ds.clients.size]).toEqual([0, 1]);
});

test('what is known already is not written again', async () => {
  const { ada, open, stepsOf } = await adaAndBob();
  const page = await open(ada);
  page.write('once');
  page.doc.getXmlFragment('story').delete(0, 1);
  page.write('kept');
  await page.saved();
  const before = (await stepsOf()).length;
  await page.vanish();
  // Coming back sends everything the page knows was deleted, each time.
  for (let turn = 0; turn < 5; turn++) {
    const again = await open(ada, page.doc);
    await again.saved();
    await again.vanish();
  }
  expect(await stepsOf()).toHaveLength(before);
});

test('words written while the line is lost merge by themselves, also across a restart of the server', async () => {
  const { house, ada, bob, board, roomId, open } = await adaAndBob();
  const hers = await open(ada);
  const his = await open(bob);
  hers.write('together');
  await hers.saved();
  await until(() => his.text().includes('together'));
  await house.close();
  await Promise.all([hers.closed, his.closed]);
  writeParagraph(hers.doc, 'ada alone');
  writeParagraph(his.doc, 'bob alone');

  const again = await openHouse({ dataFolder: house.dataFolder });
  const back = async (person: typeof ada, doc: Y.Doc) => {
    const page = await again.again(person);
    await page.enter(roomId);
    return openPage(again, page, board.id, doc);
  };
  const [hersBack, hisBack] = await Promise.all([back(ada, hers.doc), back(bob, his.doc)]);
  // Typed on before the first sync: y-websocket sends it at once, with a gap the server must not take amiss.
  writeParagraph(hers.doc, 'and on');
  await Promise.all([hersBack.synced, hisBack.synced]);
  await Promise.all([hersBack.saved(), hisBack.saved()]);
  await until(() => hersBack.text() === hisBack.text());
  for (const words of ['together', 'ada alone', 'bob alone', 'and on'])
    expect(hersBack.text()).toContain(words);
});

describe('forged and broken frames', () => {
  const update = (write: (structs: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder();
    write(encoder);
    return encoding.toUint8Array(encoder);
  };
  /** One GC struct of any length under any pen: 16 bytes that Yjs would believe. */
  const poison = (pen: number, clock: number, length: number) =>
    update((encoder) => {
      for (const value of [1, 1, pen, clock]) encoding.writeVarUint(encoder, value);
      encoding.writeUint8(encoder, 0);
      encoding.writeVarUint(encoder, length);
      encoding.writeVarUint(encoder, 0);
    });

  test('a forged step of 2^40 letters does not make an absent person’s words disappear', async () => {
    const { ada, bob, open, stepsOf } = await adaAndBob();
    const hers = await open(ada);
    const his = await open(bob);
    hers.write('I am here');
    await hers.saved();
    await hers.vanish();
    writeParagraph(hers.doc, 'I need help tonight');
    const clock = Y.getState(his.doc.store, hers.doc.clientID) || 1;

    for (const length of [2 ** 40, 5, 60_000]) {
      const attacker = await open(bob);
      attacker.sendUpdate(poison(hers.doc.clientID, clock, length));
      expect(await attacker.closed).toBe(4400);
    }
    const own = await open(bob);
    own.sendUpdate(poison(own.doc.clientID, 0, 2 ** 40));
    expect(await own.closed).toBe(4400);
    expect(await stepsOf()).toHaveLength(1);

    const back = await open(ada, hers.doc);
    writeParagraph(hers.doc, 'please');
    await back.saved();
    await until(() => his.text().includes('please'));
    expect(his.text()).toContain('I need help tonight');
    expect(back.text()).toContain('I need help tonight');
  });

  test('nobody writes under the pen of someone else, not even after the server was restarted', async () => {
    const { house, ada, bob, board, roomId, open } = await adaAndBob();
    const hers = await open(ada);
    hers.write('mine');
    await hers.saved();
    const pen = hers.doc.clientID;
    const clock = Y.getState(hers.doc.store, pen);
    await house.close();

    const again = await openHouse({ dataFolder: house.dataFolder });
    const bobAgain = await again.again(bob);
    await bobAgain.enter(roomId);
    const attacker = openPage(again, bobAgain, board.id);
    await attacker.synced;
    attacker.sendUpdate(poison(pen, clock, 3));
    expect(await attacker.closed).toBe(4400);
  });

  test('gaps, missing parents, other roots, cut and empty frames close that socket alone', async () => {
    const { ada, bob, open, stepsOf } = await adaAndBob();
    const hers = await open(ada);
    hers.write('steady');
    await hers.saved();

    const stranger = new Y.Doc();
    writeParagraph(stranger, 'a first');
    const first = Y.encodeStateAsUpdate(stranger);
    writeParagraph(stranger, 'and a second that needs the first');
    const second = Y.diffUpdate(Y.encodeStateAsUpdate(stranger), Y.encodeStateVectorFromUpdate(first));
    const elsewhere = new Y.Doc();
    elsewhere.getText('hidden').insert(0, 'a cupboard that nobody sees');
    const whole = Y.encodeStateAsUpdate(stranger);

    const forged: Uint8Array[] = [
      second,
      Y.encodeStateAsUpdate(elsewhere),
      whole.slice(0, whole.length - 7),
      new Uint8Array(),
      new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
    ];
    for (const bytes of forged) {
      const page = await open(bob);
      page.sendUpdate(bytes);
      expect(await page.closed).toBe(4400);
    }
    const raw: Buffer[] = [
      Buffer.from([]),
      Buffer.from([99]),
      Buffer.from([0]),
      Buffer.from([0, 0, 200]),
      Buffer.from([1, 3, 1, 1]),
      Buffer.from([0, 9, 0]),
    ];
    for (const bytes of raw) {
      const page = await open(bob);
      page.socket.send(bytes);
      expect(await page.closed).toBe(4400);
    }
    const textual = await open(bob);
    textual.socket.send('hello');
    expect(await textual.closed).toBe(4400);
    const large = await open(bob);
    large.socket.send(Buffer.alloc(limits.boardFrameBytes + 1));
    expect(await large.closed).toBe(1009);

    await hers.saved();
    expect(await stepsOf()).toHaveLength(1);
  });

  test('of ten thousand forged updates none changes a byte of what is kept', async () => {
    const { ada, bob, open, stepsOf } = await adaAndBob();
    const hers = await open(ada);
    hers.write('the only words');
    await hers.saved();
    const random = dice(7);
    let refused = 0;
    let page = await open(bob);
    for (let turn = 0; turn < 10_000; turn++) {
      if (page.socket.readyState !== page.socket.OPEN) page = await open(bob);
      const pen = turn % 2 ? hers.doc.clientID : 1 + random(2 ** 31);
      const clock = turn % 2 ? Y.getState(hers.doc.store, pen) + random(2) : 1 + random(1000);
      page.sendUpdate(poison(pen, clock, 1 + random(2 ** 20)));
      if (turn % 25 !== 0) continue;
      expect(await page.closed).toBe(4400);
      refused += 1;
    }
    await hers.saved();
    expect(refused).toBe(400);
    expect(await stepsOf()).toHaveLength(1);
    expect((await open(ada)).text()).toBe(hers.text());
  }, 60_000);
});

test('a page that sends too much is asked to come back later', async () => {
  const { ada, open } = await adaAndBob();
  const page = await open(ada);
  for (let frame = 0; frame < 2 * perLine.frames.burst; frame++)
    page.send(boardKinds.queryAwareness, () => undefined);
  expect(await page.closed).toBe(4529);
});

test('a full board takes no more words, and still lets some be taken away', async () => {
  const { ada, open, stepsOf, house, board } = await adaAndBob();
  let page = await open(ada);
  let code: number | undefined;
  for (let turn = 0; code === undefined && turn < 60; turn++) {
    page.write('x'.repeat(200_000));
    code = await Promise.race([
      page.saved().then(
        () => undefined,
        () => page.closed,
      ),
      page.closed,
    ]);
    if (code === 4529) {
      page = await open(ada);
      code = undefined;
    }
    if (turn % 12 === 11 && code === undefined) {
      await page.vanish();
      page = await open(ada);
    }
  }
  expect(code).toBe(4413);
  const fresh = await open(ada);
  fresh.doc.getXmlFragment('story').delete(0, 1);
  await fresh.saved();
  expect((await house.store.collection(boardSnapshots).get(board.id))?.state.length).toBeLessThan(
    boardLimits.bytes + 2 * 1024 * 1024,
  );
  expect((await stepsOf()).length).toBeGreaterThan(0);
}, 60_000);
