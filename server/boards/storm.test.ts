import type * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import { openPage, startBoard } from '../../test/support/board-page';
import { dice } from '../../test/support/dice';
import { openHouse, temporaryFolder, until, visit, visitors } from '../../test/support/house';
import { startHouse } from '../../test/support/process';
import { type Clock, machineClock } from '../clock';
import { boardSnapshots, boardSteps } from './boards.record';

const words = (doc: Y.Doc) =>
  new Set(
    doc
      .getXmlFragment(boardRoot)
      .toString()
      .match(/w\d+-\d+/g) ?? [],
  );

test('200 storms of opening, writing, leaving and opening again at any moment lose nothing', async () => {
  const random = dice(3);
  const wait = (most = 8) => new Promise<void>((resolve) => setTimeout(resolve, random(most)));
  /** A board closes a moment after the last one left, not half a minute: at any point of the next visit. */
  const clock: Clock = {
    ...machineClock,
    after: (ms, run) => machineClock.after(ms === 30_000 ? random(20) : ms, run),
  };
  const house = await openHouse({
    clock,
    // Every step of the disk takes its time, so that closing and opening meet in the middle.
    through: (store) => ({
      ...store,
      collection(definition) {
        const real = store.collection(definition);
        if (definition.name !== boardSteps.name && definition.name !== boardSnapshots.name) return real;
        return {
          insert: (record) => wait().then(() => real.insert(record)),
          get: (id) => wait().then(() => real.get(id)),
          // Reading is slowest: a closing could be over before an opening that began with it.
          page: (by) => wait(40).then(() => real.page(by)),
          change: (id, edit) => wait().then(() => real.change(id, edit)),
          remove: (id) => wait().then(() => real.remove(id)),
        };
      },
    }),
  });
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const saved = new Set<string>();

  async function visitOnce(person: typeof ada, round: number) {
    const page = openPage(house, person, board.id);
    await Promise.race([
      page.synced,
      page.closed.then((code) => Promise.reject(new Error(`closed with ${code}`))),
    ]);
    page.write(`w${round}-${random(1_000_000)}`);
    await page.saved();
    for (const word of words(page.doc)) saved.add(word);
    await page.vanish();
  }

  for (let round = 0; round < 200; round++) {
    const visits = [visitOnce(ada, round)];
    if (random(2)) visits.push(wait().then(() => visitOnce(bob, round)));
    await Promise.all(visits);
    if (random(3)) await wait();
  }
  const last = openPage(house, ada, board.id);
  await last.synced;
  const there = words(last.doc);
  expect([...saved].filter((word) => !there.has(word))).toEqual([]);
  expect(saved.size).toBeGreaterThanOrEqual(200);
}, 120_000);

test('the server is killed ten times while it writes and compacts: what it called saved is there', async () => {
  const random = dice(4);
  const dataFolder = await temporaryFolder();
  const saved = new Set<string>();
  let session: Parameters<typeof visit>[1] = {};
  let roomId = '';
  let boardId = '';

  for (let kill = 0; kill < 10; kill++) {
    const house = await startHouse({ dataFolder });
    if (kill === 0) {
      const ada = await visitors(house.origin).come('Ada');
      session = ada.session;
      roomId = (await visitors(house.origin).look()).rooms[0]?.id ?? '';
      await ada.enter(roomId);
      boardId = (await ada.get('board:start', { id: newId(), roomId, title: 'Held through' })).id;
    }
    const ada = await visit(house.origin, session);
    await ada.enter(roomId);
    // A page with nothing in hand: what is missing cannot be brought back by it.
    const page = openPage(house, ada, boardId);
    await page.synced;
    const there = words(page.doc);
    expect([...saved].filter((word) => !there.has(word))).toEqual([]);

    let writing = true;
    let written = 0;
    async function write() {
      while (writing) {
        const word = `w${kill}-${written++}`;
        page.write(word);
        // Now and then a word is taken away again: deletions are steps too.
        if (random(4) === 0) page.doc.getXmlFragment(boardRoot).delete(0, 1);
        const mine = words(page.doc);
        // What was taken away may be gone before that is said to be saved.
        for (const one of saved) if (!mine.has(one)) saved.delete(one);
        await page.saved();
        for (const one of mine) saved.add(one);
      }
    }
    const done = write().catch(() => undefined);
    await until(() => written > 150 + random(150));
    await house.kill('SIGKILL');
    writing = false;
    await done;
  }
  process.stderr.write(`10 kills; ${saved.size} words on the board, none lost\n`);
}, 180_000);
