import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, chromiumPath } from './browser';
import { cleanUp } from './clean-up';
import { temporaryFolder } from './house';

/**
 * A page that can really be hidden, in a Chromium of its own: driven in the usual way every page believes that
 * it is looked at. `hide` puts another tab in front. From then on its timers run once a second, and a little
 * later, as in any browser after five minutes, once a minute, unless the page is in a call.
 */
export async function openHidingPage(toneHz?: number) {
  const flags = [
    ...(await chromiumFlags(toneHz)),
    ...['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${await temporaryFolder()}`],
    '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/10',
  ];
  const browser = spawn(chromiumPath ?? '', [...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(browser, 'exit');
  cleanUp(() => {
    browser.kill();
    return ended;
  });
  const driver = await chromium.connectOverCDP(await addressOf(browser.stderr), { noDefaults: true });
  const [context] = driver.contexts();
  if (!context) throw new Error('no window was opened');
  const page = context.pages()[0] ?? (await context.newPage());
  let cover: Page | undefined;
  return {
    page,
    async hide() {
      cover ??= await context.newPage();
      await cover.bringToFront();
    },
    show: () => page.bringToFront(),
  };
}

async function addressOf(said: NodeJS.ReadableStream): Promise<string> {
  for await (const row of createInterface({ input: said })) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(row) ?? [];
    if (!address) continue;
    said.resume();
    return address;
  }
  throw new Error('the browser did not start');
}
