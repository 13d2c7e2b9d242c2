import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { boardKinds, boardRoot } from '../../shared/board-line';
import { knock, openPage, startBoard } from '../../test/support/board-page';
import { openHouse, type Person } from '../../test/support/house';
import { boardSteps } from './boards.record';

const letters = 240_000;
const eachSocket = 15;
const sockets = 3;

/** An update that needs another one, which never comes. */
function unresolvable(): Uint8Array {
  const doc = new Y.Doc();
  const text = new Y.XmlText();
  doc.getXmlFragment(boardRoot).insert(0, [text]);
  const before = Y.encodeStateVector(doc);
  text.insert(0, 'x'.repeat(letters));
  return Y.encodeStateAsUpdate(doc, before);
}

function updateFrame(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, boardKinds.sync);
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

function askingFrame(counter: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, boardKinds.asking);
  encoding.writeVarUint(encoder, counter);
  return encoding.toUint8Array(encoder);
}

test('ten megabytes that wait for what never comes are kept nowhere', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const inUse = async () => {
    for (let turn = 0; turn < 3; turn++) {
      collectGarbage();
      await new Promise(setImmediate);
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };

  const house = await openHouse();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const board = await startBoard(ada, roomId);
  const hers = openPage(house, ada, board.id);
  await hers.synced;
  hers.write('steady');
  await hers.saved();

  /** Before the first sync step 2 an update that cannot be placed is no fault: the socket stays. */
  async function send(person: Person, updates: number) {
    const socket = knock(house, `/boards/${board.id}`, {
      origin: house.origin,
      cookie: person.session.cookie,
      protocols: ['porchlight', person.session.token ?? ''],
    });
    await new Promise((resolve) => socket.once('open', resolve));
    for (let n = 0; n < updates; n++) socket.send(updateFrame(unresolvable()));
    socket.send(askingFrame(1));
    await new Promise((resolve, reject) => {
      socket.on('message', (frame: Buffer) => frame[0] === boardKinds.saved && resolve(undefined));
      socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
    });
  }

  await send(ben, 1);
  const before = await inUse();
  for (let n = 0; n < sockets; n++) await send(ben, eachSocket);
  const added = (await inUse()) - before;
  expect(sockets * eachSocket * letters).toBeGreaterThan(10e6);
  expect(added).toBeLessThan(2e6);
  await hers.saved();
  expect(hers.text()).toBe('<paragraph>steady</paragraph>');
  const steps = house.store.collection(boardSteps);
  expect(await steps.page({ where: { boardId: board.id }, order: 'n', limit: 10 })).toHaveLength(1);
});
