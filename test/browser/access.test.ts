import type { Page } from 'playwright-core';
import { messages } from '../../server/messages/messages.record';
import { type Store, StoreDown } from '../../server/store/store';
import { newId } from '../../shared/ids';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { type OpenHouse, openHouse } from '../support/house';
import { wrongWith } from '../support/looks';
import { choosePlainSound } from '../support/voice-page';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const talk = (page: Page) => page.getByRole('log');
const comeInButton = (page: Page) => page.getByRole('button', { name: 'Come in', exact: true });

/** A page, and everything wrong with the states of it that are looked at. */
async function looker(house: OpenHouse, browserOptions: Parameters<typeof openBrowser>[0] = {}) {
  const opened = await openPage(await openBrowser(browserOptions), house.origin);
  const wrong: string[] = [];
  return {
    ...opened,
    /** On a page just loaded the focus is nowhere yet: one presses Tab. */
    async land(path: string) {
      await opened.page.goto(house.origin + path);
      await opened.page.keyboard.press('Tab');
    },
    async look(state: string) {
      wrong.push(...(await wrongWith(opened.page, state)));
    },
    /** What was wrong with the states, and what the page complained about or asked of other hosts. */
    all: () => [...wrong, ...opened.complaints, ...opened.elsewhere],
  };
}

/** Ada is in the kitchen with her page. */
async function inKitchen(house: OpenHouse, browserOptions: Parameters<typeof openBrowser>[0] = {}) {
  const { id: roomId, code } = await house.room('kitchen');
  const ada = await looker(house, browserOptions);
  await comeIn(ada.page, house.origin, code, 'Ada');
  return { ...ada, roomId, code };
}

browserTest('the door, and what is said there', async () => {
  const house = await openHouse({ pages: true });
  const { page, land, look, all } = await looker(house);
  await land('/');
  await page.getByText('Nobody yet').first().waitFor();
  await look('door, empty');

  const { roomId } = await house.inRoom('kitchen', 'Ben', 'Cleo');
  const hana = await house.comeAs('host', 'Hana');
  await hana.enter(roomId);
  const { id: quietId } = await house.room('quiet');
  await hana.enter(quietId);
  await hana.get('room:close', { roomId: quietId });
  const { id: stepsId } = await house.room('front');
  await hana.enter(stepsId);
  await hana.get('room:at-door', { roomId: stepsId, atDoor: 'hidden' });
  await page.getByText('Ben, Cleo').waitFor();
  await page.getByText('Closed for now').waitFor();
  await look('door, with people');

  const { code } = await house.room('kitchen');
  await comeIn(page, house.origin, code, 'Ada');
  const { here } = await hana.enter(roomId);
  const adaId = here.find(({ person }) => person.name === 'Ada')?.person.id ?? '';
  await hana.get('room:step-back', { roomId, personId: adaId, minutes: 15 });
  await page.getByText('Hana asked you to step back').first().waitFor();
  await look('door, let go');
  expect(all()).toEqual([]);
});

browserTest('coming in', async () => {
  const house = await openHouse({ pages: true });
  const { page, land, look, all } = await looker(house);
  const { code } = await house.room('kitchen');
  await land(`/r/${code}`);
  await look('entry, fresh');
  await page.getByRole('textbox').fill('Steward');
  await comeInButton(page).click();
  await page.getByText('too much like').or(page.getByText('cannot be used')).first().waitFor();
  await look('entry, name refused');
  await comeIn(page, house.origin, code, 'Ada');
  await button(page, /^Leave/).click();
  await page.getByRole('link', { name: 'Come in Kitchen table' }).click();
  await page.getByText('Welcome back, Ada').waitFor();
  await look('entry, welcome back');
  expect(all()).toEqual([]);
});

browserTest('the pages around the rooms', async () => {
  const house = await openHouse({ pages: true });
  const { page, land, look, all } = await looker(house);
  for (const [state, path] of [
    ['help', '/help'],
    ['how', '/how'],
    ['unknown path', '/r/nowhere'],
    ['steward link', `/steward#${house.stewardLink?.split('#')[1]}`],
  ] as const) {
    await land(path);
    await look(state);
  }
  await button(page, 'Take the key').click();
  await page.getByRole('heading', { name: 'Look after the house' }).waitFor();
  await look('house settings');
  expect(all()).toEqual([]);
});

