import type { Browser, Page } from 'playwright-core';
import { newId } from '../../shared/ids';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { openHouse, temporaryFolder, until, visitors } from '../support/house';
import { focused, tabTo, watchFocus } from '../support/keyboard';
import { keyTimes, p95, watchLive } from '../support/live-page';
import { briefly, wrongWith } from '../support/looks';
import { startHouse } from '../support/process';
import { slowRoad } from '../support/slow-road';

const write = (page: Page) => page.getByRole('textbox', { name: 'Write to the room' });
const lines = (page: Page) => page.getByRole('group', { name: 'Being written now' });
const line = (page: Page) => lines(page).locator('.body');
const said = (page: Page, words: string) => page.locator('.one .body').getByText(words, { exact: true });
const turnOn = (page: Page) => page.getByRole('checkbox', { name: 'Live typing' }).check();
const isGone = (page: Page, withinMs = 5_000) =>
  until(async () => (await lines(page).count()) === 0, 'no line is shown', withinMs);

/** Somebody's page in the kitchen, that notes when lines come and go. */
async function someone(browser: Browser, origin: string, code: string, name: string) {
  const opened = await openPage(browser, origin);
  await watchLive(opened.page);
  await comeIn(opened.page, origin, code, name);
  await write(opened.page).focus();
  return opened;
}

async function adaAndBen(slowMs = 0) {
  const house = await openHouse({ pages: true });
  const { code, id: roomId } = await house.room('kitchen');
  const origin = slowMs ? await slowRoad(house.port, slowMs) : house.origin;
  const browser = await openBrowser();
  const ada = await someone(browser, origin, code, 'Ada');
  const ben = await someone(browser, origin, code, 'Ben');
  return { house, roomId, code, browser, ada, ben };
}

const story = 'The kettle is on, the chairs are out, and nobody has to say a word.';

browserTest(
  'words are on the others’ screens while they are written, and once in the talk when they are sent',
  async () => {
    const { ada, ben, house } = await adaAndBen();
    await write(ada.page).pressSequentially('for nobody yet');
    expect(await ada.page.evaluate(() => window.liveSights.sent)).toEqual([]);
    await write(ada.page).fill('');

    await ada.page.keyboard.press('Alt+KeyL');
    await ada.page
      .locator('.live-switch')
      .getByText('Everyone here sees what you write while you write it.')
      .waitFor();
    expect(await ada.page.getByRole('alert').textContent()).toContain('Live typing is on.');
    await ada.page.evaluate(() => window.liveSights.typed.splice(0));
    const spoken = await ben.page.evaluate(() => window.spoken);
    await write(ada.page).pressSequentially(story, { delay: 40 });
    await until(async () => (await line(ben.page).textContent()) === story);
    const { wire, screen } = await keyTimes(ada.page, ben.page);
    process.stderr.write(
      `${wire.length} keys: on the wire after p95 ${p95(wire)} ms, on the other screen after p95 ${p95(screen)} ms\n`,
    );
    expect(p95(wire)).toBeLessThan(500);
    expect(p95(screen)).toBeLessThan(1_000);
    expect(await lines(ben.page).textContent()).toContain('Ada is still writing…');
    // No screen reader was told of any key, and her own page does not show her own line.
    expect(await ben.page.evaluate(() => window.spoken)).toBe(spoken);
    expect(await lines(ada.page).count()).toBe(0);

    // Escape: gone there, kept here.
    await write(ada.page).press('Escape');
    await isGone(ben.page, 1_000);
    expect(await write(ada.page).inputValue()).toBe(story);
    await ada.page.getByText('Taken back: nobody sees this line.').waitFor();

    // Enter: it is said, once; at no moment does it stand there twice.
    await write(ada.page).fill('');
    await write(ada.page).pressSequentially('Tea?');
    await until(async () => (await line(ben.page).textContent()) === 'Tea?');
    await ben.page.evaluate(() => {
      const look = () => {
        const shown = [...document.querySelectorAll('.body')].filter(
          ({ textContent }) => textContent === 'Tea?',
        );
        if (shown.length !== 1) window.spoken = -1_000_000;
        requestAnimationFrame(look);
      };
      look();
    });
    await write(ada.page).press('Enter');
    await said(ben.page, 'Tea?').waitFor();
    await isGone(ben.page);
    await until(async () => (await ben.page.getByRole('status').textContent())?.includes('Ada: Tea?'));
    expect(await ben.page.evaluate(() => window.spoken)).toBeGreaterThan(0);

    // Whoever is let go of is off every screen at once.
    await write(ada.page).pressSequentially('half a thou');
    await line(ben.page).getByText('half a thou').waitFor();
    const stella = await house.steward();
    const { id: roomId } = await house.room('kitchen');
    const { here } = await stella.enter(roomId);
    const adaId = here.find(({ person }) => person.name === 'Ada')?.person.id ?? '';
    const asked = performance.now();
    await stella.get('room:step-back', { roomId, personId: adaId, minutes: 15 });
    await isGone(ben.page, 2_000);
    process.stderr.write(`Let go of, her line was gone after ${Math.round(performance.now() - asked)} ms\n`);
    expect([...ada.complaints, ...ben.complaints, ...ada.elsewhere, ...ben.elsewhere]).toEqual([]);
  },
);

