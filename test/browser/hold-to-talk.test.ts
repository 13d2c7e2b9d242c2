import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser';
import { withDevices } from '../support/devices';
import { openHouse, until } from '../support/house';
import { hears, listen } from '../support/listening';

const adaHz = 440;
const benHz = 704;

/** Nothing arrives, though nobody is muted. */
const isSilent = (page: Page) =>
  until(async () => (await listen(page)).every(({ db }) => db < -70), 'nothing is to be heard');

async function adaHolds() {
  const house = await openHouse({ pages: true });
  const ada = await withDevices(house, 'Ada', { Headset: adaHz });
  const ben = await withDevices(house, 'Ben', { Headset: benHz });
  for (const { press } of [ada, ben]) await press('Speak');
  await hears(ben.page, adaHz);
  await ada.press('More');
  await ada.page.getByRole('checkbox', { name: 'Hold to talk' }).check();
  await ada.press('More');
  await isSilent(ben.page);
  return { house, ada, ben, button: ada.bar.getByRole('button', { name: 'Hold to talk' }) };
}

browserTest('heard while a key or the button is held, and not a moment longer', async () => {
  const { ada, ben, button } = await adaHolds();
  const { page } = ada;
  await ada.bar.getByText('to be heard').waitFor();
  const write = page.getByRole('textbox', { name: 'Write to the room' });
  await write.fill('half a thought');
  await page.keyboard.down('Alt');
  await page.keyboard.down('KeyT');
  await hears(ben.page, adaHz);
  await page.keyboard.up('KeyT');
  await page.keyboard.up('Alt');
  await isSilent(ben.page);
  expect(await write.inputValue()).toBe('half a thought');

  await button.hover();
  await page.mouse.down();
  await hears(ben.page, adaHz);
  // Off the button: a hand that shakes is still heard.
  await page.mouse.move(0, 0);
  await hears(ben.page, adaHz);
  await page.mouse.up();
  await isSilent(ben.page);

  const isHeld = () => button.getAttribute('aria-pressed');
  const ends: [string, () => Promise<unknown>][] = [
    ['the window is left', () => page.evaluate(() => window.dispatchEvent(new Event('blur')))],
    ['the focus goes elsewhere', () => write.focus()],
    [
      'the page is hidden',
      () =>
        page.evaluate(() => {
          Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
          Reflect.deleteProperty(document, 'visibilityState');
        }),
    ],
    ['the system takes the finger', () => button.dispatchEvent('pointercancel')],
  ];
  for (const [what, end] of ends) {
    await button.focus();
    await page.keyboard.down(' ');
    await until(async () => (await isHeld()) === 'true', 'it is held');
    await end();
    expect([what, await isHeld()]).toEqual([what, 'false']);
    await page.keyboard.up(' ');
  }
  await isSilent(ben.page);
});

browserTest(
  'holding opens nobody whom a host has muted, nor while another has the talking piece',
  async () => {
    const { house, ada, ben, button } = await adaHolds();
    const { page } = ada;
    const hana = await house.comeAs('host', 'Hana');
    const { id: roomId } = await house.room('kitchen');
    const { here } = await hana.enter(roomId);
    const idOf = (name: string) => here.find(({ person }) => person.name === name)?.person.id ?? '';
    const holdKey = async () => {
      await page.keyboard.down('Alt');
      await page.keyboard.down('KeyT');
    };
    const letGo = async () => {
      await page.keyboard.up('KeyT');
      await page.keyboard.up('Alt');
    };

    await holdKey();
    await hears(ben.page, adaHz);
    await hana.get('voice:host-mute', { roomId, personId: idOf('Ada') });
    await ada.bar.getByText('Hana muted you').waitFor();
    await isSilent(ben.page);
    await letGo();
    await holdKey();
    expect(await button.count()).toBe(0);
    await isSilent(ben.page);
    await letGo();
    await ada.press('Unmute');
    await holdKey();
    await hears(ben.page, adaHz);

    await hana.get('voice:piece', { roomId, to: idOf('Ben') });
    await ada.bar.getByText('Ben has the talking piece. You can unmute when it is passed to you.').waitFor();
    await isSilent(ben.page);
    await letGo();
    await page.keyboard.press('Alt+KeyM');
    await ada.bar.getByText('Someone else has the talking piece').waitFor();
    await holdKey();
    await isSilent(ben.page);
  },
);
