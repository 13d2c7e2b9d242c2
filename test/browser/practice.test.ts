import type { Page } from 'playwright-core';
import { browserTest, openBrowser, openPage } from '../support/browser';
import { openHouse, until } from '../support/house';
import { tabTo } from '../support/keyboard';
import { listen, microphones, watchOpened } from '../support/listening';
import { briefly, wrongWith } from '../support/looks';
import { plainSound } from '../support/sound-check';

/** Whether the page plays this tone to oneself. */
const plays = (page: Page, tone: number) =>
  until(
    async () =>
      (await listen(page)).some(({ hz, db, muted }) => Math.abs(hz - tone) < 12 && db > -45 && !muted),
    `plays ${tone} Hz`,
  );

/** How far the bar of the microphone reaches, in pixels. */
const barWidth = async (page: Page) => (await page.locator('.meter-level').first().boundingBox())?.width ?? 0;

/** The practice room, found at the door by somebody without a name. */
async function practising(toneHz = 440) {
  const house = await openHouse({ pages: true });
  const opened = await openPage(await openBrowser({ toneHz }), house.origin, { newToVoice: true });
  const { page } = opened;
  await plainSound(page);
  await watchOpened(page);
  await page.goto(house.origin);
  await page.getByRole('main').getByRole('link', { name: 'Practice room' }).click();
  await page.getByRole('heading', { level: 1, name: 'Practice room' }).waitFor();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return { house, button, ...opened };
}

browserTest(
  'all of voice can be tried alone, without a name, and nothing of it leaves the device',
  async () => {
    const { page, button, complaints, elsewhere } = await practising();
    await page.getByRole('heading', { name: 'What each button does' }).waitFor();
    const wrong = await wrongWith(page, 'practice', { briefly });
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await button('Try my microphone').first().click();
    await page.getByText('We hear you well.').waitFor();

    await button('Mute').click();
    await until(async () => (await barWidth(page)) < 2, 'the bar stands still');
    await page.keyboard.press('Tab');
    await tabTo(page, 'button "Hold to talk"');
    await page.keyboard.down('Space');
    await page.getByText('You would be heard now.').waitFor();
    await until(async () => (await barWidth(page)) > 40);
    await page.keyboard.up('Space');
    await until(async () => (await barWidth(page)) < 2, 'heard only while it is held');

    await button('Raise hand').click();
    await page.getByText('Your hand is up.').waitFor();
    await page.getByLabel('How loud this sound is').focus();
    await page.keyboard.press('End');
    await tabTo(page, 'button "Play a sound"');
    await page.keyboard.press('Enter');
    await until(async () => (await listen(page)).some(({ db }) => db > -30), 'the sound at its loudest');
    await page.getByLabel('Write something').fill('tea is on');
    await page.getByText('Others would see: tea is on').waitFor();

    const startedAt = Date.now();
    await button('Record five seconds').click();
    await page.getByText('We record now.').waitFor();
    await page.getByText('This is how you sound.').waitFor();
    expect(Date.now() - startedAt).toBeGreaterThan(4_900);
    await plays(page, 440);
    // A browser without a recorder: the page keeps the sound itself.
    await page.evaluate(() => Object.assign(window, { MediaRecorder: undefined }));
    await button('Record again').click();
    await page.getByText('We record now.').waitFor();
    await page.getByText('This is how you sound.').waitFor();
    await plays(page, 440);
    wrong.push(...(await wrongWith(page, 'practice, recorded', { briefly })));

    expect(sent).toEqual([]);
    // Nobody else hears: there is no connection to anybody.
    expect(await page.evaluate(() => window.opened.connections.length)).toBe(0);
    await button('Leave voice').click();
    await until(async () => (await microphones(page)).every(({ readyState }) => readyState === 'ended'));
    await button('Try my microphone').first().click();
    await page.getByText('We hear you well.').waitFor();
    await page.getByRole('link', { name: 'Help now' }).click();
    await until(async () => (await microphones(page)).every(({ readyState }) => readyState === 'ended'));
    expect([...wrong, ...complaints, ...elsewhere]).toEqual([]);
  },
);