browserTest('on a slow line words come late, none is lost, and each key still leaves at once', async () => {
  const { ada, ben } = await adaAndBen(200);
  const words = story.slice(0, 34);
  await turnOn(ada.page);
  await write(ada.page).pressSequentially(words, { delay: 60 });
  await until(async () => (await line(ben.page).textContent()) === words);
  const { wire, screen } = await keyTimes(ada.page, ben.page);
  process.stderr.write(
    `At a round trip of 400 ms each: on the wire after p95 ${p95(wire)} ms, on the other screen after p95 ${p95(screen)} ms\n`,
  );
  expect(p95(wire)).toBeLessThan(500);
  expect(p95(screen)).toBeLessThan(1_000);
  await write(ada.page).press('Enter');
  await said(ben.page, words).waitFor();
  await isGone(ben.page);
  expect(await said(ben.page, words).count()).toBe(1);
});

browserTest(
  'through a restart, a reload and a second window the words are kept, and nobody is read unawares',
  async () => {
    const dataFolder = await temporaryFolder();
    const house = await startHouse({ dataFolder });
    const [room] = (await visitors(house.origin).look()).rooms;
    if (!room) throw new Error('a house has rooms');
    const browser = await openBrowser();
    const ada = await someone(browser, house.origin, room.code, 'Ada');
    const ben = await someone(browser, house.origin, room.code, 'Ben');
    await turnOn(ada.page);
    await write(ada.page).pressSequentially('Tea is');
    await line(ben.page).getByText('Tea is').waitFor();

    await house.kill('SIGKILL');
    await ada.page.getByText('Nobody sees what you write just now: the line is lost.').waitFor();
    await isGone(ben.page);
    await write(ada.page).pressSequentially(' on');
    const again = await startHouse({ dataFolder, port: house.port });
    await line(ben.page).getByText('Tea is on').waitFor({ timeout: 20_000 });
    // Sent while the line is gone: once in the talk, and no line is left over.
    await again.kill('SIGTERM');
    await ada.page.getByText('Nobody sees what you write just now').waitFor();
    await write(ada.page).press('Enter');
    await startHouse({ dataFolder, port: house.port });
    await said(ben.page, 'Tea is on').waitFor({ timeout: 20_000 });
    await isGone(ben.page);
    expect(await said(ben.page, 'Tea is on').count()).toBe(1);

    // A second window shows what the first one writes, and is not on because the first one is.
    const second = await ada.context.newPage();
    await second.goto(ada.page.url());
    await second.getByRole('button', { name: 'Come in', exact: true }).click();
    await write(second).waitFor();
    expect(await second.getByRole('checkbox', { name: 'Live typing' }).isChecked()).toBe(false);
    await write(ada.page).pressSequentially('in my first window');
    await lines(second).getByText('in my first window').waitFor();
    expect(await lines(second).textContent()).toContain('you are writing this in another window…');

    // A reload takes the line back, keeps the draft, and turns live typing off.
    await ada.page.reload();
    await isGone(ben.page);
    await write(ada.page).waitFor();
    expect(await write(ada.page).inputValue()).toBe('in my first window');
    expect(await ada.page.getByRole('checkbox', { name: 'Live typing' }).isChecked()).toBe(false);
    await write(ada.page).pressSequentially(', unseen');
    // Turned on, it shows nothing of what stood there before the next key.
    await turnOn(ada.page);
    await ada.page.locator('.live-switch').getByText('From your next key on').waitFor();
    expect(await ada.page.evaluate(() => window.liveSights.sent)).toEqual([]);
    await write(ada.page).press('!');
    await line(ben.page).getByText('in my first window, unseen!').waitFor();
  },
  120_000,
);

