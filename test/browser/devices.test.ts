import type { Page } from 'playwright-core';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { withDevices } from '../support/devices';
import { openHouse, until } from '../support/house';
import { hears, hearsSilence, listen } from '../support/listening';

const headsetHz = 440;
const tableHz = 704;
const benHz = 880;

async function adaAndBen() {
  const house = await openHouse({ pages: true });
  const ada = await withDevices(house, 'Ada', { Headset: headsetHz, 'Table microphone': tableHz });
  const ben = await withDevices(house, 'Ben', { Headset: benHz });
  for (const { press } of [ada, ben]) await press('Speak');
  await Promise.all([hears(ada.page, benHz), hears(ben.page, headsetHz)]);
  await ada.press('More');
  const choose = (microphone: string) =>
    ada.page.getByRole('combobox', { name: 'Microphone' }).selectOption({ label: microphone });
  return { house, ada, ben, choose };
}

const gone = (page: Page, name: string) => page.evaluate((one) => window.devices.unplug(one), name);
const wanted = (page: Page) => page.evaluate(() => window.devices.asked.at(-1));

browserTest('another microphone, and plain sound, count at once, and open nobody who is muted', async () => {
  const { ada, ben, choose } = await adaAndBen();
  await choose('Table microphone');
  await hears(ben.page, tableHz);

  expect(await wanted(ada.page)).toMatchObject({ noiseSuppression: true });
  await ada.page.getByText('About voice').click();
  await ada.page.getByRole('checkbox', { name: 'Plain sound' }).check();
  await until(async () => (await wanted(ada.page))?.noiseSuppression === false, 'the same, uncleaned');
  expect(await wanted(ada.page)).toMatchObject({ deviceId: { ideal: 'id of Table microphone' } });
  await hears(ben.page, tableHz);

  await ada.press('Mute');
  await hearsSilence(ben.page);
  await choose('Headset');
  await until(async () => JSON.stringify(await wanted(ada.page)).includes('Headset'));
  // A microphone that had been opened would be heard by now: it takes less than a second.
  await until(async () => (await listen(ben.page)).every(({ db, muted }) => db < -70 && muted));
  await ada.press('Unmute');
  await hears(ben.page, headsetHz);
  expect(ada.complaints).toEqual([]);
});

browserTest(
  'a microphone that is pulled out is replaced by the next; without one, it is said what to do',
  async () => {
    const { house, ada, ben } = await adaAndBen();
    const asked = () => ada.page.evaluate(() => window.devices.asked.length);
    const at = Date.now();
    await gone(ada.page, 'Headset');
    await hears(ben.page, tableHz);
    process.stderr.write(`Pulled out: heard again through the next microphone after ${Date.now() - at} ms\n`);
    await ada.bar.getByText('You are heard through another one now: Table microphone').waitFor();

    const without = Date.now();
    await gone(ada.page, 'Table microphone');
    await ada.bar.getByText('Plug it in or choose another, then unmute.').waitFor({ timeout: 3_000 });
    process.stderr.write(`None left: told so after ${Date.now() - without} ms\n`);
    await hearsSilence(ben.page);
    await ada.page.getByRole('textbox', { name: 'Write to the room' }).fill('I can write meanwhile.');
    await ada.page.keyboard.press('Enter');
    await ben.page.getByRole('log').getByText('I can write meanwhile.').waitFor();

    await ada.page.evaluate(() => window.devices.plugIn('Headset', 440));
    await ada.press('Unmute');
    await hears(ben.page, headsetHz);

    // The permission is taken back: she is not asked again unasked.
    const before = await asked();
    await ada.page.evaluate(() => {
      window.devices.permission = 'denied';
      window.devices.end();
    });
    await ada.bar.getByText('The browser no longer gives us the microphone').waitFor({ timeout: 3_000 });
    expect(await asked()).toBe(before);
    await ada.bar.getByRole('button', { name: 'Unmute' }).waitFor();
    await hearsSilence(ben.page);

    await ada.page.evaluate(() => {
      window.devices.permission = 'granted';
    });
    await ada.press('Unmute');
    await hears(ben.page, headsetHz);
    await ada.page.evaluate(() => {
      window.devices.fails = 'NotReadableError';
      window.devices.end();
    });
    await ada.bar.getByText('Another program may be using it').waitFor({ timeout: 3_000 });
    await hearsSilence(ben.page);
    const { roomId, cleo } = await house.inRoom('kitchen', 'cleo');
    const { seats } = await cleo.get('voice:join', { roomId, muted: true });
    expect(seats[0]).toMatchObject({ muted: true });
  },
);

browserTest('another speaker counts at once for whoever is heard, and for whoever comes later', async () => {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const speak = async (name: string, toneHz: number) => {
    const { page } = await openPage(await openBrowser({ toneHz }), house.origin);
    await comeIn(page, house.origin, code, name);
    await page.getByRole('button', { name: 'Speak', exact: true }).click();
    return page;
  };
  const ada = await speak('Ada', headsetHz);
  await speak('Ben', benHz);
  await hears(ada, benHz);

  await ada.getByRole('region', { name: 'Voice' }).getByRole('button', { name: 'More' }).click();
  const speaker = ada.getByRole('combobox', { name: 'Speaker' });
  await speaker.selectOption({ label: 'Fake Audio Output 2' });
  const chosen = await speaker.inputValue();
  const playedThrough = (ids: string[]) =>
    until(async () => {
      const sinks = await ada
        .locator('audio')
        .evaluateAll((all) => all.map((one) => (one as HTMLAudioElement).sinkId));
      return sinks.join() === ids.join();
    }, `played through ${ids}`);
  await playedThrough([chosen]);
  await hears(ada, benHz);

  await speak('Cleo', tableHz);
  await hears(ada, benHz, tableHz);
  await playedThrough([chosen, chosen]);
  await speaker.selectOption({ index: 0 });
  await playedThrough(['', '']);
});