browserTest('talk in a room', async () => {
  let down = false;
  const house = await openHouse({ pages: true, through: (store) => unlessDown(store, () => down) });
  const { page, look, all, roomId } = await inKitchen(house);
  await look('room, empty');

  const { ben, cleo } = await house.inRoom('kitchen', 'ben', 'cleo');
  const say = (body: string) => ({ id: newId(), roomId, body });
  await ben.get('message:send', say('Tea is on. There is a picture of the pot at https://example.org/pot.'));
  const { id } = await cleo.get('message:send', say('Oh no.'));
  await cleo.get('message:take-back', { roomId, id });
  await cleo.get('presence:set', { roomId, how: 'listening' });
  const write = page.getByRole('textbox', { name: 'Write to the room' });
  await write.fill('Good evening! I had a long day, and a short night before it.');
  await page.keyboard.press('Enter');
  await talk(page).getByText('Good evening!').waitFor();
  await look('room, with talk');

  await button(page, /^Change, your message/).click();
  await look('room, own message being edited');
  await button(page, 'Take back').click();
  await look('room, own message about to be taken back');
  await button(page, 'Keep it').click();

  down = true;
  await write.fill('These words do not get through.');
  await page.keyboard.press('Enter');
  await button(page, 'Let it go').waitFor();
  await write.focus();
  await look('room, unsent message');

  await house.close();
  await page.getByText('The house is restarting.').first().waitFor();
  await write.focus();
  await look('room, restarting');
  expect(all()).toEqual([]);
});

function unlessDown(store: Store, isDown: () => boolean): Store {
  return {
    ...store,
    collection(definition) {
      const real = store.collection(definition);
      if (definition.name !== messages.name) return real;
      return {
        ...real,
        insert: (record) =>
          isDown() ? Promise.reject(new StoreDown('the disk is full')) : real.insert(record),
      };
    },
  };
}

browserTest('voice', async () => {
  const house = await openHouse({ pages: true });
  const { page, look, all } = await inKitchen(house, { toneHz: 440 });
  await choosePlainSound(page);
  await page.getByText('About voice').click();
  await look('voice, explained');
  await page.getByText('About voice').click();
  await button(page, 'Speak').click();
  await button(page, 'Mute').waitFor();
  await page.getByText('You: speaking').waitFor();
  await look('voice, speaking');
  await button(page, 'Mute').click();
  await look('voice, muted');

  const ben = await looker(house);
  await comeIn(ben.page, house.origin, (await house.room('kitchen')).code, 'Ben');
  await button(ben.page, 'Speak').click();
  await button(ben.page, 'Try to speak again').waitFor();
  await ben.look('voice, microphone refused');
  expect([...all(), ...ben.all()]).toEqual([]);
});

browserTest('boards', async () => {
  const house = await openHouse({ pages: true });
  const { page, look, all } = await inKitchen(house);
  await button(page, /^Boards/).click();
  await look('board list, empty');
  const title = page.getByLabel('Title of a new board');
  await title.fill('Letters to my younger self');
  await button(page, 'Start a board').click();
  const paper = page.getByRole('textbox', { name: /^The board/ });
  await paper.click();
  await look('board, empty');

  await page.keyboard.type('Dear you\nIt gets lighter. Not all at once, but it does.\n');
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await page.keyboard.type('a cup of tea\nsomebody who listens');
  await page.keyboard.press('Control+Home');
  await page.getByRole('button', { name: 'Heading', exact: true }).click();
  const other = await openPage(await openBrowser(), house.origin);
  await comeIn(other.page, house.origin, (await house.room('kitchen')).code, 'Ben');
  await other.page.goto(page.url());
  await other.page
    .getByRole('textbox', { name: /^The board/ })
    .getByText('somebody')
    .click();
  await page.locator('.caret-name').waitFor();
  await page.getByText('saved', { exact: true }).waitFor();
  await look('board');
  await page.getByText('More', { exact: true }).click();
  await look('board, its menu');
  await page.keyboard.press('Escape');
  await button(page, 'Link').click();
  await look('board, a link');
  await button(page, 'Close').click();
  await page.getByRole('link', { name: 'All boards' }).click();
  await title.focus();
  await look('board list');
  expect(all()).toEqual([]);
});

browserTest('what hosts can do', async () => {
  const house = await openHouse({ pages: true });
  const ben = await house.come('Ben');
  const { page, land, look, all, ...room } = await inKitchen(house);
  const { roomId } = room;
  await ben.enter(roomId);
  const { here } = await (await house.steward()).enter(roomId);
  const adaId = here.find(({ person }) => person.name === 'Ada')?.person.id ?? '';
  await (await house.steward()).get('people:role', { roomId, personId: adaId, role: 'host' });

  await button(page, 'Look after Ben').click();
  await look('host, person menu');
  await button(page, 'Ask to step back for 1 hour').click();
  await page.getByText('Ada asked Ben to step back').waitFor();
  await look('host, someone stepped back');
  await button(page, 'Look after this room').click();
  await look('host, room menu');
  await button(page, 'Close the room').click();
  await button(page, 'Open the room again').waitFor();
  await look('host, room closed');
  await button(page, 'Close').click();
  await button(page, 'Change name').click();
  await look('room, another name');
  expect(all()).toEqual([]);
});