browserTest(
  'by keyboard and by ear; where one reads stays put; who does not want to see it, hides it',
  async () => {
    const { ada, ben, house, roomId } = await adaAndBen();
    const cleo = await house.come('cleo');
    await cleo.enter(roomId);
    for (let n = 0; n < 8; n++)
      await cleo.get('message:send', {
        id: newId(),
        roomId,
        body: `Once upon a time, part ${n}.\n\nAnd then\n\nmore.`,
      });
    await said(ben.page, 'Once upon a time, part 7.\n\nAnd then\n\nmore.').waitFor();
    const lost = await watchFocus(ben.page);

    await tabTo(ada.page, 'checkbox "Live typing"');
    await ada.page.keyboard.press('Space');
    await tabTo(ada.page, 'textbox "Write to the room"', 'Shift+Tab');
    await ada.page.keyboard.type('<b>Tea</b> \u202eis on');
    await line(ben.page).getByText('<b>Tea</b>').waitFor();
    expect(await lines(ben.page).locator('b').count()).toBe(0);
    // At the end of the talk the newest words stay in sight.
    const log = ben.page.getByRole('log');
    const below = () => log.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
    expect(await below()).toBeLessThan(2);

    // By ear: one stop before the place to write; when it goes, the focus is in the talk.
    await tabTo(ben.page, 'group "Being written now"', 'Shift+Tab');
    expect(await lines(ben.page).ariaSnapshot()).toContain('Ada');
    const wrong = await wrongWith(ben.page, 'live typing, read', { briefly });
    await ada.page.setViewportSize({ width: 320, height: 640 });
    wrong.push(...(await wrongWith(ada.page, 'live typing, on', { briefly })));
    await tabTo(ben.page, 'group "Being written now"', 'Shift+Tab');
    await ada.page.keyboard.press('Escape');
    await isGone(ben.page);
    await until(async () => (await focused(ben.page)) === 'log "Talk in Kitchen table"');
    expect(await lost()).toEqual([]);

    // Whoever reads further up stays there, however the lines grow and go.
    await log.evaluate((one) => one.scrollTo(0, 300));
    await write(ada.page).fill('');
    await write(ada.page).pressSequentially('one');
    for (let row = 0; row < 3; row++) await write(ada.page).press('Shift+Enter');
    await write(ada.page).pressSequentially('two');
    await line(ben.page).getByText('two').waitFor();
    expect(await log.evaluate((one) => one.scrollTop)).toBe(300);

    const choice = ben.page.getByRole('combobox', { name: 'Words others are still writing' });
    await choice.selectOption('hidden');
    await isGone(ben.page);
    await ben.page.reload();
    await write(ben.page).waitFor();
    await write(ada.page).pressSequentially('more');
    expect(await choice.inputValue()).toBe('hidden');
    expect(await lines(ben.page).count()).toBe(0);
    // Shown again, the line is there without waiting for a key.
    await choice.selectOption('shown');
    await line(ben.page).waitFor();
    await ben.page.reload();
    await line(ben.page).waitFor();
    expect(wrong).toEqual([]);
  },
);
