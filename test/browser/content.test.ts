import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { apart } from '../../client/words/apart';
import { newId } from '../../shared/ids';
import { openPage as openBoardPage, startBoard } from '../support/board-page';
import { browserTest, openBrowser, openPage } from '../support/browser';
import { openBarePage, shown } from '../support/canary';
import { poisonedHouse, writeHostile } from '../support/hostile';
import { openHouse, type Person, until } from '../support/house';
import { payloads } from '../support/payloads';

const all = payloads();
const whole = all.join('\n');

browserTest(
  'what is said in a room stays text: as it comes, in the list, read aloud, and in the field',
  async () => {
    const house = await openHouse({ pages: true });
    const { roomId, ada, mal } = await house.inRoom('kitchen', 'ada', 'mal');
    const { page, context, ran } = await openBarePage(await openBrowser(), house.origin);
    await bePerson(context, house.origin, ada);
    await goIn(page, house.origin, (await house.room('kitchen')).code);
    for (const body of inParts(all)) await mal.get('message:send', { id: newId(), roomId, body });
    await until(async () => (await shown(page, '[role=log] .body', all)) === all.length, 'all of it came');
    await page.reload();
    await until(
      async () => (await shown(page, '[role=log] .body', all)) === all.length,
      'all of it is still there',
    );
    await page.getByRole('textbox', { name: /write to the room/i }).fill(whole);
    expect(await ran()).toEqual([]);
  },
);

browserTest('whatever the store holds stays text on every page, before any script and after', async () => {
  const { house, roomId, boardId, mal, stella } = await poisonedHouse(all);
  const malHere = await house.again(mal);
  await malHere.enter(roomId);
  await malHere.get('message:send', { id: newId(), roomId, body: 'Hello.' });
  await malHere.get('voice:join', { roomId, muted: true });
  const browser = await openBrowser();

  const stranger = await openBarePage(browser, house.origin);
  const { code } = await house.room(whole.slice(0, 20));
  const places: Record<string, string[]> = {
    '/': ['.home', '.welcome', '.doorway h3', '.purpose', '.inside', 'title'],
    '/help': ['.crisis h2', '.reach', 'title'],
    '/how': ['.home'],
    '/steward': ['.agreement'],
    [`/r/${code}`]: ['h1', '.purpose', '.agreement', 'title'],
    [`/${encodeURIComponent(all[0] ?? '')}`]: ['.home', 'title'],
  };
  for (const [path, selectors] of Object.entries(places)) {
    await stranger.page.goto(house.origin + path);
    await stranger.page.locator('html[data-awake]').waitFor();
    for (const selector of selectors)
      expect([path, selector, await shown(stranger.page, selector, all)]).toEqual([
        path,
        selector,
        all.length,
      ]);
    expect(await stranger.ran()).toEqual([]);
  }

  const headers = { cookie: mal.session.cookie ?? '', origin: house.origin };
  const copy = await readCopy(
    house.origin,
    await (await fetch(`${house.origin}/mine.html`, { headers })).text(),
  );
  for (const selector of ['ul', 'h2']) expect(await shown(copy.page, selector, all)).toBe(all.length);
  expect(await copy.ran()).toEqual([]);

  const host = await openBarePage(browser, house.origin);
  await bePerson(host.context, house.origin, stella);
  await goIn(host.page, house.origin, code);
  for (const selector of [
    '.room-name h1',
    '.room-name .purpose',
    '.person-name',
    '.said-by',
    '.voice-status',
    '.you',
    'title',
  ])
    expect([selector, await shown(host.page, selector, all)]).toEqual([selector, all.length]);
  expect(await namesHeld(host.page)).toBe(true);
  await host.page
    .getByRole('button', { name: /^Look after/ })
    .last()
    .click();
  await host.page.getByRole('button', { name: 'Ask to step back for 1 hour' }).click();
  await until(
    async () => (await shown(host.page, '.room-notice', all)) === all.length,
    'the notice names both',
  );
  await host.page.getByRole('button', { name: 'Look after this room' }).click();
  await until(async () => (await shown(host.page, '.stepped-back', all)) === all.length, 'so does the list');
  expect(await host.ran()).toEqual([]);

  await host.page.goto(`${house.origin}/r/${code}/boards/${boardId}`);
  await until(
    async () => (await shown(host.page, '.board h2', all)) === all.length,
    'the board has its title',
  );
  expect(await host.ran()).toEqual([]);
  await host.page.goto(`${house.origin}/house`);
  await until(async () => (await shown(host.page, 'textarea', all)) === all.length, 'the form holds it all');
  expect(await host.ran()).toEqual([]);
});

