import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { lookAtDoor } from './come-in.mjs';
import { median } from './figures.mjs';
import { root, startServer } from './servers.mjs';

const repeats = 3;
/** An old phone on a weak line. */
const line = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const slower = 4;

/** The first time someone opens a room's link: when they can read, when their first words are there. */
export async function load({ row, limit }) {
  const executablePath = execFileSync(process.execPath, [join(root, 'test/support/find-browser.mjs')], {
    encoding: 'utf8',
  });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const ours = await startServer('porchlight');
  const bare = await startServer('bare-page');
  const found = { ours: [], bare: [] };
  for (let repeat = 0; repeat < repeats; repeat++) {
    found.ours.push(await visit(browser, ours.origin));
    found.bare.push(await visit(browser, bare.origin));
  }
  await browser.close();
  await Promise.all([ours.stop(), bare.stop()]);

  const figure = (what, pick, unit, most) =>
    limit(what, unit, median(found.ours.map(pick)), median(found.bare.map(pick)), most);
  figure('400 kbit/s, 400 ms: the door can be read', ({ readable }) => readable / 1000, 's', 2.5);
  figure('400 kbit/s, 400 ms: the first message is sent', ({ said }) => said / 1000, 's', 10);
  figure('script on the wire', ({ scriptBytes }) => scriptBytes / 1000, 'kB', 60);
  row(
    'everything on the wire',
    'kB',
    ...['ours', 'bare'].map((whose) => median(found[whose].map(({ bytes }) => bytes / 1000))),
  );
}

/** A browser that was never here comes in by a room's link, writes and sends, as fast as the page allows. */
async function visit(browser, origin) {
  const { code } = await lookAtDoor(origin);
  const context = await browser.newContext();
  const page = await context.newPage();
  const wire = await slowDown(page);
  await page.goto(`${origin}/r/${code}`, { waitUntil: 'commit' });
  const readable = await firstPaint(page);

  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('textbox', { name: 'Write to the room' }).fill('Good evening.');
  await page.getByRole('button', { name: 'Send' }).click();
  // Only what the server has kept can be changed.
  await page.getByRole('button', { name: 'Change, your message' }).waitFor({ state: 'attached' });
  const said = await page.evaluate(() => performance.now());
  await context.close();
  return { readable, said, ...wire() };
}

/** Milliseconds from the beginning of the navigation until text was drawn; the rooms have to be a part of it. */
async function firstPaint(page) {
  const paint = await page.waitForFunction(
    () =>
      document.querySelector('li') && performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  return paint.jsonValue();
}

/** Makes the line and the processor of this page slow. Gives the bytes that came over the wire since. */
async function slowDown(page) {
  const devtools = await page.context().newCDPSession(page);
  const kinds = new Map();
  const bytes = { Script: 0, all: 0 };
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (kinds.get(requestId) === 'Script') bytes.Script += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', line);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return () => ({ scriptBytes: bytes.Script, bytes: bytes.all });
}
