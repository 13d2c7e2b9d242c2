import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { newId } from '../../shared/ids';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { cleanUp } from '../support/clean-up';
import { type HouseOptions, type OpenHouse, openHouse, until } from '../support/house';
import { focused, tabTo, watchFocus } from '../support/keyboard';
import { microphones, watchOpened } from '../support/listening';

const write = 'textbox "Write to the room"';

browserTest(
  'the whole story by keyboard alone, the focus in sight at every stop',
  async () => {
    const house = await openHouse({ pages: true });
    const { id: roomId } = await house.room('kitchen');
    const ben = await house.come('Ben');
    await ben.enter(roomId);
    const { page, complaints } = await openPage(await openBrowser({ toneHz: 440 }), house.origin);
    const { keyboard } = page;
    const isAt = (name: string) => until(async () => (await focused(page)) === name, `at ${name}`);
    const said = async () => (await ben.heard('message:changed')).at(-1);

    // The door, and in.
    await page.goto(house.origin);
    await tabTo(page, 'link "Skip to the page"');
    await tabTo(page, 'link "Help now"');
    await tabTo(page, 'link "Exit fast"');
    await tabTo(page, 'link "Come in Kitchen table"');
    await keyboard.press('Enter');
    await isAt('heading "Come in to Kitchen table"');
    await tabTo(page, 'textbox "What should we call you?"');
    await keyboard.type('Ada');
    await tabTo(page, 'button "Come in"');
    await keyboard.press('Enter');
    await isAt('heading "Kitchen table"');

    // Talk: write, edit, take back.
    await tabTo(page, write);
    await keyboard.type('Tea is on.');
    await keyboard.press('Enter');
    await until(async () => (await said())?.body === 'Tea is on.');
    await tabTo(page, /^button "Change, your message/, 'Shift+Tab');
    await keyboard.press('Enter');
    await isAt('textbox "Edit your message"');
    await keyboard.press('End');
    await keyboard.type(' Come in.');
    await keyboard.press('Enter');
    await until(async () => (await said())?.body === 'Tea is on. Come in.');
    await until(async () => /^button "Change/.test(await focused(page)), 'back on the message');
    await keyboard.press('Enter');
    await tabTo(page, 'button "Take back"');
    await keyboard.press('Enter');
    await page.getByText('Take this back?').waitFor();
    expect(await focused(page)).toBe('button "Keep it"');
    await tabTo(page, 'button "Take back"', 'Shift+Tab');
    await keyboard.press('Enter');
    await until(async () => (await said())?.takenBackAt);
    expect(await focused(page)).not.toBe('nowhere');

    // How one is here.
    await tabTo(page, 'combobox "I am"');
    await keyboard.type('just');
    await until(async () => (await ben.heard('presence:changed')).at(-1)?.present.how === 'listening');

    // Voice; the mute key works while writing.
    await tabTo(page, 'button "Speak"');
    await keyboard.press('Enter');
    await isAt('button "Mute"');
    await until(async () => (await ben.heard('voice:changed')).at(-1)?.seats.length === 1);
    await tabTo(page, write, 'Shift+Tab');
    await keyboard.type('half a ');
    await keyboard.press('Alt+m');
    await keyboard.type('thought');
    await until(async () => (await ben.heard('voice:changed')).at(-1)?.seats[0]?.muted);
    expect(await page.locator(':focus').inputValue()).toBe('half a thought');
    await tabTo(page, 'button "Leave voice"');
    await keyboard.press('Enter');
    await isAt('button "Speak"');
    await until(async () => (await ben.heard('voice:changed')).at(-1)?.seats.length === 0);

    // A board with a heading and a list.
    await tabTo(page, 'button "Boards"', 'Shift+Tab');
    await keyboard.press('Enter');
    await tabTo(page, 'textbox "Title of a new board"');
    await keyboard.type('Things that help');
    await tabTo(page, 'button "Start a board"');
    await keyboard.press('Enter');
    const paper = page.getByRole('textbox', { name: 'The board “Things that help”' });
    await paper.waitFor();
    expect(await focused(page)).not.toBe('nowhere');
    await tabTo(page, 'textbox "The board “Things that help”"');
    await tabTo(page, 'button "Bold"', 'Shift+Tab');
    for (let tool = 0; tool < 3; tool++) await keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('button "Heading"');
    await keyboard.press('Enter');
    await isAt('textbox "The board “Things that help”"');
    await keyboard.type('On hard days\n- a cup of tea\nsomebody who listens');
    expect(await paper.innerHTML()).toMatch(
      /<h2.*>On hard days<\/h2><ul.*>a cup of tea.*somebody who listens/,
    );
    await page.getByText('saved', { exact: true }).waitFor();
    await tabTo(page, 'link "All boards"', 'Shift+Tab');
    await keyboard.press('Enter');
    await page.getByRole('link', { name: 'Things that help' }).waitFor();
    expect(await focused(page)).not.toBe('nowhere');

    // Out again.
    await tabTo(page, 'button "Leave Kitchen table"', 'Shift+Tab');
    await keyboard.press('Enter');
    await isAt('heading "The light is on. Come as you are."');
    expect(complaints).toEqual([]);
  },
  120_000,
);

/** Ada's page in the kitchen, at her composer; Ben there too, and Hana, a host. */
async function atTheTable(options: HouseOptions = {}) {
  const house = await openHouse({ pages: true, ...options });
  const { id: roomId, code } = await house.room('kitchen');
  const hana = await house.comeAs('host', 'Hana');
  const ben = await house.come('Ben');
  for (const person of [hana, ben]) await person.enter(roomId);
  const opened = await openPage(await openBrowser({ toneHz: 440 }), house.origin);
  await watchOpened(opened.page);
  await opened.page.goto(house.origin); // so that there is somewhere to go back to
  await comeIn(opened.page, house.origin, code, 'Ada');
  await opened.page.getByRole('textbox', { name: 'Write to the room' }).focus();
  return { house, roomId, hana, ben, ...opened, lost: await watchFocus(opened.page) };
}

browserTest('whatever happens in the room, the focus is somewhere, and stays where it can', async () => {
  const { house, page, roomId, hana, ben, lost } = await atTheTable();
  const log = page.getByRole('log');
  const here = page.getByRole('region', { name: /Here now/ });

  // People come and go, and messages arrive.
  const cleo = await house.come('Cleo');
  await cleo.enter(roomId);
  await here.getByText('Cleo').waitFor();
  const { id } = await ben.get('message:send', {
    id: newId(),
    roomId,
    body: 'Look: https://example.org/tea',
  });
  await log.getByRole('link').waitFor();
  await cleo.get('room:leave', { roomId });
  await here.getByText('Cleo').waitFor({ state: 'detached' });
  expect(await focused(page)).toBe(write);

  // Ben takes back the message that Ada is on.
  await tabTo(page, /^link "https:/, 'Shift+Tab');
  await ben.get('message:take-back', { id, roomId });
  await log.getByText('Ben took this back.').waitFor();
  expect(await focused(page)).toBe('log "Talk in Kitchen table"');

  // A dialog closes, by its button and by Escape.
  for (const key of ['Enter', 'Escape']) {
    await tabTo(page, 'button "Change name"');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'button "Close"');
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('button "Change name"');
  }

  // The line is lost, and comes back.
  await house.close();
  await page.getByText('The house is restarting. You will be back in a moment; your words').waitFor();
  const again = await openHouse({ pages: true, dataFolder: house.dataFolder, port: house.port });
  await page
    .getByText('The house is restarting. You will be back in a moment; your words')
    .waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('button "Change name"');

  // A host closes the room.
  const hanaAgain = await again.again(hana);
  await hanaAgain.enter(roomId);
  await until(async () => (await again.room('kitchen')).inside.shows === 'name');
  await hanaAgain.get('room:close', { roomId });
  await page.getByText('Hana closed Kitchen table').first().waitFor();
  await until(async () => (await focused(page)).startsWith('heading "The light is on'));
  expect(await lost()).toEqual([]);
});

browserTest('the phone is turned: what there is no room for gives the focus on', async () => {
  const { page, lost } = await atTheTable();
  await page.getByRole('button', { name: 'Change name' }).focus();
  await page.setViewportSize({ width: 320, height: 640 });
  await until(async () => !['nowhere', 'button "Change name"'].includes(await focused(page)));
  expect(await lost()).toEqual([]);
});

browserTest(
  'Shift three times: another page at once, she is gone at the door, and Back shows nothing',
  async () => {
    const { house, page } = await atTheTable();
    await exitSpeaking(page);
    await page.waitForURL('about:blank', { timeout: 1_000 });
    expect(await page.evaluate(() => document.body.textContent)).toBe('');
    await goneAtTheDoor(house);

    await page.goBack({ timeout: 3_000 }).catch(() => undefined);
    await page.waitForURL('about:blank', { timeout: 3_000 });
    expect(await page.evaluate(() => document.body.textContent)).toBe('');
  },
);

browserTest('all is let go of at once, even when the page to exit to never comes', async () => {
  // A browser stays where it is when there is no content.
  const empty = createServer((_request, response) => response.writeHead(204).end()).listen(0, '127.0.0.1');
  cleanUp(() => empty.close());
  await once(empty, 'listening');
  const exitTo = `http://127.0.0.1:${(empty.address() as AddressInfo).port}/`;
  const { house, page } = await atTheTable({ settings: { exitTo } });
  await exitSpeaking(page);
  const left = await page.evaluate(() => ({
    shown: document.documentElement.checkVisibility(),
    microphones: window.opened.tracks.map(({ readyState }) => readyState),
  }));
  expect(left).toEqual({ shown: false, microphones: ['ended'] });
  const lines = () => page.evaluate(() => window.opened.sockets.map((socket) => socket.readyState));
  await until(async () => (await lines()).every((state) => state === 3), 'the lines are closed', 1_000);
  await goneAtTheDoor(house);
});

/** Ada speaks, and leaves in a hurry while she writes. */
async function exitSpeaking(page: Page) {
  await page.getByRole('button', { name: 'Speak', exact: true }).click();
  await until(async () => (await microphones(page))[0]?.readyState === 'live');
  await page.getByRole('textbox', { name: 'Write to the room' }).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
}

async function goneAtTheDoor(house: OpenHouse) {
  const isGone = async () => {
    const { inside } = await house.room('kitchen');
    return inside.shows === 'name' && inside.names.length === 2;
  };
  // Within two seconds, which `presence` holds itself to by its own clock; a busy machine is given as much again.
  await until(isGone, 'she is gone at the door', 4_000);
}
