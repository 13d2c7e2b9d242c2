import type { Locator } from 'playwright-core';
import { newId } from '../../shared/ids';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { openHouse } from '../support/house';

browserTest('a name moves nothing around it, and only the server says what someone is', async () => {
  const house = await openHouse({ pages: true });
  const { code, id: roomId } = await house.room('kitchen');
  const browser = await openBrowser();
  const { page } = await openPage(browser, house.origin);
  await comeIn(page, house.origin, code, 'Ada');
  for (const [name, body] of [
    ['دانا', 'سلام'],
    ['שרה 7', 'שלום'],
  ] as const) {
    const person = await house.come(name);
    await person.enter(roomId);
    await person.get('message:send', { id: newId(), roomId, body });
  }
  const host = await house.comeAs('host', 'Ben');
  await host.enter(roomId);
  await page.locator('.person', { hasText: 'Ben' }).getByText('host', { exact: true }).waitFor();
  expect(await page.locator('.person .tag').allInnerTexts()).toEqual(['host']);
  for (const by of await page.locator('.said-by').all())
    expect(await order(by, ['strong', 'time'])).toEqual(['strong', 'time']);
  expect(
    await page
      .locator('.body')
      .first()
      .evaluate((body) => getComputedStyle(body).direction),
  ).toBe('rtl');

  const door = await openPage(browser, house.origin);
  await door.page.goto(house.origin);
  const inside = door.page.locator('.doorway', { hasText: 'Kitchen' }).locator('.inside > span').first();
  expect(await orderOfWords(inside, ['Ada', 'دانا', 'שרה', 'Ben'])).toEqual(['Ada', 'دانا', 'שרה', 'Ben']);
});

/** These parts of an element, from left to right. */
const order = (whole: Locator, selectors: string[]) =>
  whole.evaluate((element, parts) => {
    const left = (part: string) => element.querySelector(part)?.getBoundingClientRect().left ?? 0;
    return [...parts].sort((one, other) => left(one) - left(other));
  }, selectors);

/** These words of an element's one text, from left to right. */
const orderOfWords = (whole: Locator, words: string[]) =>
  whole.evaluate((element, parts) => {
    const text = element.firstChild as Text;
    const left = (part: string) => {
      const range = document.createRange();
      range.setStart(text, text.data.indexOf(part));
      range.setEnd(text, text.data.indexOf(part) + part.length);
      return range.getBoundingClientRect().left;
    };
    return [...parts].sort((one, other) => left(one) - left(other));
  }, words);
