import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFinds } from '../support/axe';
import { browserTest, comeIn, openBrowser, openPage, phone, wide } from '../support/browser';
import { openHouse, until } from '../support/house';

const paper = (page: Page) => page.getByRole('textbox', { name: /^The board/ });
/** What is written, without the names at the others' carets. */
const written = (page: Page) =>
  paper(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.caret')) caret.remove();
    return copy.innerHTML.replace(/<img[^>]*>|<br[^>]*>| class="[^"]*"|<span[^>]*>|<\/span>/g, '');
  });
const saved = (page: Page) => page.getByText('saved', { exact: true });

async function startBoard(page: Page, title: string) {
  await page.getByRole('button', { name: /^Boards/ }).click();
  await page.getByLabel('Title of a new board').fill(title);
  await page.getByRole('button', { name: 'Start a board' }).click();
  await paper(page).waitFor();
}

async function kitchen() {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const browser = await openBrowser();
  const open = async (name: string, options = {}) => {
    const opened = await openPage(browser, house.origin, options);
    await comeIn(opened.page, house.origin, code, name);
    return opened;
  };
  return { house, browser, open };
}

browserTest('two people write a board at once, see each other, and find it after a reload', async () => {
  const { open } = await kitchen();
  const ada = await open('Ada');
  const ben = await open('Ben');
  await startBoard(ada.page, 'Things that help');
  await saved(ada.page).waitFor();

  await ben.page.getByRole('button', { name: /^Boards/ }).click();
  await ben.page.getByRole('link', { name: 'Things that help' }).click();
  await paper(ben.page).waitFor();
  await paper(ada.page).click();
  await paper(ben.page).click();
  await Promise.all([
    paper(ada.page).pressSequentially('A cup of tea, and a walk. ', { delay: 15 }),
    paper(ben.page).pressSequentially('Calling someone who knows. ', { delay: 15 }),
  ]);
  await until(async () => (await written(ada.page)) === (await written(ben.page)));
  await Promise.all([saved(ada.page).waitFor(), saved(ben.page).waitFor()]);
  expect(await ada.page.locator('.fellow').allInnerTexts()).toEqual(['Ben']);
  expect(await ada.page.locator('.caret-name').allInnerTexts()).toEqual(['Ben']);

  await ada.page.reload();
  await paper(ada.page).getByText('A cup of tea').waitFor();
  await paper(ada.page).getByText('Calling someone').waitFor();
  for (const { elsewhere, complaints } of [ada, ben]) expect([...elsewhere, ...complaints]).toEqual([]);
});

browserTest(
  'on a phone and on a wide screen, in light and dark, nothing is out of reach and axe finds nothing',
  async () => {
    const { open } = await kitchen();
    for (const viewport of [phone, wide])
      for (const colorScheme of ['light', 'dark'] as const) {
        const size = `${viewport.width} ${colorScheme}`;
        const { page, complaints } = await open(`Ada ${size}`, { viewport, colorScheme });
        const ben = await open(`Ben ${size}`);
        await page.getByRole('button', { name: /^Boards/ }).click();
        await look(page, `list ${size}`);
        await startBoard(page, `Letters to my younger self, ${size}`);
        await saved(page).waitFor();
        await look(page, `empty ${size}`);
        await ben.page.goto(page.url());
        await paper(page).click();
        await writeLetter(page);
        await paper(ben.page).getByText('somebody').click();
        await page.locator('.caret-name').waitFor();
        await saved(page).waitFor();
        await look(page, `board ${size}`);
        await page.getByText('More', { exact: true }).click();
        await look(page, `menu ${size}`);
        await page.getByRole('button', { name: 'Rename this board' }).click();
        await look(page, `rename ${size}`);
        expect(complaints).toEqual([]);
        await Promise.all([page.context().close(), ben.page.context().close()]);
      }
  },
  240_000,
);

