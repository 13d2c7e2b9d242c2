import { cp } from 'node:fs/promises';
import * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';
import { openPage, startBoard, writeParagraph } from '../../test/support/board-page';
import { countIn } from '../../test/support/bytes';
import { handClock } from '../../test/support/clock';
import { openHouse, temporaryFolder, until } from '../../test/support/house';
import { withdraw, wordsOf } from './whose';

/** A page that two pens write on, each seeing what the other wrote. */
function twoPens() {
  const [ada, ben] = [new Y.Doc(), new Y.Doc()];
  const share = () => {
    Y.applyUpdate(ada, Y.encodeStateAsUpdate(ben));
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada));
  };
  const textIn = (doc: Y.Doc, index: number) =>
    (doc.getXmlFragment(boardRoot).get(index) as Y.XmlElement).get(0) as Y.XmlText;
  const page = () => ben.getXmlFragment(boardRoot).toString();
  return { ada, ben, share, textIn, page, pens: new Set([ada.clientID]) };
}

test('one pen’s letters leave a text that both wrote; the other’s stay, in their paragraph and their order', () => {
  const { ada, ben, share, textIn, page, pens } = twoPens();
  writeParagraph(ada, 'SECRET one');
  writeParagraph(ada, 'only hers');
  share();
  textIn(ben, 0).insert(6, ' his words ');
  writeParagraph(ben, 'his own');
  share();
  textIn(ada, 2).insert(3, ' HERS ');
  share();
  expect(wordsOf(ben, pens)).toEqual(['SECRET one', 'only hers', ' HERS ']);

  withdraw(ben, pens);
  expect(page()).toBe('<paragraph> his words </paragraph><paragraph>his own</paragraph>');
  expect(wordsOf(ben, pens)).toEqual([]);
  const bytes = Buffer.from(Y.encodeStateAsUpdate(ben)).toString('latin1');
  expect(bytes).not.toMatch(/SECRET|hers|HERS/);
});

test('a link’s address goes with its pen, the words under it stay; a heading that others wrote in stays one', () => {
  const { ada, ben, share, textIn, page, pens } = twoPens();
  const heading = new Y.XmlElement('heading');
  heading.setAttribute('level', 3 as unknown as string);
  heading.setAttribute('note', 'SECRET');
  heading.insert(0, [new Y.XmlText('hers')]);
  ada.getXmlFragment(boardRoot).insert(0, [heading]);
  share();
  textIn(ben, 0).insert(4, ' and his');
  share();
  textIn(ada, 0).format(5, 7, { link: { href: 'https://SECRET.example' } });
  share();
  expect(page()).toContain('SECRET');

  withdraw(ben, pens);
  expect(page()).toBe('<heading level="3"> and his</heading>');
  expect(Buffer.from(Y.encodeStateAsUpdate(ben)).toString('latin1')).not.toContain('SECRET');
});

test('a deleted sentence leaves the files within a day, also of a board that was open all along', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const page = openPage(house, ada, (await startBoard(ada, roomId)).id);
  await page.synced;
  page.write('SECRET-STORY');
  page.write('stays');
  await page.saved();
  page.doc.getXmlFragment(boardRoot).delete(0, 1);
  await page.saved();
  expect(await countIn(house.dataFolder, 'SECRET-STORY')).not.toEqual([0]);

  for (let hour = 0; hour < 24; hour++) {
    await clock.advance(3_600_000);
    await house.store.check();
  }
  await until(async () => (await countIn(house.dataFolder, 'SECRET-STORY'))[0] === 0);
  expect((await countIn(house.dataFolder, 'stays'))[0]).toBeGreaterThan(0);
});

test('a log that a killed server left behind is compacted by the next one, though nobody opens the board', async () => {
  const clock = handClock();
  const first = await openHouse({ clock });
  const { roomId, ada } = await first.inRoom('kitchen', 'ada');
  const page = openPage(first, ada, (await startBoard(ada, roomId)).id);
  await page.synced;
  page.write('SECRET-STORY');
  page.write('stays');
  await page.saved();
  page.doc.getXmlFragment(boardRoot).delete(0, 1);
  await page.saved();
  // As a kill leaves it: nothing of the first one is closed.
  const dataFolder = await temporaryFolder();
  await cp(first.dataFolder, dataFolder, { recursive: true });
  const second = await openHouse({ clock, dataFolder });
  for (let hour = 0; hour < 4; hour++) {
    await clock.advance(3_600_000);
    await second.store.check();
  }
  await second.store.purge();
  await until(async () => (await countIn(dataFolder, 'SECRET-STORY'))[0] === 0);
});
