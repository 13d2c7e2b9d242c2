import { pino } from 'pino';
import * as Y from 'yjs';
import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import { writeParagraph } from '../../test/support/board-page';
import { cleanUp } from '../../test/support/clean-up';
import { temporaryFolder } from '../../test/support/house';
import { machineClock } from '../clock';
import { openStore } from '../store/open';
import { Taken } from '../store/store';
import { openLog } from './board-log';
import { createBoards } from './boards';
import { boards as boardRecords, boardSnapshots } from './boards.record';

async function openHere() {
  const store = await openStore({ dataFolder: await temporaryFolder() });
  cleanUp(store.close);
  return store;
}

const stateOf = (words: string) => {
  const doc = new Y.Doc();
  writeParagraph(doc, words);
  return Y.encodeStateAsUpdate(doc);
};

test('an older snapshot that arrives late does not take the place of a newer one', async () => {
  const store = await openHere();
  const boardId = newId();
  const late = await openLog(store, boardId);
  const newer = await openLog(store, boardId);
  await newer.log.append([stateOf('kept')], []);
  await newer.log.compact(stateOf('kept'), []);
  await late.log.compact(Y.encodeStateAsUpdate(late.doc), []);
  expect(await store.collection(boardSnapshots).get(boardId)).toMatchObject({ upTo: 1 });
  const { doc } = await openLog(store, boardId);
  expect(doc.getXmlFragment('story').toString()).toContain('kept');
});

test('two that write one log never take the same step', async () => {
  const store = await openHere();
  const boardId = newId();
  const one = await openLog(store, boardId);
  const other = await openLog(store, boardId);
  await one.log.append([stateOf('one')], []);
  await expect(other.log.append([stateOf('other')], [])).rejects.toBeInstanceOf(Taken);
});

test('two servers on one store share the places of a room', async () => {
  const store = await openHere();
  const log = pino({ level: 'silent' });
  const roomId = newId();
  const servers = [1, 2].map(() =>
    createBoards({ store, hall: { announce() {} }, clock: machineClock, log }),
  );
  const person = { id: newId(), name: 'Ada', role: 'peer' } as const;
  const starts = servers.flatMap((boards) =>
    Array.from({ length: 30 }, () => boards.start(person, { id: newId(), roomId, title: 'at once' })),
  );
  await Promise.all(starts);
  const records = await store
    .collection(boardRecords)
    .page({ where: { roomId }, order: 'place', limit: limits.boardsPerRoom });
  expect(records.map(({ place }) => place)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});
