import type { Page } from 'playwright-core';
import { goTo, paper, paragraphs } from '../support/board-screen';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { temporaryFolder, until, visitors } from '../support/house';
import { hears } from '../support/listening';
import { startHouse } from '../support/process';
import { choosePlainSound } from '../support/voice-page';

const talk = (page: Page) => page.getByRole('log');
const here = (page: Page, name: string) =>
  page.getByRole('region', { name: /Here now/ }).getByText(new RegExp(`^${name}`));
const tab = (page: Page, name: RegExp) => page.getByRole('button', { name });

async function say(page: Page, text: string) {
  await page.getByRole('textbox', { name: /write to the room/i }).fill(text);
  await page.keyboard.press('Enter');
}

const howOften = (text: string, part: string) => text.split(part).length - 1;

browserTest(
  'the whole story: come in by a link, talk, speak, write together; killed and started again, all is there',
  async () => {
    const dataFolder = await temporaryFolder();
    const first = await startHouse({ dataFolder });
    const { origin, port } = first;
    const people = visitors(origin);
    const kitchen = (await people.look()).rooms.find(({ name }) => name === 'Kitchen table');
    if (!kitchen) throw new Error('a new house has a kitchen');

    // Ada stands at the door, and nobody is in.
    const ada = await openPage(await openBrowser(), origin);
    await ada.page.goto(origin);
    const doorway = ada.page.getByRole('listitem').filter({ hasText: 'Kitchen table' });
    await doorway.getByText('Nobody yet').waitFor();

    // Ben and Cleo follow the link. Ada sees them from outside.
    const ben = await openPage(await openBrowser({ toneHz: 440 }), origin);
    const cleo = await openPage(await openBrowser({ toneHz: 880 }), origin);
    await comeIn(ben.page, origin, kitchen.code, 'Ben');
    await comeIn(cleo.page, origin, kitchen.code, 'Cleo');
    await doorway.getByText('Ben, Cleo').waitFor({ timeout: 2_000 });
    await doorway.getByRole('link', { name: /Come in/ }).click();
    await ada.page.getByRole('textbox').fill('Ada');
    await ada.page.getByRole('button', { name: 'Come in', exact: true }).click();
    const all = [ada.page, ben.page, cleo.page];

    // All three talk.
    await say(ada.page, 'Tea is on.');
    await say(ben.page, 'I had a long night.');
    await say(cleo.page, 'Just listening today.');
    const said = ['Tea is on.', 'I had a long night.', 'Just listening today.'];
    for (const page of all) for (const words of said) await talk(page).getByText(words).waitFor();

    // Ben and Cleo speak, and each hears the other's frequency.
    for (const { page } of [ben, cleo]) {
      await choosePlainSound(page);
      await page.getByRole('button', { name: 'Speak', exact: true }).click();
    }
    await hears(ben.page, 880);
    await hears(cleo.page, 440);

    // All three write one story at once, and agree.
    await tab(ada.page, /^Boards/).click();
    await ada.page.getByLabel('Title of a new board').fill('Letters to my younger self');
    await ada.page.getByRole('button', { name: 'Start a board' }).click();
    for (const { page } of [ben, cleo]) {
      await tab(page, /^Boards/).click();
      await page.getByRole('link', { name: 'Letters to my younger self' }).click();
    }
    const begun = ['Dear Ada,', 'Dear Ben,', 'Dear Cleo,'];
    const endings = [' it gets lighter.', ' you are allowed to rest.', ' somebody will put the kettle on.'];
    const lines = begun.map((start, at) => `${start}${endings[at]}`);
    for (const page of all) await paper(page).waitFor();
    await paper(ada.page).click();
    await ada.page.keyboard.type(begun.join('\n'));
    for (const page of all) await paper(page).getByText('Dear Cleo,').waitFor();
    await Promise.all(all.map((page, at) => goTo(page, begun[at] ?? '')));
    await Promise.all(all.map((page, at) => page.keyboard.type(endings[at] ?? '', { delay: 15 })));
    for (const page of all) await page.getByText('saved', { exact: true }).waitFor();
    await agree(all, lines);

    // The server is killed in the middle: Ada is writing, Ben has just sent something.
    const writing = ada.page.keyboard.type(' The line broke just here.', { delay: 40 });
    await tab(ben.page, /^Talk/).click();
    await say(ben.page, 'Are you still there?');
    await talk(ben.page).getByText('Are you still there?').waitFor();
    await first.kill('SIGKILL');
    await writing;
    await say(ben.page, 'Written while the line was lost.');

    const second = await startHouse({ dataFolder, port });

    // Everyone is back by themselves: room, voice and board, with nothing lost or doubled.
    for (const page of all)
      for (const name of ['Ada', 'Ben', 'Cleo']) await here(page, name).first().waitFor();
    await hears(ben.page, 880);
    await hears(cleo.page, 440);
    await agree([ada.page, cleo.page], [...lines, 'lighter. The line broke just here.']);
    for (const { page } of [ada, cleo]) {
      await page.getByText('saved', { exact: true }).waitFor();
      await tab(page, /^Talk/).click();
    }
    const allSaid = [...said, 'Are you still there?', 'Written while the line was lost.'];
    for (const page of all) {
      await talk(page).getByText('Written while the line was lost.').waitFor();
      const text = (await talk(page).textContent()) ?? '';
      for (const words of allSaid) expect([words, howOften(text, words)]).toEqual([words, 1]);
    }

    // A fourth browser that enters later reads it all.
    const dora = await openPage(await openBrowser(), origin);
    await comeIn(dora.page, origin, kitchen.code, 'Dora');
    for (const words of allSaid) await talk(dora.page).getByText(words).waitFor();
    await tab(dora.page, /^Boards/).click();
    await dora.page.getByRole('link', { name: 'Letters to my younger self' }).click();
    await paper(dora.page).waitFor();
    await agree([dora.page], [...lines, 'lighter. The line broke just here.']);

    for (const { elsewhere, complaints } of [ada, ben, cleo, dora]) {
      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
    }
    await second.kill('SIGTERM');
  },
  180_000,
);

/** All pages come to show the same paragraphs, each of these lines once. */
async function agree(pages: Page[], lines: string[]) {
  await until(
    async () => {
      const texts = await Promise.all(pages.map(async (page) => (await paragraphs(page)).filter(Boolean)));
      const same = texts.every((text) => JSON.stringify(text) === JSON.stringify(texts[0]));
      return same && lines.every((line) => howOften(texts[0]?.join('\n') ?? '', line) === 1);
    },
    `all agree on ${lines.length} lines`,
    20_000,
  ).catch(async (problem: Error) => {
    throw new Error(`${problem.message}: ${JSON.stringify(await Promise.all(pages.map(paragraphs)))}`);
  });
}
