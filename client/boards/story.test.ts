import { type AddressInfo, connect, createServer } from 'node:net';
import { WebSocket as Socket } from 'ws';
import { type Collection, StoreDown, type Stored } from '../../server/store/store';
import { boardRoot } from '../../shared/board-line';
import { startBoard, writeParagraph } from '../../test/support/board-page';
import { cleanUp } from '../../test/support/clean-up';
import { openHouse, type Person, until } from '../../test/support/house';
import { openStory, type Story } from './story';

/** A browser's socket: with the page's origin and this person's cookie. */
function socketOf(origin: string, person: Person): typeof WebSocket {
  class PageSocket extends Socket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, {
        headers: { origin, host: new URL(origin).host, cookie: person.session.cookie },
      });
    }
  }
  return PageSocket as unknown as typeof WebSocket;
}

function open(
  origin: string,
  person: Person,
  boardId: string,
  address = `${origin.replace('http', 'ws')}/boards`,
): Story {
  const story = openStory({
    address,
    boardId,
    token: person.session.token ?? '',
    socket: socketOf(origin, person),
  });
  cleanUp(story.end);
  return story;
}

const text = (story: Story) => story.doc.getXmlFragment(boardRoot).toString();

test('it says saved when the server has it on disk, not before, and sees who else is there', async () => {
  const house = await openHouse();
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const board = await startBoard(ada, roomId);
  const hers = open(house.origin, ada, board.id);
  const his = open(house.origin, bob, board.id);
  expect(hers.standing.value).toBe('opening');
  await until(() => hers.standing.value === 'saved' && his.standing.value === 'saved');
  writeParagraph(hers.doc, 'tea');
  expect(hers.standing.value).toBe('saving');
  expect(hers.unsaved.value).toBe(true);
  await until(() => hers.standing.value === 'saved');
  expect(hers.unsaved.value).toBe(false);
  await until(() => text(his).includes('tea'));
  hers.provider.awareness.setLocalStateField('cursor', null);
  await until(() => his.fellows.value.length === 1);
  expect(his.fellows.value).toEqual([{ personId: ada.id, name: 'ada' }]);
});

test('a lost line is told within seconds; the words are kept and arrive when it is back', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const board = await startBoard(ada, roomId);
  const hers = open(house.origin, ada, board.id);
  await until(() => hers.standing.value === 'saved');
  await house.close();
  writeParagraph(hers.doc, 'written alone');
  await until(() => hers.standing.value === 'lost', 'lost', 8_000);
  expect(hers.unsaved.value).toBe(true);

  const again = await openHouse({ dataFolder: house.dataFolder, port: house.port });
  const back = await again.again(ada);
  await back.enter(roomId);
  await until(() => hers.standing.value === 'saved');
  const reader = open(again.origin, back, board.id);
  await until(() => text(reader).includes('written alone'));
}, 40_000);

test('a line that looks open and carries nothing is told within 15 s', async () => {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const board = await startBoard(ada, roomId);
  const line = await openLine(house.port);
  const hers = open(house.origin, ada, board.id, `ws://127.0.0.1:${line.port}/boards`);
  await until(() => hers.standing.value === 'saved');
  line.goDead();
  const began = Date.now();
  await until(() => hers.standing.value === 'lost', 'lost', 15_000);
  process.stderr.write(`a dead line was told after ${Date.now() - began} ms\n`);
  line.comeAlive();
  await until(() => hers.standing.value === 'saved', 'saved again', 15_000);
}, 40_000);

/** A line through which nothing goes any more when it is dead, while both ends believe in it. */
async function openLine(port: number) {
  let isDead = false;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => isDead || to.write(bytes));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(() => server.close());
  return {
    port: (server.address() as AddressInfo).port,
    goDead() {
      isDead = true;
    },
    comeAlive() {
      isDead = false;
    },
  };
}

test('a board that cannot be read says so, stays closed, and opens when it can be', async () => {
  let down = true;
  const house = await openHouse({
    through: (store) => ({
      ...store,
      collection(definition) {
        const real = store.collection(definition);
        return definition.name === 'boardSteps' ? failing(real, () => down) : real;
      },
    }),
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const hers = open(house.origin, ada, (await startBoard(ada, roomId)).id);
  await until(() => hers.standing.value === 'failed');
  expect(hers.opened.value).toBe(false);
  down = false;
  hers.tryAgain();
  await until(() => hers.standing.value === 'saved');
});

function failing<R extends Stored>(real: Collection<R>, isDown: () => boolean): Collection<R> {
  return { ...real, page: (by) => (isDown() ? Promise.reject(new StoreDown('gone')) : real.page(by)) };
}
