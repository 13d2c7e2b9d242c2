#!/usr/bin/env node
// Starts Firefox as Playwright does, and stands between the two: Playwright sends a command which Firefox's
// releases with long support do not know yet, and gives up when it is refused. It is answered here instead.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

const unknown = 'emulation.setMediaFeaturesOverride';

const firefox = spawn(process.env.FIREFOX_PATH, process.argv.slice(2), { stdio: ['ignore', 'pipe', 'pipe'] });
const door = new WebSocketServer({ host: '127.0.0.1', port: 0 });
firefox.stdout.pipe(process.stdout);
createInterface({ input: firefox.stderr }).on('line', (said) => {
  const [, real] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
  if (real) door.on('connection', (driver) => between(driver, new WebSocket(`${real}/session`)));
  process.stderr.write(`${real ? said.replace(real, `ws://127.0.0.1:${door.address().port}`) : said}\n`);
});
firefox.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => firefox.kill(signal));

function between(driver, browser) {
  const isOpen = new Promise((resolve) => browser.once('open', resolve));
  driver.on('message', async (bytes) => {
    const { id, method } = JSON.parse(bytes);
    if (method === unknown) return driver.send(JSON.stringify({ type: 'success', id, result: {} }));
    await isOpen;
    browser.send(bytes.toString());
  });
  browser.on('message', (bytes) => driver.send(bytes.toString()));
  driver.on('close', () => browser.close());
  browser.on('close', () => driver.close()).on('error', () => driver.terminate());
}
