import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { cleanUp } from './clean-up';
import { temporaryFolder } from './house';
import { testUnless } from './needs';
import type { Host } from './network';

const found = spawnSync(process.execPath, [join(__dirname, '../../test/support/find-browser.mjs')], {
  encoding: 'utf8',
});
export const chromiumPath = found.status === 0 ? found.stdout : undefined;

export const lackingBrowser = chromiumPath ? undefined : 'Chromium';

/** A test in real Chromium. Where it fails, it says what its pages showed at that moment. */
export function browserTest(name: string, run: () => Promise<void>, timeoutMs = 90_000) {
  const told = () =>
    run().catch(async (problem) => {
      for (const page of open) process.stderr.write(await shownBy(page));
      throw problem;
    });
  return testUnless([lackingBrowser], name, told, timeoutMs);
}

const open = new Set<Page>();

async function shownBy(page: Page): Promise<string> {
  const shown = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String);
  return `A page at ${page.url()} showed:\n${shown}\n`;
}

export interface BrowserOptions {
  /** A microphone of its own, which is a tone; none unless given. */
  toneHz?: number;
  /** Where it runs, instead of this machine's own network. */
  on?: Host;
  /** An address without HTTPS which it gives the microphone to all the same. */
  trusts?: string;
}

/** A browser of its own process. */
export async function openBrowser({ toneHz, on, trusts }: BrowserOptions = {}): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: on ? await startedOn(on) : chromiumPath,
    args: [
      ...(await chromiumFlags(toneHz)),
      // There no certificate is vouched for either: a relay's is its own.
      ...(trusts
        ? [`--unsafely-treat-insecure-origin-as-secure=${trusts}`, '--ignore-certificate-errors']
        : []),
    ],
  });
  cleanUp(() => browser.close());
  return browser;
}

/** How a test's Chromium is started, with a tone for a microphone where one is given. */
export async function chromiumFlags(toneHz?: number): Promise<string[]> {
  const microphone =
    toneHz === undefined
      ? []
      : [
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-audio-capture=${await toneFile(toneHz)}`,
        ];
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--autoplay-policy=no-user-gesture-required',
    ...microphone,
  ];
}

/** A program that is Chromium on that host. What drives it goes over pipes, which know no network. */
async function startedOn({ within }: Host): Promise<string> {
  const file = join(await temporaryFolder(), 'chromium');
  await writeFile(file, `#!/bin/sh\nexec ${within.join(' ')} '${chromiumPath}' "$@"\n`, { mode: 0o755 });
  return file;
}

export const phone = { width: 320, height: 640 };
export const wide = { width: 1280, height: 800 };

/**
 * A page in a profile of its own, and what it asked of other hosts or complained about (nothing, one hopes).
 * `newToVoice`: on a device that has not done the sound check. `stopped`: what the content security policy had to stop. A test that leaves anything in it fails.
 */
export async function openPage(
  browser: Browser,
  origin: string,
  { newToVoice = false, ...options }: BrowserContextOptions & { newToVoice?: boolean } = {},
) {
  const context = await browser.newContext({ viewport: wide, locale: 'en', ...options });
  if (!newToVoice) await rememberSoundCheck(context);
  const stopped = await watchPolicy(context);
  const page = await context.newPage();
  open.add(page);
  cleanUp(() => open.delete(page));
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  const note = (address: string) => {
    const url = new URL(address);
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host) elsewhere.push(address);
  };
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused or cut connection is logged by the browser itself, not by the page.
    if (message.type() === 'error' && !/ERR_|WebSocket connection|status of [45]/.test(message.text()))
      complaints.push(message.text());
  });
  return { page, context, elsewhere, complaints, stopped };
}

/** As on the device of someone who comes back: "Speak" speaks at once. */
const rememberSoundCheck = (context: BrowserContext) =>
  context.addInitScript(() => {
    try {
      localStorage.setItem('voice.checked', 'yes');
    } catch {
      // An empty page has no storage.
    }
  });

const watched: string[][] = [];

/** Every page tells what its policy stopped, by the event and by the browser's own complaint. */
async function watchPolicy(context: BrowserContext): Promise<string[]> {
  const stopped: string[] = [];
  watched.push(stopped);
  await context.exposeBinding('policyStopped', (_page, what: string) => void stopped.push(what));
  await context.addInitScript(() => {
    const { policyStopped } = window as unknown as { policyStopped(what: string): void };
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      policyStopped(`${effectiveDirective}: ${blockedURI} ${sample}`),
    );
  });
  context.on('console', (message) => {
    if (/Content Security Policy|Trusted ?(Type|HTML|Script)/.test(message.text()))
      stopped.push(message.text());
  });
  return stopped;
}

// The browsers are closed by now (`clean-up.ts` was here first): all that was stopped has been told.
if (typeof afterEach !== 'undefined')
  afterEach(() => {
    const stopped = watched.splice(0).flat();
    if (stopped.length > 0) throw new Error(`the content security policy stopped:\n${stopped.join('\n')}`);
  });

/** Comes in by a room's link as a guest with that name: the two clicks. */
export async function comeIn(page: Page, origin: string, code: string, name: string) {
  await page.goto(`${origin}/r/${code}`);
  await page.getByRole('textbox').fill(name);
  await page.getByRole('button', { name: 'Come in', exact: true }).click();
  await page.getByRole('textbox', { name: /write to the room/i }).waitFor();
}

/** A WAV file of ten seconds of one frequency: a microphone that can be told from another. */
async function toneFile(hz: number): Promise<string> {
  const rate = 48_000;
  const samples = new Int16Array(rate * 10);
  // Whole periods, so that the loop has no click.
  for (let n = 0; n < samples.length; n++)
    samples[n] = Math.round(16_000 * Math.sin((2 * Math.PI * hz * n) / rate));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  const file = join(await temporaryFolder(), `tone-${hz}.wav`);
  await writeFile(file, Buffer.concat([head, Buffer.from(samples.buffer)]));
  return file;
}
