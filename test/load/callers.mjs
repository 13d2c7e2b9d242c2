import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { lookAtDoor } from './come-in.mjs';
import { root } from './servers.mjs';

/** IPv4 and UDP, before every packet. */
const headerBytes = 28;
const rate = 48_000;

/**
 * People on pages of one browser, each speaking into a microphone that is a tone for `toneMs`, then silent for
 * `silentMs`, and so on. `savesData`: on ours they have chosen so.
 */
export async function openCallers(name, { origin }, { toneMs, silentMs, savesData = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', forget);
  const microphone = join(folder, 'microphone.wav');
  writeFileSync(microphone, tone(toneMs, silentMs));
  const executablePath = execFileSync(process.execPath, [join(root, 'test/support/find-browser.mjs')], {
    encoding: 'utf8',
  });
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
      ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      ...['--autoplay-policy=no-user-gesture-required', `--use-file-for-fake-audio-capture=${microphone}`],
    ],
  });
  const devtools = await browser.newBrowserCDPSession();
  const enter = name === 'bare-mesh' ? enterBare : enterOurs;
  const pages = [];
  let came = 0;

  return {
    count: () => pages.length,
    /** One more person; gives the seconds from the click on "Speak" until everybody there hears everybody. */
    async add() {
      const context = await browser.newContext({ locale: 'en' });
      const page = await context.newPage();
      await page.addInitScript(watchConnections);
      const speak = await enter(page, origin, { n: ++came, savesData });
      pages.push(page);
      await speak();
      const heardAt = await Promise.all(pages.map((one) => allHeard(one, pages.length - 1)));
      const clickedAt = await page.evaluate(() => window.clickedAt);
      return (Math.max(...heardAt) - clickedAt) / 1000;
    },
    /** Whoever came last closes their page. */
    async removeLast() {
      await pages.pop().context().close();
      await Promise.all(pages.map((page) => page.waitForFunction(isConnectedTo, pages.length - 1)));
    },
    /** kbit/s that one page sends to one other, on the wire; percent of a core that a page takes. */
    async measure(ms) {
      const before = { sent: await sentBy(pages), cpu: await cpuOf(devtools), at: performance.now() };
      await wait(ms);
      const after = { sent: await sentBy(pages), cpu: await cpuOf(devtools), at: performance.now() };
      // Each page has its own moment of counting: on a busy machine they lie apart.
      const kbits = after.sent.map(({ bytes, at }, page) => {
        const then = before.sent[page];
        return ((bytes - then.bytes) * 8) / (at - then.at) / (pages.length - 1);
      });
      return {
        kbitEach: kbits.reduce((sum, kbit) => sum + kbit, 0) / pages.length,
        cpuPercent: ((after.cpu - before.cpu) / ((after.at - before.at) / 1000) / pages.length) * 100,
      };
    },
    async close() {
      await browser.close();
      forget();
    },
  };
}

async function enterBare(page, origin) {
  await page.goto(origin);
  return () => page.getByRole('button', { name: 'Speak' }).click();
}

/** Person number `n`: a name is kept for a while for whoever left it. */
async function enterOurs(page, origin, { n, savesData }) {
  const { code } = await lookAtDoor(origin);
  await page.addInitScript((saves) => {
    // The voice as it is: cleaning it of noise takes a pure tone away.
    localStorage.setItem('voice.plain', 'yes');
    localStorage.setItem('voice.checked', 'yes');
    if (saves) localStorage.setItem('voice.save-data', 'yes');
  }, savesData);
  await page.goto(`${origin}/r/${code}`);
  await page.getByRole('textbox').fill(`Person ${n}`);
  await page.getByRole('button', { name: 'Come in', exact: true }).click();
  const voice = page.getByRole('region', { name: 'Voice' });
  const speak = voice.getByRole('button', { name: 'Speak', exact: true });
  await speak.waitFor();
  return () => speak.click();
}

/** Before the page loads: when the person clicked, and since when each other one is really heard. */
function watchConnections() {
  addEventListener('click', () => (window.clickedAt = Date.now()), true);
  window.watched = [];
  async function watch(one) {
    while (one.connection.connectionState !== 'closed' && !one.heardAt) {
      for (const { type, totalAudioEnergy } of (await one.connection.getStats()).values())
        if (type === 'inbound-rtp' && totalAudioEnergy > 0.0001) one.heardAt = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
    construct(of, given) {
      const one = { connection: Reflect.construct(of, given) };
      window.watched.push(one);
      void watch(one);
      return one.connection;
    },
  });
  window.openConnections = () =>
    window.watched.filter(({ connection }) => connection.connectionState !== 'closed');
}

/** When this page heard the last of so many others. */
async function allHeard(page, others) {
  const heard = await page.waitForFunction((count) => {
    const open = window.openConnections();
    return open.length === count && open.every(({ heardAt }) => heardAt) && open;
  }, others);
  return heard.evaluate((open) => Math.max(0, ...open.map(({ heardAt }) => heardAt)));
}

const isConnectedTo = (others) => window.openConnections().length === others;

/** Bytes that each page has put on the wire to others by now, with the headers of the packets. */
const sentBy = (pages) => Promise.all(pages.map((page) => page.evaluate(sentByPage, headerBytes)));

async function sentByPage(headerBytes) {
  let bytes = 0;
  for (const { connection } of window.openConnections()) {
    const stats = await connection.getStats();
    for (const { type, selectedCandidatePairId } of stats.values()) {
      if (type !== 'transport') continue;
      const pair = stats.get(selectedCandidatePairId);
      bytes += pair.bytesSent + pair.packetsSent * headerBytes;
    }
  }
  return { bytes, at: performance.now() };
}

/** Processor seconds of all processes that run pages. */
async function cpuOf(devtools) {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime : 0), 0);
}

/** A WAV file, which Chromium plays again and again. */
function tone(toneMs, silentMs) {
  const samples = new Int16Array(((toneMs + silentMs) * rate) / 1000);
  for (let n = 0; n < (toneMs * rate) / 1000; n++)
    samples[n] = Math.round(16_000 * Math.sin((2 * Math.PI * 440 * n) / rate));
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
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}
