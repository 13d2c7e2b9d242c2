import type { Browser, BrowserContext, Page } from 'playwright-core';
import { messages } from '../../server/messages/messages.record';
import { people } from '../../server/people/people.record';
import { type Store, StoreDown } from '../../server/store/store';
import { perAddress, perPerson } from '../../shared/limits';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { type HouseOptions, openHouse, type Person, post, until } from '../support/house';
import { briefly, wrongWith } from '../support/looks';

const write = (page: Page) => page.getByRole('textbox', { name: 'Write to the room' });
const say = async (page: Page, words: string) => {
  await write(page).fill(words);
  await write(page).press('Enter');
};

/** A store that can be put out of order and back. */
function fragile() {
  let isOut = false;
  const unlessOut = <Value>(run: () => Promise<Value>) =>
    isOut ? Promise.reject(new StoreDown('no space left')) : run();
  return {
    break: (now = true) => {
      isOut = now;
    },
    through: (store: Store): Store => ({
      ...store,
      check: () => unlessOut(store.check),
      collection(definition) {
        const real = store.collection(definition);
        if (definition.name !== messages.name && definition.name !== people.name) return real;
        return { ...real, insert: (record) => unlessOut(() => real.insert(record)) };
      },
    }),
  };
}

/** Ada is in the kitchen with her page. */
async function adaInKitchen(options: HouseOptions = {}) {
  const house = await openHouse({ pages: true, ...options });
  const { code, id: roomId } = await house.room('kitchen');
  const opened = await openPage(await openBrowser(), house.origin);
  await comeIn(opened.page, house.origin, code, 'Ada');
  return { house, code, roomId, ...opened };
}

browserTest(
  'the server cannot save: every screen says so, nothing is lost, and it mends itself',
  async () => {
    const store = fragile();
    const { house, page, context, code } = await adaInKitchen({ through: store.through });
    const wrong: string[] = [];
    store.break();
    await say(page, 'Is anybody up?');
    await page.getByText('not sent yet; goes out when the server can save again').first().waitFor();
    await page.getByText('The server cannot save right now.').first().waitFor();
    // One may go on writing.
    await say(page, 'I will wait.');
    expect(await page.getByText('not sent yet').count()).toBe(2);
    wrong.push(...(await wrongWith(page, 'store out, talk', { briefly })));

    const atDoor = await openPage(context.browser() as Browser, house.origin);
    await atDoor.page.goto(`${house.origin}/r/${code}`);
    await atDoor.page.getByText('The server cannot save right now.').first().waitFor();
    await atDoor.page.getByRole('button', { name: 'Come in', exact: true }).click();
    await atDoor.page.getByText('We cannot save anything right now.').first().waitFor();
    wrong.push(...(await wrongWith(atDoor.page, 'store out, entry', { briefly })));

    store.break(false);
    await page.getByText('not sent yet').first().waitFor({ state: 'detached' });
    await page.getByText('The server cannot save right now.').first().waitFor({ state: 'detached' });
    const { ben, roomId } = await house.inRoom('kitchen', 'ben');
    const { messages: said } = await ben.get('message:page', { roomId });
    expect(said.map(({ body }) => body)).toEqual(['Is anybody up?', 'I will wait.']);
    expect(wrong).toEqual([]);
  },
);

browserTest('the relay is out: it is said where one speaks, and at the door', async () => {
  const turn = { urls: ['turn:127.0.0.1:9?transport=tcp'], secret: 'a shared secret', ttlSeconds: 600 };
  const { page } = await adaInKitchen({ settings: { voice: { turn, stun: [] } } });
  await page.getByText('Voice may not reach everyone right now').first().waitFor();
  const wrong = await wrongWith(page, 'relay out, room', { briefly });
  await page.getByRole('link', { name: 'Help now' }).click();
  await page.getByText('Voice may not reach everyone right now').first().waitFor();
  expect(wrong).toEqual([]);
});

browserTest('the house restarts: it is said at once, and she is back in her room', async () => {
  const { house, page } = await adaInKitchen();
  await write(page).fill('half a thought');
  await house.close();
  await page.getByText('The house is restarting.').first().waitFor();
  await say(page, 'written meanwhile');
  await page.getByText('not sent yet; goes out when the line is back').waitFor();
  const wrong = await wrongWith(page, 'restarting', { briefly });
  const again = await openHouse({ pages: true, dataFolder: house.dataFolder, port: house.port });
  await page.getByText('The house is restarting.').first().waitFor({ state: 'detached' });
  await page.getByText('not sent yet').waitFor({ state: 'detached' });
  const { ben, roomId } = await again.inRoom('kitchen', 'ben');
  expect((await ben.get('message:page', { roomId })).messages.map(({ body }) => body)).toEqual([
    'written meanwhile',
  ]);
  expect(wrong).toEqual([]);
});

