import type { Page } from 'playwright-core';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { temporaryFolder, until, visitors } from '../support/house';
import { briefly, wrongWith } from '../support/looks';
import { startHouse } from '../support/process';

const write = (page: Page) => page.getByRole('textbox', { name: 'Write to the room' });

/** Ada and Ben are in the kitchen of a house that is a process of its own, so that it can be stopped and killed. */
async function adaAndBen() {
  const dataFolder = await temporaryFolder();
  const house = await startHouse({ dataFolder });
  const people = visitors(house.origin);
  const { rooms } = await people.look();
  const [room] = rooms;
  if (!room) throw new Error('a house has rooms');
  const ben = await people.come('ben');
  await ben.enter(room.id);
  const browser = await openBrowser();
  const ada = await openPage(browser, house.origin);
  await comeIn(ada.page, house.origin, room.code, 'Ada');
  return { house, dataFolder, room, ben, browser, ...ada };
}

/** From Enter to the frame in which the words stand in the list, in milliseconds. */
async function echoMs(page: Page, words: string): Promise<number> {
  await write(page).fill(words);
  const seen = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let pressed = 0;
        addEventListener(
          'keydown',
          ({ timeStamp }) => {
            pressed = timeStamp;
          },
          { capture: true, once: true },
        );
        const look = () => {
          const rows = [...document.querySelectorAll('[role=log] .body')];
          if (rows.some((row) => row.textContent === wanted))
            // The frame after the one that they were painted in.
            requestAnimationFrame(() => resolve(performance.now() - pressed));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    words,
  );
  await write(page).press('Enter');
  return seen;
}

browserTest(
  'her words stand at once, and what is said of them is true while the server is silent',
  async () => {
    const { house, room, ben, page, context } = await adaAndBen();
    const slow = await context.newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const echoes: number[] = [];
    for (let n = 0; n < 8; n++) echoes.push(await echoMs(page, `while all is well ${n}`));
    await until(async () => (await page.locator('.unsent').count()) === 0);

    const unsent = page.locator('.unsent');
    house.signal('SIGSTOP');
    const asked = performance.now();
    for (let n = 0; n < 4; n++) echoes.push(await echoMs(page, `into the silence ${n}`));
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    expect(await unsent.getByText('sending…').count()).toBe(4);
    await page.getByText('not sent yet: no answer comes').first().waitFor();
    const toldMs = performance.now() - asked;
    expect(await unsent.getByText('not sent yet').count()).toBe(4);
    // Words that come later are called what they are from the first moment.
    await echoMs(page, 'one more');
    expect(await unsent.getByText('not sent yet').count()).toBe(5);
    expect(await unsent.getByText('sending…').count()).toBe(0);
    expect(await page.getByRole('log').ariaSnapshot()).toContain('not sent yet: no answer comes');
    expect(await page.getByRole('alert').textContent()).toContain('no answer comes from the server');
    const wrong = await wrongWith(page, 'no answer', { briefly });
    await write(page).fill('half a thought');

    house.signal('SIGCONT');
    await until(async () => (await unsent.count()) === 0, 'sent', 20_000);
    expect(await page.getByText('not sent yet').count()).toBe(0);
    const { messages: said } = await ben.get('message:page', { roomId: room.id });
    const bodies = said.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(13);
    expect(bodies).toHaveLength(13);
    for (const body of bodies)
      expect(await page.getByRole('log').getByText(body, { exact: true }).count()).toBe(1);
    expect(await write(page).inputValue()).toBe('half a thought');
    expect(wrong).toEqual([]);
    const sorted = [...echoes].sort((one, other) => one - other);
    process.stderr.write(
      `own words stood after ${sorted.map((ms) => Math.round(ms)).join(', ')} ms on a quarter of this machine's speed; ` +
        `"not sent yet" after ${Math.round(toldMs)} ms of silence\n`,
    );
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
    expect(toldMs).toBeLessThan(10_000);
  },
);

browserTest(
  'the server is killed between keeping and answering: once in the list, never called unsent',
  async () => {
    const { house, dataFolder, room, page, context, ben } = await adaAndBen();
    const second = await context.newPage();
    await second.goto(page.url());
    await second.getByRole('button', { name: 'Come in', exact: true }).click();
    await write(second).waitFor();
    // Kept and told to everyone, while she gets no answer: her line is cut on the way back.
    await page.evaluate(() => {
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (data) {
        send.call(this, data);
        if (typeof data === 'string' && data.includes('message:send')) this.onmessage = null;
      };
    });
    for (const [tab, words] of [
      [page, 'are you there?'],
      [second, 'from my other window'],
    ] as const) {
      await write(tab).fill(words);
      await write(tab).press('Enter');
    }
    await until(async () => (await ben.heard('message:changed')).length === 2);
    await house.kill('SIGKILL');
    await page.getByText('not sent yet; goes out when the line is back').waitFor();
    const again = await startHouse({ dataFolder, port: house.port });
    for (const tab of [page, second]) {
      await tab.getByText('not sent yet').waitFor({ state: 'detached' });
      await until(async () => (await tab.locator('.unsent').count()) === 0);
      for (const words of ['are you there?', 'from my other window'])
        expect(await tab.getByRole('log').getByText(words, { exact: true }).count()).toBe(1);
    }
    const back = await visitors(again.origin).again(ben);
    await back.enter(room.id);
    expect((await back.get('message:page', { roomId: room.id })).messages).toHaveLength(2);
    // What was typed is kept for the tab alone.
    await write(page).fill('half a thought');
    await page.reload();
    await write(page).waitFor();
    expect(await write(page).inputValue()).toBe('half a thought');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('half a thought');
  },
);