browserTest(
  'by keyboard alone: start a board, write, style, link, rename, and leave the page again',
  async () => {
    const { open } = await kitchen();
    const { page } = await open('Ada', { viewport: phone });
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent?.trim();
      });
    const walkTo = async (name: string, by: 'Tab' | 'Shift+Tab' | 'ArrowRight' | 'ArrowLeft') => {
      for (let turn = 0; turn < 40 && (await focused()) !== name; turn++) await press(by);
      expect(await focused()).toBe(name);
    };

    await walkTo('Boards', 'Shift+Tab');
    await press('Enter');
    await walkTo('Title of a new board', 'Tab');
    await page.keyboard.type('Held by keys');
    await press('Enter');
    await paper(page).waitFor();
    await until(async () => (await focused()) === 'Held by keys');

    await walkTo('Bold', 'Tab');
    await walkTo('Heading', 'ArrowRight');
    await press('Enter');
    await page.keyboard.type('Dear you');
    await press('Enter');
    await page.keyboard.type('be ');
    await press('Control+b');
    await page.keyboard.type('kind');
    await press('Control+b');
    await page.keyboard.type(' and rest');
    await saved(page).waitFor();
    expect(await written(page)).toBe('<h2>Dear you</h2><p>be <strong>kind</strong> and rest</p>');

    await press('Control+Home');
    await walkTo('Heading', 'Shift+Tab');
    await walkTo('Link', 'ArrowLeft');
    await press('Tab');
    expect(await focused()).toContain('Dear you');
    await press('Control+End');
    await caretBetween(page, ' and rest', '');
    await press('Shift+Control+ArrowLeft');
    await until(() => page.evaluate(() => getSelection()?.toString() === 'rest'));
    await press('Shift+Tab', 'Enter');
    await page.getByLabel('Address').waitFor();
    await page.keyboard.type('javascript:alert(1)');
    await press('Enter');
    await page.getByText('This does not look like a web address').waitFor();
    await press('Control+a');
    await page.keyboard.type('https://help.example/');
    await press('Enter');
    await until(async () => (await written(page)).includes('href="https://help.example/"'));

    // Tab leads on from the page, also from within a list.
    await press('Control+End', 'Enter');
    await walkTo('Link', 'Shift+Tab');
    await walkTo('List', 'ArrowRight');
    await press('Enter');
    await until(async () => (await focused())?.includes('Dear you'));
    await page.keyboard.type('one');
    await press('Enter');
    await page.keyboard.type('two');
    await press('Control+]', 'Tab');
    expect(await focused()).not.toContain('Dear you');
    expect(await written(page)).toContain('<li><p>one</p><ul><li><p>two</p></li></ul></li>');

    await walkTo('More', 'Shift+Tab');
    await press('Enter', 'Tab', 'Enter');
    await until(async () => (await focused()) === 'Title of this board');
    await press('Control+a');
    await page.keyboard.type('Held, renamed');
    await press('Enter');
    await page.getByRole('heading', { name: 'Held, renamed' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('Escape');
    await until(async () => (await focused()) === 'More');
  },
);

browserTest(
  'what others write moves neither my caret nor my focus, and undo takes back only mine',
  async () => {
    const { open } = await kitchen();
    const ada = await open('Ada');
    const ben = await open('Ben');
    await startBoard(ada.page, 'Side by side');
    await ben.page.goto(ada.page.url());
    await paper(ada.page).click();
    await ada.page.keyboard.type('ada begins here');
    await paper(ben.page).getByText('ada begins here').click();
    await ben.page.keyboard.press('Control+End');
    await ben.page.keyboard.press('Enter');
    await ben.page.keyboard.type('ben goes on below');
    await paper(ada.page).getByText('ben goes on below').waitFor();
    await ada.page.keyboard.press('Control+z');
    await until(async () => !(await written(ada.page)).includes('ada begins'));
    expect(await written(ada.page)).toContain('ben goes on below');
    await ada.page.keyboard.press('Control+Shift+z');
    await paper(ben.page).getByText('ada begins here').waitFor();

    // Ben splits the very line on which Ada's caret stands, and goes on for a while.
    await caretTo(ada.page, 'ada begins', ' here');
    await ben.page.keyboard.press('Control+Home');
    await ben.page.keyboard.type('ben writes above');
    await ben.page.keyboard.press('Enter');
    for (let line = 0; line < 20; line++) await ben.page.keyboard.type(`line ${line} `);
    await paper(ada.page).getByText('line 19').waitFor();
    expect(await ada.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
    await ada.page.keyboard.type('|');
    await until(async () => (await written(ben.page)).includes('ada begins| here'));
  },
  90_000,
);

browserTest('the page can be taken along as Markdown and as a web page', async () => {
  const { open } = await kitchen();
  const { page } = await open('Ada');
  await startBoard(page, 'Letters to my younger self');
  await paper(page).click();
  await writeLetter(page);
  await page.getByText('More', { exact: true }).click();
  const take = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')] as const;
  };
  expect(await take('Download as Markdown')).toEqual([
    'Letters-to-my-younger-self.md',
    '# Letters to my younger self\n\n## Dear you\n\nIt gets lighter. These helped me:\n\n- a cup of tea\n- somebody who listens\n\n> You are not a burden.\n',
  ]);
  const [name, web] = await take('Download as a web page');
  expect(name).toBe('Letters-to-my-younger-self.html');
  expect(web).toContain(
    '<h2>Dear you</h2>\n<p>It gets lighter. These helped me:</p>\n<ul><li><p>a cup of tea</p></li>',
  );
});

