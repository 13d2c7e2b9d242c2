import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserTest, comeIn, openBrowser, openPage, phone, wide } from '../support/browser';
import { openHouse, until } from '../support/house';

const paper = (page: Page) => page.getByRole('textbox', { name: /^The board/ });
/** What is written, without the names at the others' carets. */
const written = (page: Page) =>
  paper(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.caret')) caret.remove();
    return copy.innerHTML.replace(/<img[^>]*>|<br[^>]*>| class="[^"]*"|<span[^>]*>|<\/span>/g, '');
  });
const saved = (page: Page) => page.getByText('saved', { exact: true });

async function startBoard(page: Page, title: string) {
  await page.getByRole('button', { name: /^Boards/ }).click();
  await page.getByLabel('Title of a new board').fill(title);
  await page.getByRole('button', { name: 'Start a board' }).click();
  await paper(page).waitFor();
}

async function kitchen() {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const browser = await openBrowser();
  const open = async (name: string, options = {}) => {
    const opened = await openPage(browser, house.origin, options);
    await comeIn(opened.page, house.origin, code, name);
    return opened;
  };
  return { house, browser, open };
}

const axe = readFile(join(__dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe-core has to say about the page, in short. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}

browserTest('two people write a board at once, see each other, and find it after a reload', async () => {
  const { open } = await kitchen();
  const ada = await open('Ada');
  const ben = await open('Ben');
  await startBoard(ada.page, 'Things that help');
  await saved(ada.page).waitFor();

  await ben.page.getByRole('button', { name: /^Boards/ }).click();
  await ben.page.getByRole('link', { name: 'Things that help' }).click();
  await paper(ben.page).waitFor();
  await paper(ada.page).click();
  await paper(ben.page).click();
  await Promise.all([
    paper(ada.page).pressSequentially('A cup of tea, and a walk. ', { delay: 15 }),
    paper(ben.page).pressSequentially('Calling someone who knows. ', { delay: 15 }),
  ]);
  await until(async () => (await written(ada.page)) === (await written(ben.page)));
  await Promise.all([saved(ada.page).waitFor(), saved(ben.page).waitFor()]);
  expect(await ada.page.locator('.fellow').allInnerTexts()).toEqual(['Ben']);
  expect(await ada.page.locator('.caret-name').allInnerTexts()).toEqual(['Ben']);

  await ada.page.reload();
  await paper(ada.page).getByText('A cup of tea').waitFor();
  await paper(ada.page).getByText('Calling someone').waitFor();
  for (const { elsewhere, complaints } of [ada, ben]) expect([...elsewhere, ...complaints]).toEqual([]);
});

browserTest(
  'pictures',
  async () => {
    const { open } = await kitchen();
    for (const [viewport, size] of [
      [phone, 320],
      [wide, 1280],
    ] as const)
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, complaints } = await open(`Ada ${size} ${colorScheme}`, { viewport, colorScheme });
        const ben = await open(`Ben ${size} ${colorScheme}`);
        await page.getByRole('button', { name: /^Boards/ }).click();
        await page.screenshot({ path: `/tmp/shots/list-${size}-${colorScheme}.png` });
        await page
          .getByLabel('Title of a new board')
          .fill(`Letters to my younger self ${size} ${colorScheme}`);
        await page.getByRole('button', { name: 'Start a board' }).click();
        await paper(page).waitFor();
        await saved(page).waitFor();
        await page.screenshot({ path: `/tmp/shots/empty-${size}-${colorScheme}.png` });
        await ben.page.goto(page.url());
        await paper(ben.page).waitFor();
        await paper(page).click();
        await page.getByRole('button', { name: 'Heading', exact: true }).click();
        await page.keyboard.type('Dear you');
        await page.keyboard.press('Enter');
        await page.keyboard.type(
          'It gets lighter. Not all at once, and not every day, but it does. These helped me:',
        );
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'List', exact: true }).click();
        await page.keyboard.type('a cup of tea');
        await page.keyboard.press('Enter');
        await page.keyboard.type('somebody who listens');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Quote', exact: true }).click();
        await page.keyboard.type('You are not a burden.');
        await paper(ben.page).getByText('somebody').click();
        await page.locator('.caret-name').waitFor();
        await saved(page).waitFor();
        await page.screenshot({ path: `/tmp/shots/board-${size}-${colorScheme}.png`, fullPage: true });
        await page.getByText('More', { exact: true }).click();
        await page.screenshot({ path: `/tmp/shots/menu-${size}-${colorScheme}.png` });
        expect(await violations(page)).toEqual([]);
        expect(complaints).toEqual([]);
      }
  },
  200_000,
);
