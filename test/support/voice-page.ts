import type { Page } from 'playwright-core';
import { comeIn, openBrowser, openPage } from './browser';
import type { OpenHouse } from './house';
import { watchOpened } from './listening';

/** Someone in the kitchen, in a browser whose microphone is a tone (or that has none). */
export async function someone(house: OpenHouse, name: string, toneHz?: number) {
  const { code } = await house.room('kitchen');
  const opened = await openPage(await openBrowser({ toneHz }), house.origin);
  const { page } = opened;
  await watchOpened(page);
  const signals: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (payload.includes('voice:signalled')) signals.push(payload.toString());
    }),
  );
  await comeIn(page, house.origin, code, name);
  const bar = page.getByRole('region', { name: 'Voice' });
  const press = (button: string) => bar.getByRole('button', { name: button, exact: true }).click();
  return {
    ...opened,
    bar,
    press,
    /** Every signal that the server passed on to this page, as it came over the line. */
    signals,
  };
}

/** Cleaning a voice of noise takes a pure tone away: this asks for the voice as it is, as a person would. */
export async function choosePlainSound(page: Page) {
  await page.getByText('About voice').click();
  await page.getByRole('checkbox', { name: 'Plain sound' }).check();
  await page.getByText('About voice').click();
}
