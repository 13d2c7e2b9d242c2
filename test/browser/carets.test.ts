import { goTo, paper, paragraphs } from '../support/board-screen';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { openHouse, until } from '../support/house';

const bothLists = ['left', 'right'].map(
  (side) => `${side}:${[0, 1, 2, 3, 4, 5].map((round) => ` ${side}${round}`).join('')}`,
);

/** Ada and Ben, each in a browser of their own, on a board that begins so. */
async function twoOnBoard(beginning: string) {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const open = async (name: string) => {
    const { page } = await openPage(await openBrowser(), house.origin);
    await comeIn(page, house.origin, code, name);
    await page.getByRole('button', { name: /^Boards/ }).click();
    return page;
  };
  const [ada, ben] = [await open('Ada'), await open('Ben')];
  await ada.getByLabel('Title of a new board').fill('Two lists');
  await ada.getByRole('button', { name: 'Start a board' }).click();
  await paper(ada).click();
  await ada.keyboard.type(beginning);
  await ben.getByRole('link', { name: 'Two lists' }).click();
  return { ada, ben };
}

browserTest('what I write lands where I put my caret, however much others write meanwhile', async () => {
  const { ada, ben } = await twoOnBoard('left:\nright:\nelsewhere:');
  await goTo(ben, 'elsewhere:');

  const writing = ben.keyboard.type('x'.repeat(250), { delay: 10 });
  for (let round = 0; round < 6; round++)
    for (const side of ['left', 'right']) {
      await goTo(ada, `${side}:`);
      await ada.keyboard.type(` ${side}${round}`, { delay: 5 });
    }
  await writing;

  await until(async () => JSON.stringify(await paragraphs(ben)).includes('right5'), 'all of it has come');
  expect(await paragraphs(ben)).toEqual([...bothLists, `elsewhere:${'x'.repeat(250)}`]);
});

browserTest('nor do others’ carets, moving about, put mine back', async () => {
  const { ada, ben } = await twoOnBoard('left:\nright:\nelsewhere:');
  const slow = await ada.context().newCDPSession(ada);
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await goTo(ben, 'elsewhere:');
  let moving = true;
  const moves = (async () => {
    while (moving) for (const key of ['ArrowLeft', 'ArrowRight']) await ben.keyboard.press(key);
  })();
  for (let round = 0; round < 6; round++)
    for (const side of ['left', 'right']) {
      // Coming back to the page is where a caret is most easily lost.
      await ada.getByRole('button', { name: /^Undo/ }).focus();
      await goTo(ada, `${side}:`);
      await ada.keyboard.type(` ${side}${round}`, { delay: 5 });
    }
  moving = false;
  await moves;
  await until(async () => JSON.stringify(await paragraphs(ben)).includes('right5'), 'all of it has come');
  expect(await paragraphs(ben)).toEqual([...bothLists, 'elsewhere:']);
});
