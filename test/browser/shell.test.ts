import type { Page } from 'playwright-core';
import { newId } from '../../shared/ids';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { openHouse, until } from '../support/house';

const write = (page: Page) => page.getByRole('textbox', { name: /write to the room|écrire à la pièce/i });
const focused = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent}`);

/** Ada is in the kitchen with her page, which may exit to a page of the house. */
async function inKitchen() {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const opened = await openPage(await openBrowser(), house.origin);
  // The door first, so that there is something for Back to go to.
  await opened.page.goto(house.origin);
  await comeIn(opened.page, house.origin, code, 'Ada');
  return { house, code, ...opened };
}

browserTest(
  'Shift three times leaves nothing on the screen, in the tab, or behind the Back button',
  async () => {
    const { page, house, code } = await inKitchen();
    await write(page).fill('half a thought');
    for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
    await page.waitForURL('about:blank');
    await page.goBack().catch(() => undefined);
    await page.waitForURL('about:blank');
    await until(async () => {
      const room = await house.room('kitchen');
      return room.inside.shows === 'name' && room.inside.names.length === 0;
    });
    await page.goto(`${house.origin}/r/${code}`);
    await page.getByText('Welcome back, Ada').waitFor();
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('half a thought');
  },
);

browserTest('exit works from a dialog, and before any script has run', async () => {
  const { page, context, house } = await inKitchen();
  await page.getByRole('button', { name: 'Change name' }).click();
  expect(await focused(page)).toContain('INPUT');
  await page.getByRole('dialog').getByRole('link', { name: 'Exit fast' }).click();
  await page.waitForURL('about:blank');

  const bare = await context.newPage();
  await bare.route('**/*.js', (route) => route.abort());
  await bare.goto(house.origin);
  await bare.getByRole('link', { name: 'Exit fast' }).click();
  await bare.waitForURL('about:blank');
});

browserTest('a reload changes nothing: same room, same draft, same language', async () => {
  const { page } = await inKitchen();
  await write(page).fill('half a thought');
  await page.getByLabel('Language').selectOption('fr');
  await page.getByRole('button', { name: 'Quitter Kitchen table' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Quitter Kitchen table' }).waitFor();
  expect(await write(page).inputValue()).toBe('half a thought');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
});

browserTest('looking something up keeps her in the room; the focus goes to each new screen', async () => {
  const { page, house } = await inKitchen();
  const { ben } = await house.inRoom('kitchen', 'ben');
  await page.getByRole('link', { name: 'Help now' }).click();
  await until(async () => (await focused(page)) === 'H1 Help now');
  await page.getByRole('link', { name: 'Back to Kitchen table' }).click();
  await until(async () => (await focused(page)) === 'H1 Kitchen table');
  expect(await page.title()).toMatch(/^Kitchen table/);
  expect(await ben.heard('presence:left')).toEqual([]);
  await page.getByRole('button', { name: 'Leave Kitchen table' }).click();
  await until(async () => (await focused(page)).startsWith('H1 The light is on'));
});

browserTest('older words come in above without moving what is read', async () => {
  const { page, house } = await inKitchen();
  // No faster than each of them may.
  const { roomId, ...talkers } = await house.inRoom('kitchen', 'ben', 'cleo', 'dora', 'emil', 'fay', 'gus');
  const inTurn = Object.values(talkers);
  for (let n = 0; n < 58; n++)
    await inTurn[n % inTurn.length]?.get('message:send', { roomId, id: newId(), body: `word ${n}.` });
  await page.reload();
  await page.getByText('word 57.').waitFor();
  const read = page.getByText('word 12.', { exact: true });
  const log = page.getByRole('log');
  await log.evaluate((list) => {
    list.scrollTop = 100;
  });
  const before = (await read.boundingBox())?.y ?? 0;
  await page.getByRole('button', { name: 'Earlier' }).evaluate((button: HTMLButtonElement) => button.click());
  await page.getByText('word 0.', { exact: true }).waitFor({ state: 'attached' });
  expect(Math.abs(((await read.boundingBox())?.y ?? 0) - before)).toBeLessThan(60);
});