browserTest('too fast: a limit says when it ends, and what was written waits for it by itself', async () => {
  const { house, page, context, roomId } = await adaInKitchen();
  const many = perPerson.commands['message:send'].burst * 2;
  for (let n = 0; n < many; n++) await say(page, `word ${n}`);
  await page
    .getByRole('log')
    .getByText(`word ${many - 1}`)
    .waitFor();
  await until(async () => (await page.locator('.unsent').count()) === 0);
  const { ben } = await house.inRoom('kitchen', 'ben');
  const { messages: said } = await ben.get('message:page', { roomId });
  expect(said.map(({ body }) => body)).toEqual(Array.from({ length: many }, (_, n) => `word ${n}`));

  const { burst } = perPerson.commands['people:rename'];
  const cleo = await house.come('Cleo');
  await becomeIn(context, house.origin, cleo);
  for (let n = 0; n < burst; n++) await cleo.ask('people:rename', { name: `Cleo ${n}` });
  await page.reload();
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('Cleopatra');
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByText(/Please try again in \d+ seconds?\./)
    .first()
    .waitFor();
  expect(await page.getByRole('textbox', { name: 'New name' }).inputValue()).toBe('Cleopatra');
  const wrong = await wrongWith(page, 'too fast, name', { briefly });

  const other = await openPage(page.context().browser() as Browser, house.origin);
  await other.page.goto(`${house.origin}/r/${(await house.room('quiet')).code}`);
  const comingIn = other.page.getByRole('button', { name: 'Come in', exact: true });
  await comingIn.waitFor();
  // Last of all, for the address may soon send the next one in.
  const knock = () => post(house.origin, '/session', { name: '' });
  await Promise.all(Array.from({ length: perAddress.entries.burst }, knock));
  await comingIn.click();
  await other.page
    .getByText(/Please try again in \d+ seconds?\./)
    .first()
    .waitFor();
  wrong.push(...(await wrongWith(other.page, 'too fast, entry', { briefly })));
  expect(wrong).toEqual([]);
});

/** Puts the session of someone who came in elsewhere into this browser. */
async function becomeIn(context: BrowserContext, origin: string, { session }: Person) {
  const [name = '', value = ''] = session.cookie?.split('=') ?? [];
  await context.addCookies([{ name, value, url: origin }]);
}

browserTest('refused: asked to step back, closed, not known any more, one page too many', async () => {
  const { house, page, context, code, roomId } = await adaInKitchen();
  const wrong: string[] = [];
  const look = async (state: string) => wrong.push(...(await wrongWith(page, state, { briefly })));
  const comeBack = async () => {
    await page.goto(`${house.origin}/r/${code}`);
    await page.getByRole('button', { name: 'Come in', exact: true }).click();
    await write(page).waitFor();
  };
  const host = await house.comeAs('host', 'Hana');
  const { here } = await host.enter(roomId);
  const personId = here.find(({ person }) => person.name === 'Ada')?.person.id ?? '';
  await host.get('room:step-back', { roomId, personId, minutes: 15 });
  await page.getByText('Hana asked you to step back').first().waitFor();
  await page.getByRole('link', { name: /Kitchen table/ }).click();
  await page.getByRole('button', { name: 'Come in', exact: true }).click();
  await page
    .getByText(/step back/)
    .first()
    .waitFor();
  await look('stepped back, entry');

  await host.get('room:welcome-back', { roomId, personId });
  await comeBack();
  await host.get('room:close', { roomId });
  await page.getByText('Hana closed Kitchen table for now.').first().waitFor();
  await look('closed, door');
  await host.get('room:reopen', { roomId });

  await comeBack();
  await write(page).fill('half a thought');
  await context.clearCookies();
  await page.reload();
  await page.getByText('What should we call you?').waitFor();
  await page.keyboard.press('Tab');
  await look('no session, entry');

  const crowd = await house.come('Cleo');
  await becomeIn(context, house.origin, crowd);
  const tabs: Person[] = [];
  for (let tab = 1; tab < perPerson.pages; tab++) tabs.push(await house.again(crowd));
  await page.goto(`${house.origin}/r/${code}`);
  await page.getByText('This house cannot take one more page of yours').first().waitFor();
  await look('too many pages');
  for (const tab of tabs) tab.leave();
  crowd.leave();
  await page
    .getByText('This house cannot take one more page of yours')
    .first()
    .waitFor({ state: 'detached' });
  expect(wrong).toEqual([]);
});