browserTest('a board stays text, whatever a page of our own would never write', async () => {
  const house = await openHouse({ pages: true });
  const { roomId, ada, mal } = await house.inRoom('kitchen', 'ada', 'mal');
  const board = await startBoard(ada, roomId);
  const raw = openBoardPage(house, mal, board.id);
  await raw.synced;
  for (const part of inTens(all)) raw.doc.transact(() => writeHostile(raw.doc, part));
  for (const text of all) {
    raw.awareness.setLocalState({ user: { name: text, personId: text, color: text }, cursor: text });
    raw.announce();
  }
  await raw.saved();

  const { page, context, ran, complaints } = await openBarePage(await openBrowser(), house.origin);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await bePerson(context, house.origin, ada);
  await page.goto(`${house.origin}/r/${(await house.room('kitchen')).code}/boards/${board.id}`);
  await page.getByRole('button', { name: 'Come in', exact: true }).click();
  await page.getByRole('textbox', { name: /^The board/ }).waitFor();
  await until(
    async () => (await shown(page, '.story', all)) === all.length,
    'every word of it is on the page',
  );
  expect(await page.locator('.fellow').allInnerTexts()).toEqual(['mal']);
  expect([...(await ran()), ...complaints]).toEqual([]);

  await page.getByText('More', { exact: true }).click();
  const markdown = await saveAs(page, 'Download as Markdown');
  const html = await saveAs(page, 'Download as a web page');
  await page.getByRole('button', { name: 'Copy my text' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(markdown);
  expect(unescapedIn(markdown)).toEqual([]);

  const reader = await readCopy(house.origin, html);
  expect(await shown(reader.page, 'body', all)).toBe(all.length);
  expect(await reader.ran()).toEqual([]);
});

browserTest('behind it the policy lets nothing run that got onto the page all the same', async () => {
  const house = await openHouse({ pages: true });
  const { page, stopped, elsewhere } = await openPage(await openBrowser(), house.origin);
  await page.goto(house.origin);
  const got = await page.evaluate(async () => {
    const happened: string[] = [];
    Object.assign(window, { alert: () => happened.push('ran') });
    const attempts: Record<string, () => unknown> = {
      html: () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>'),
      script: () => {
        const script = document.createElement('script');
        script.append('alert(1)');
        document.body.append(script);
      },
      handler: () => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'alert(1)');
        document.body.append(button);
        button.click();
      },
      link: () => {
        const link = document.createElement('a');
        link.href = 'javascript:alert(1)';
        document.body.append(link);
        link.click();
      },
      elsewhere: () => fetch('https://evil.example/ran'),
      picture: () => {
        new Image().src = 'https://evil.example/ran';
      },
      frame: () => {
        const frame = document.createElement('iframe');
        frame.src = 'https://evil.example/ran';
        document.body.append(frame);
      },
      policy: () =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
        ).trustedTypes.createPolicy('mine', {}),
    };
    const refused: string[] = [];
    for (const [name, attempt] of Object.entries(attempts))
      try {
        await attempt();
      } catch {
        refused.push(name);
      }
    return { happened, refused };
  });
  expect(got.happened).toEqual([]);
  expect(got.refused).toEqual(['html', 'handler', 'elsewhere', 'policy']);
  const rules = [
    'require-trusted-types-for',
    'script-src-elem',
    'connect-src',
    'img-src',
    'frame-src',
    'trusted-types',
  ];
  await until(
    () => rules.every((rule) => stopped.some((what) => what.startsWith(`${rule}:`))),
    'it tells of all that it stopped',
  );
  expect(elsewhere.filter((address) => !address.includes('evil.example'))).toEqual([]);
  stopped.splice(0);
});

/** The message's most letters, filled with whole lines. */
function inParts(lines: string[]): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last === undefined || last.length + line.length > 7_500) parts.push(line);
    else parts[parts.length - 1] = `${last}\n${line}`;
  }
  return parts;
}

const inTens = (lines: string[]) =>
  lines.flatMap((_, index) => (index % 10 === 0 ? [lines.slice(index, index + 10)] : []));

/** The browser of someone who has come in elsewhere. */
async function bePerson(context: BrowserContext, origin: string, { session }: Pick<Person, 'session'>) {
  const [name = '', value = ''] = (session.cookie ?? '').split('=');
  await context.addCookies([{ name, value, url: origin }]);
}

async function goIn(page: Page, origin: string, code: string) {
  await page.goto(`${origin}/r/${encodeURIComponent(code)}`);
  await page.getByRole('button', { name: 'Come in', exact: true }).click();
  await page.getByRole('textbox', { name: /write to the room/i }).waitFor();
}

/** Does a name for screen readers hold all of it, to the letter? */
const namesHeld = (page: Page) =>
  page.evaluate(
    (text) =>
      [...document.querySelectorAll('[aria-label]')].some(({ ariaLabel }) => ariaLabel?.includes(text)),
    apart(whole),
  );

/** What someone takes away, opened in a browser where nothing holds it back. */
async function readCopy(origin: string, html: string) {
  const reader = await openBarePage(await openBrowser(), origin);
  await reader.page.route('**/copy', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await reader.page.goto(`${origin}/copy`);
  return reader;
}

async function saveAs(page: Page, button: string): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await saving).path(), 'utf8');
}

/** What a Markdown reader would take for HTML or for a link that does not lead to the web. */
function unescapedIn(markdown: string): string[] {
  const ours = markdown.replace(/<\/?(strong|em)>|<!-- -->/g, '').replace(/\\[\\`*_[\]<&~!]/g, '');
  return [
    ...(ours.match(/<.{0,40}/g) ?? []),
    ...[...ours.matchAll(/\]\(([^)]*)\)/g)].map(([, to = '']) => to).filter((to) => !/^https?:/i.test(to)),
  ];
}