browserTest(
  'without a line the words stay, also while one looks at the talk, and arrive by themselves',
  async () => {
    const { house, open } = await kitchen();
    const { page } = await open('Ada');
    await startBoard(page, 'Through the cut');
    await paper(page).click();
    await page.keyboard.type('before the cut. ');
    await saved(page).waitFor();
    await house.close();
    await page.keyboard.type('and after it.');
    const notSaved = page.getByText('not saved yet: we lost the line; your words are kept here');
    await notSaved.waitFor({ timeout: 15_000 });
    await look(page, 'lost 1280 light');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.board-state').getByRole('button', { name: 'Copy my text' }).click();
    await until(async () => /and after it/.test(await page.evaluate(() => navigator.clipboard.readText())));
    await page.getByRole('button', { name: 'Talk', exact: true }).click();
    await page.getByRole('button', { name: /^Boards/ }).click();
    await page.getByRole('link', { name: 'Through the cut' }).click();
    await paper(page).getByText('before the cut. and after it.').waitFor();

    await openHouse({ pages: true, dataFolder: house.dataFolder, port: house.port });
    await saved(page).waitFor({ timeout: 30_000 });
    await page.reload();
    await paper(page).getByText('before the cut. and after it.').waitFor({ timeout: 15_000 });
  },
);

browserTest(
  'someone asked to step back is off the board at once, and no word of theirs is kept',
  async () => {
    const { house, open } = await kitchen();
    const { page, complaints } = await open('Ada');
    const ben = await open('Ben');
    await startBoard(page, 'Let go');
    await paper(page).click();
    await page.keyboard.type('before');
    await saved(page).waitFor();
    await ben.page.goto(page.url());
    await paper(ben.page).getByText('before').waitFor();
    const { id: roomId } = await house.room('kitchen');
    const host = await house.comeAs('host', 'Hana');
    const { here } = await host.enter(roomId);
    const ada = here.find(({ person }) => person.name === 'Ada')?.person.id ?? '';
    const stepping = host.get('room:step-back', { roomId, personId: ada, minutes: 15 });
    await page.keyboard.type(' and long after that'.repeat(5), { delay: 2 }).catch(() => undefined);
    await stepping;
    await paper(page).waitFor({ state: 'detached', timeout: 2_000 });
    const then = await written(ben.page);
    await saved(ben.page).waitFor();
    expect(await written(ben.page)).toBe(then);
    expect(await ben.page.locator('.fellow').allInnerTexts()).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

/** Waits until the caret stands there, as a person does who looks before they type. */
const caretBetween = (page: Page, left: string, right: string) =>
  until(() =>
    paper(page).evaluate(
      (element, sides) => {
        const { anchorNode, anchorOffset } = getSelection() ?? {};
        const text = anchorNode instanceof Text ? anchorNode.data : '';
        const stands =
          text.slice(0, anchorOffset).endsWith(sides.left) &&
          text.slice(anchorOffset).startsWith(sides.right);
        return element === document.activeElement && element.contains(anchorNode ?? null) && stands;
      },
      { left, right },
    ),
  );

async function caretTo(page: Page, left: string, right: string) {
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < left.length; step++) await page.keyboard.press('ArrowRight');
  await caretBetween(page, left, right);
}

async function writeLetter(page: Page) {
  await page.getByRole('button', { name: 'Heading', exact: true }).click();
  await page.keyboard.type('Dear you');
  await page.keyboard.press('Enter');
  await page.keyboard.type('It gets lighter. These helped me:');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await page.keyboard.type('a cup of tea');
  await page.keyboard.press('Enter');
  await page.keyboard.type('somebody who listens');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Quote', exact: true }).click();
  await page.keyboard.type('You are not a burden.');
}

/** Nothing sticks out sideways, targets are large enough, axe is content. PICTURES=folder keeps what it looked like. */
async function look(page: Page, name: string) {
  if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const small = await page.locator('.board button, .board summary, .board-back').evaluateAll((targets) =>
    targets
      .map((target) => ({ text: target.textContent, ...target.getBoundingClientRect().toJSON() }))
      .filter(({ height, width }) => height > 0 && (height < 44 || width < 44))
      .map(({ text, height, width }) => `${text} ${width} x ${height}`),
  );
  expect(small).toEqual([]);
  expect(await axeFinds(page)).toEqual([]);
}
