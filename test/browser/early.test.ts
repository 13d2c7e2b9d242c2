import { browserTest, openBrowser, openPage } from '../support/browser';
import { openHouse } from '../support/house';

browserTest('what someone does before the script has come is done when it comes', async () => {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const { page } = await openPage(await openBrowser(), house.origin);
  let sendScript: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    sendScript = resolve;
  });
  await page.route(/assets\/main-.*\.js/, async (route) => {
    await asked;
    await route.continue();
  });

  await page.goto(`${house.origin}/r/${code}`, { waitUntil: 'commit' });
  await page.getByRole('textbox').fill('Ada');
  await page.getByRole('button', { name: 'Come in', exact: true }).click();
  sendScript();

  await page.getByRole('textbox', { name: /write to the room/i }).waitFor();
  await page
    .getByText(/^Ada\b/)
    .first()
    .waitFor();
  expect(new URL(page.url()).search).toBe('');
});
