import { newId } from '../../shared/ids';
import { browserTest, openBrowser, openPage } from '../support/browser';
import { openHouse, until } from '../support/house';
import { wrongWith } from '../support/looks';

browserTest(
  'a steward reads the figures, which are fresh by themselves and never take the focus',
  async () => {
    const house = await openHouse({ pages: true });
    const { page, complaints, elsewhere } = await openPage(await openBrowser(), house.origin);
    await page.goto(`${house.origin}/figures`);
    await page.getByText('Only stewards can read these figures.').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);

    await page.goto(`${house.origin}${house.stewardLink}`);
    await page.getByRole('textbox').first().fill('Stella');
    await page.getByRole('button', { name: 'Take the key' }).click();
    await page.getByRole('link', { name: 'How the house is doing' }).click();
    const figure = (name: string) =>
      page
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
        .getByRole('cell');
    await figure('People inside').waitFor();
    expect(await figure('People inside').textContent()).toBe('0');
    await page.getByText('No room holds any words yet.').waitFor();

    const { roomId, ada } = await house.inRoom('kitchen', 'ada');
    await ada.get('message:send', { id: newId(), roomId, body: 'tea is on' });
    await ada.ask('room:close', { roomId });
    await page.getByRole('link', { name: 'How it works' }).focus();
    await until(async () => (await figure('People inside').textContent()) === '1');
    expect(await figure('Messages').textContent()).toBe('1');
    expect(await figure('Refused: role may not').textContent()).toBe('1');
    expect(await figure('Kitchen table').textContent()).toBe('0\u00a0hours, kept for 30\u00a0days');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('How it works');
    expect(await wrongWith(page, 'figures')).toEqual([]);

    await page.reload();
    await figure('Messages').waitFor();
    expect([...complaints, ...elsewhere]).toEqual([]);
  },
);
