import type { Page } from 'playwright-core';
import { messages } from '../../server/messages/messages.record';
import type { Store } from '../../server/store/store';
import { newId } from '../../shared/ids';
import { paper } from '../support/board-screen';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { type HouseOptions, openHouse, until } from '../support/house';

const write = (page: Page) => page.getByRole('textbox', { name: 'Write to the room' });
const here = (page: Page) => page.getByRole('region', { name: /Here now/ }).getByRole('listitem');

/** Ben is in the kitchen, and Ada with her page, whom he has seen come in. */
async function adaAndBen(options: HouseOptions = {}) {
  const house = await openHouse({ pages: true, ...options });
  const { code } = await house.room('kitchen');
  const { ben, roomId } = await house.inRoom('kitchen', 'ben');
  const ada = await openPage(await openBrowser(), house.origin);
  await comeIn(ada.page, house.origin, code, 'Ada');
  const came = (await ben.heard('presence:changed')).map(({ present }) => present.person);
  return { house, code, roomId, ben, ...ada, adaId: came.find(({ name }) => name === 'Ada')?.id };
}

browserTest(
  'reloaded while her words are on their way: they arrive once, and the draft is there',
  async () => {
    let arrive = () => {};
    let goOn = () => {};
    const atTheDisk = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const disk = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { page, ben, roomId } = await adaAndBen({
      through: (store) =>
        beforeEachMessage(store, () => {
          arrive();
          return disk;
        }),
    });
    await write(page).fill('Tea is on.');
    await page.keyboard.press('Enter');
    await atTheDisk;
    await write(page).fill('half a thought');
    await page.reload();
    await page.getByText('sending…').waitFor();
    expect(await write(page).inputValue()).toBe('half a thought');
    goOn();
    await page.getByText('sending…').waitFor({ state: 'detached' });
    await write(page).press('Enter');
    await until(async () => (await ben.heard('message:changed')).at(-1)?.body === 'half a thought');

    const { messages: said } = await ben.get('message:page', { roomId });
    expect(said.map(({ body }) => body)).toEqual(['Tea is on.', 'half a thought']);
    expect(await page.getByRole('log').getByText('Tea is on.').count()).toBe(1);
  },
);

/** The store, where every message first waits for this. */
function beforeEachMessage(store: Store, wait: () => Promise<void>): Store {
  return {
    ...store,
    collection(definition) {
      const real = store.collection(definition);
      if (definition.name !== messages.name) return real;
      return { ...real, insert: (record) => wait().then(() => real.insert(record)) };
    },
  };
}

browserTest('nobody sees a reload; two tabs are one person, until both are closed', async () => {
  const { page, context, house, code, roomId, ben, adaId } = await adaAndBen();
  /** Who went, for all that Ben hears: Cleo closes her page last, so that he has heard of others before. */
  const whoWentBefore = async (name: string) => {
    const cleo = await house.come(name);
    await cleo.enter(roomId);
    await cleo.get('presence:closing', { roomId });
    cleo.leave();
    await until(async () => (await ben.heard('presence:left')).some(({ personId }) => personId === cleo.id));
    return (await ben.heard('presence:left')).filter(({ personId }) => personId !== cleo.id);
  };
  ben.forgetHeard();
  await page.reload();
  await here(page).filter({ hasText: 'Ada' }).waitFor();
  expect(await whoWentBefore('Cleo')).toEqual([]);
  const lines = (await ben.heard('presence:changed')).map(({ present }) => present.line);
  expect(lines).not.toContain('lost');

  const second = await context.newPage();
  await second.goto(`${house.origin}/r/${code}`);
  await second.getByRole('button', { name: 'Come in', exact: true }).click();
  await write(second).waitFor();
  for (const tab of [page, second]) expect(await here(tab).allInnerTexts()).toHaveLength(2);
  ben.forgetHeard();
  await page.close();
  expect(await whoWentBefore('Clara')).toEqual([]);
  expect(await here(second).filter({ hasText: 'Ada' }).count()).toBe(1);
  ben.forgetHeard();
  await second.goto('about:blank');
  expect(await whoWentBefore('Chloe')).toEqual([{ roomId, personId: adaId }]);
});

browserTest('another language at once, without a reload, and what was typed stays', async () => {
  const { page } = await adaAndBen();
  await write(page).fill('half a thought');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByLabel('Language').selectOption('fr');
  await page.getByRole('button', { name: 'Quitter Kitchen table' }).waitFor();
  const field = page.getByRole('textbox', { name: 'Écrire à la pièce' });
  expect(await field.inputValue()).toBe('half a thought');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  expect(await page.getByText(/Write to the room|Here now|Nobody is in voice/).count()).toBe(0);
});

browserTest('nothing is asked of another host, whatever people write', async () => {
  const { page, house, roomId, ben, elsewhere, complaints } = await adaAndBen();
  const elsewhereToo = 'https://elsewhere.example/picture.png';
  await ben.get('message:send', { id: newId(), roomId, body: `<img src="${elsewhereToo}"> ${elsewhereToo}` });
  await page.getByRole('log').getByRole('link').first().waitFor();
  await page.getByRole('button', { name: 'Speak', exact: true }).click();
  await page.getByRole('button', { name: 'Try to speak again' }).waitFor();
  await page.getByRole('button', { name: /^Boards/ }).click();
  await page.getByLabel('Title of a new board').fill(elsewhereToo);
  await page.getByRole('button', { name: 'Start a board' }).click();
  await paper(page).click();
  await page.keyboard.type(`${elsewhereToo} `);
  await page.evaluate((address) => {
    const data = new DataTransfer();
    data.setData('text/html', `<p>a <img src="${address}"> picture</p>`);
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(paste);
  }, elsewhereToo);
  await paper(page).getByText('picture').first().waitFor();
  await page.getByText('saved', { exact: true }).waitFor();
  for (const path of ['/', '/help', '/how', '/house', '/steward', '/nowhere'])
    await page.goto(house.origin + path, { waitUntil: 'networkidle' });
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});

browserTest('without scripts, in French: the door, help outside, and the way out', async () => {
  const house = await openHouse({ pages: true });
  await house.inRoom('kitchen', 'Ben', 'Cleo');
  const { page } = await openPage(await openBrowser(), house.origin, {
    javaScriptEnabled: false,
    locale: 'fr',
  });
  await page.goto(house.origin);
  const rooms = await page.getByRole('listitem').allInnerTexts();
  expect(rooms).toHaveLength(5);
  expect(rooms[0]).toMatch(/Kitchen table.*Ben, Cleo.*Entrer/s);
  expect(rooms[1]).toMatch(/Quiet room.*Personne encore.*Entrer/s);
  const noScript = page.locator('.door noscript p');
  expect(await noScript.isVisible()).toBe(true);
  expect(await noScript.textContent()).toContain('autorisez JavaScript');
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  expect(await page.getByRole('link', { name: 'Sortir vite' }).getAttribute('href')).toBe('about:blank');
  await page.getByRole('link', { name: 'Aide immédiate' }).click();
  await page.getByRole('heading', { name: 'Aide immédiate' }).waitFor();
  await page.getByRole('link', { name: '112' }).waitFor();
});
