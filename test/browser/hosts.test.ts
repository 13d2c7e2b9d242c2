import { newId } from '../../shared/ids';
import { browserTest, openBrowser, openPage } from '../support/browser';
import { openHouse } from '../support/house';

browserTest('a host can still ask someone to step back who said something and left', async () => {
  const house = await openHouse({ pages: true });
  const { code, id: roomId } = await house.room('kitchen');
  const { page } = await openPage(await openBrowser(), house.origin);
  await page.goto(`${house.origin}${house.stewardLink}`);
  await page.getByRole('button', { name: 'Take the key' }).click();
  await page.getByRole('heading', { level: 1, name: 'Become a steward' }).waitFor({ state: 'detached' });
  await page.goto(`${house.origin}/r/${code}`);
  await page.getByRole('button', { name: 'Come in', exact: true }).click();
  await page.getByRole('textbox', { name: /write to the room/i }).waitFor();

  const sam = await house.come('Sam');
  await sam.enter(roomId);
  await sam.get('message:send', { id: newId(), roomId, body: 'Something cruel.' });
  await sam.get('room:leave', { roomId });
  await page.getByRole('log').getByText('Something cruel.').waitFor();

  await page.getByRole('button', { name: 'Look after this room' }).click();
  await page.getByRole('button', { name: 'Look after Sam' }).click();
  await page.getByRole('button', { name: 'Ask to step back for 1 hour' }).click();
  await page.getByText(/asked Sam to step back until/).waitFor();
  expect(await sam.ask('room:enter', { roomId })).toMatchObject({ ok: false, why: 'stepped-back' });
});
