import type { Page } from 'playwright-core';
import { comeIn, openBrowser, openPage } from './browser';
import { type HouseOptions, openHouse } from './house';
import { watchOpened } from './listening';

/** Ada is in the kitchen with her page, whose microphone is a tone, on a device that never did the sound check. */
export async function newToVoice(options: HouseOptions = {}) {
  const house = await openHouse({ pages: true, ...options });
  const { code } = await house.room('kitchen');
  const opened = await openPage(await openBrowser({ toneHz: 440 }), house.origin, { newToVoice: true });
  const { page } = opened;
  await plainSound(page);
  await watchOpened(page);
  await comeIn(page, house.origin, code, 'Ada');
  const bar = page.getByRole('region', { name: 'Voice' });
  const dialog = page.getByRole('dialog', { name: 'Sound check' });
  return {
    house,
    bar,
    dialog,
    press: (name: string) => dialog.getByRole('button', { name, exact: true }).click(),
    speak: () => bar.getByRole('button', { name: 'Speak', exact: true }).click(),
    ...opened,
  };
}

/** Cleaning a voice of noise takes a pure tone away: from its next load on this page asks for the voice as it is. */
export const plainSound = (page: Page) =>
  page.addInitScript(() => {
    try {
      localStorage.setItem('voice.plain', 'yes');
    } catch {
      // An empty page has no storage.
    }
  });

export const textAtFocus = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
