import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { newId } from '../../shared/ids';
import { browserTest, comeIn, openBrowser, openPage, phone } from '../support/browser';
import { handClock } from '../support/clock';
import { openHouse, until } from '../support/house';
import { wrongWith } from '../support/looks';

const hourMs = 3_600_000;

/** Anna and Ben on pages of their own in the kitchen; Anna has said something. */
async function annaAndBen() {
  const house = await openHouse({ pages: true });
  const { code, id: roomId } = await house.room('kitchen');
  const browser = await openBrowser();
  const [anna, ben] = await Promise.all([openPage(browser, house.origin), openPage(browser, house.origin)]);
  await comeIn(anna.page, house.origin, code, 'Anna Canarella');
  await comeIn(ben.page, house.origin, code, 'Ben');
  await anna.page.getByRole('textbox', { name: /write to the room/i }).fill('CANARY words');
  await anna.page.keyboard.press('Enter');
  await ben.page.getByText('CANARY words').first().waitFor();
  return { house, roomId, browser, anna: anna.page, ben: ben.page };
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

browserTest('taking a copy, thinking twice, and erasing everything, by keyboard', async () => {
  const { anna, ben } = await annaAndBen();
  await anna.getByRole('link', { name: 'Your words' }).click();
  await anna.getByRole('heading', { name: 'Your words', level: 1 }).waitFor();
  await anna.getByText('You are known here as Anna Canarella.').waitFor();
  const wrong = await wrongWith(anna, 'mine');

  const [file] = await Promise.all([
    anna.waitForEvent('download'),
    anna.getByRole('button', { name: 'As a page to read' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('porchlight.html');
  expect(await readFile(await file.path(), 'utf8')).toContain('<blockquote>CANARY words</blockquote>');

  const eraseButton = anna.getByRole('button', { name: 'Erase everything', exact: true });
  await eraseButton.focus();
  await anna.keyboard.press('Enter');
  await anna.getByRole('dialog').waitFor();
  expect(await focused(anna)).toBe('Erase everything of yours?');
  wrong.push(...(await wrongWith(anna, 'erase dialog')));
  expect(wrong).toEqual([]);
  await anna.keyboard.press('Escape');
  expect(await focused(anna)).toBe('Erase everything');
  expect(await ben.getByText('CANARY words').count()).toBeGreaterThan(0);

  await anna.keyboard.press('Enter');
  await anna.getByRole('button', { name: 'Erase everything of mine' }).press('Enter');
  await anna
    .getByText(/^It is done\./)
    .first()
    .waitFor();
  await ben.getByText('Words that were erased.').waitFor();
  await until(async () => !/CANARY|Canarella/.test(await ben.content()));
  expect(await anna.content()).not.toMatch(/CANARY|Canarella/);
  expect(await anna.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toMatch(
    /CANARY/,
  );
  await anna.reload();
  await anna.getByText('This device is not known here').waitFor();
});

browserTest(
  'a steward lets words go sooner: warned first, told to all, and old words leave the screen',
  async () => {
    const clock = handClock(Date.now());
    const house = await openHouse({ pages: true, clock });
    const { code, id: roomId } = await house.room('kitchen');
    const ben = await house.come('Ben');
    await ben.enter(roomId);
    await ben.get('message:send', { id: newId(), roomId, body: 'an old word' });
    const { page } = await openPage(await openBrowser(), house.origin);
    await page.goto(`${house.origin}${house.stewardLink}`);
    await page.getByRole('textbox').fill('Stella');
    await page.getByRole('button', { name: 'Take the key' }).click();
    await page.getByRole('heading', { name: 'Look after the house' }).waitFor();
    await page.goto(`${house.origin}/r/${code}`);
    await page.getByText('Words stay here for 30 days, then they are gone.').waitFor();
    await page.getByRole('button', { name: 'Come in', exact: true }).click();
    await page.getByText('an old word').waitFor();

    await page.getByRole('button', { name: 'Look after this room' }).click();
    await page.getByLabel('Words stay here').selectOption('24 hours');
    await page
      .getByText(/^Words older than 24 hours will be gone within the hour/)
      .first()
      .waitFor();
    expect(await wrongWith(page, 'keep warning')).toEqual([]);
    expect((await house.room('kitchen')).keeps).toBe('month');
    await page.getByRole('button', { name: 'Keep words for 24 hours' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByText('Stella decided that words stay here for 24 hours.').waitFor();
    await page.getByText('Words stay here for 24 hours, then they are gone.').waitFor();

    for (let hour = 0; hour < 25; hour++) await clock.advance(hourMs);
    await page.getByText('Older words are gone: this room keeps them for 24 hours.').waitFor();
    expect(await page.getByText('an old word').count()).toBe(0);
    await page.setViewportSize(phone);
    await ben.get('message:send', { id: newId(), roomId, body: 'a new word' });
    await page.getByText('a new word', { exact: true }).waitFor();
  },
);
