import { createSocket } from 'node:dgram';
import type { Page } from 'playwright-core';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { cleanUp } from '../support/clean-up';
import { type HouseOptions, openHouse, until } from '../support/house';
import { focused, tabTo } from '../support/keyboard';
import { listen, microphones, watchOpened } from '../support/listening';
import { briefly, wrongWith } from '../support/looks';
import { hasTurn, openTurn } from '../support/turn';

/** Ada is in the kitchen with her page, on a device that has never done the check. */
async function newToVoice(options: HouseOptions & { toneHz?: number } = {}) {
  const { toneHz = 440, ...houseOptions } = options;
  const house = await openHouse({ pages: true, ...houseOptions });
  const { code } = await house.room('kitchen');
  const opened = await openPage(await openBrowser({ toneHz }), house.origin, { newToVoice: true });
  const { page } = opened;
  // Cleaning a voice of noise takes a pure tone away.
  await page.addInitScript(() => localStorage.setItem('voice.plain', 'yes'));
  await watchOpened(page);
  await comeIn(page, house.origin, code, 'Ada');
  const bar = page.getByRole('region', { name: 'Voice' });
  const dialog = page.getByRole('dialog', { name: 'Sound check' });
  const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
  const speak = () => bar.getByRole('button', { name: 'Speak', exact: true }).click();
  return { house, bar, dialog, press, speak, ...opened };
}

const textAtFocus = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const remembered = (page: Page) => page.evaluate(() => localStorage.getItem('voice.checked'));

browserTest(
  'the first “Speak” opens the check, which ends in speaking and is not asked for again',
  async () => {
    const { page, bar, dialog, press, speak, complaints } = await newToVoice();
    const wrong: string[] = [];
    const look = async (state: string) => wrong.push(...(await wrongWith(page, state, { briefly })));
    await speak();
    await dialog.getByRole('heading', { name: 'Step 1 of 3: Your microphone' }).waitFor();
    // Nothing is asked for before it has been said what it is for.
    expect(await microphones(page)).toEqual([]);
    await look('check, microphone');
    await press('Try my microphone');
    await dialog.getByText('We hear you well.').waitFor();
    await until(async () => (await dialog.locator('.meter-level').boundingBox())?.width ?? 0 > 40);
    await look('check, heard');

    await press('Next');
    expect(await textAtFocus(page)).toBe('Step 2 of 3: Your speaker');
    // The microphone is not open for longer than it is tried.
    expect((await microphones(page)).map(({ readyState }) => readyState)).toEqual(['ended']);
    await press('Play a sound');
    await until(async () =>
      (await listen(page)).some(({ hz, db, muted }) => hz > 380 && hz < 535 && db > -45 && !muted),
    );
    await dialog.getByText('Did you hear it?').waitFor();
    await look('check, speaker');
    await press('No');
    await dialog.getByText('Turn up the sound of this device').waitFor();
    await press('Play it again');
    await press('Yes');
    await press('Next');
    await dialog.getByText('This house has no relay. People in voice connect directly').waitFor();
    await look('check, way');
    await press('Next');
    await dialog.getByText('Microphone: we hear you well.').waitFor();
    await dialog.getByText('Speaker: you hear sound.').waitFor();
    await look('check, end');
    await press('Speak now');
    await dialog.waitFor({ state: 'detached' });
    await bar.getByRole('button', { name: 'Mute', exact: true }).waitFor();
    expect(await remembered(page)).toBe('yes');

    await page.reload();
    await speak();
    await bar.getByRole('button', { name: 'Mute', exact: true }).waitFor();
    expect(await dialog.count()).toBe(0);
    expect([...wrong, ...complaints]).toEqual([]);
  },
);
