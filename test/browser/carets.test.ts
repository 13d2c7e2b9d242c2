import { goTo, paper, paragraphs } from '../support/board-screen';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { openHouse, until } from '../support/house';

browserTest('what I write lands where I put my caret, however much others write meanwhile', async () => {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const [ada, ben] = await Promise.all(
    ['Ada', 'Ben'].map(async (name) => {
      const { page } = await openPage(await openBrowser(), house.origin);
      await comeIn(page, house.origin, code, name);
      await page.getByRole('button', { name: /^Boards/ }).click();
      return page;
    }),
  );
  if (!ada || !ben) throw new Error('two are there');
  await ada.getByLabel('Title of a new board').fill('Two lists');
  await ada.getByRole('button', { name: 'Start a board' }).click();
  await paper(ada).click();
  await ada.keyboard.type('left:\nright:\nelsewhere:');
  await ben.getByRole('link', { name: 'Two lists' }).click();
  await goTo(ben, 'elsewhere:');

  const writing = ben.keyboard.type('x'.repeat(250), { delay: 10 });
  for (let round = 0; round < 6; round++)
    for (const side of ['left', 'right']) {
      await goTo(ada, `${side}:`);
      await ada.keyboard.type(` ${side}${round}`, { delay: 5 });
    }
  await writing;

  const whole = ['left', 'right'].map(
    (side) => `${side}:${[0, 1, 2, 3, 4, 5].map((round) => ` ${side}${round}`).join('')}`,
  );
  await until(async () => JSON.stringify(await paragraphs(ben)).includes('right5'), 'all of it has come');
  expect(await paragraphs(ben)).toEqual([...whole, `elsewhere:${'x'.repeat(250)}`]);
});
