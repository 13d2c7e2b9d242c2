import type { Browser, Page } from 'playwright-core';
import { comeIn, openBrowser, openPage } from './browser';
import type { OpenHouse } from './house';
import { watchOpened } from './listening';
import type { Host } from './network';

/**
 * Someone in the kitchen, in a browser whose microphone is a tone (or that has none). With `on`, that browser
 * runs on a host of its own, and `house.origin` is what `serve` gave.
 */
export async function someone(house: Door, name: string, toneHz?: number, on?: Host) {
  return someoneAt(await openBrowser({ toneHz, on, trusts: on && house.origin }), house, name);
}

type Door = Pick<OpenHouse, 'room' | 'origin'>;

/** Someone in the kitchen, in that browser. */
export async function someoneAt(browser: Browser, house: Door, name: string) {
  const { code } = await house.room('kitchen');
  const opened = await openPage(browser, house.origin);
  const { page } = opened;
  await watchOpened(page);
  const signals: string[] = [];
  const keep = ({ payload }: { payload: string | Buffer }) => {
    if (payload.includes('"voice:signal')) signals.push(payload.toString());
  };
  page.on('websocket', (socket) => socket.on('framesent', keep).on('framereceived', keep));
  await comeIn(page, house.origin, code, name);
  const bar = page.getByRole('region', { name: 'Voice' });
  const press = (button: string) => bar.getByRole('button', { name: button, exact: true }).click();
  return {
    ...opened,
    bar,
    press,
    /** Every signal that this page sent or was sent, as it went over the line. */
    signals,
  };
}

/** Cleaning a voice of noise takes a pure tone away: this asks for the voice as it is, as a person would. */
export async function choosePlainSound(page: Page) {
  await page.getByText('About voice').click();
  await page.getByRole('checkbox', { name: 'Plain sound' }).check();
  await page.getByText('About voice').click();
}
