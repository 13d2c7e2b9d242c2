import type { Page } from 'playwright-core';
import { lackingBrowser, openBrowser } from '../support/browser';
import { lackingFirefox, openFirefox } from '../support/firefox';
import { type OpenHouse, openHouse, until } from '../support/house';
import { hears, hearsSilence, microphones } from '../support/listening';
import { testUnless } from '../support/needs';
import { lackingTurn, openTurn } from '../support/turn';
import { choosePlainSound, someoneAt } from '../support/voice-page';

const adaHz = 440;
const fayHz = 700;

testUnless(
  [lackingBrowser, lackingFirefox, lackingTurn],
  'Chromium and Firefox hear each other, directly and through the relay, mend their line, mute and leave',
  async () => {
    const [chromium, firefox] = await Promise.all([openBrowser({ toneHz: adaHz }), openFirefox(fayHz)]);

    async function talking(house: OpenHouse) {
      const [ada, fay] = await Promise.all([
        someoneAt(chromium, house, 'Ada'),
        someoneAt(firefox, house, 'Fay'),
      ]);
      const both = [ada, fay];
      for (const { page, press } of both) {
        await choosePlainSound(page);
        await press('Speak');
      }
      const hearBoth = () => Promise.all([hears(ada.page, fayHz), hears(fay.page, adaHz)]);
      await hearBoth();
      return { ada, fay, both, hearBoth };
    }

    const direct = await talking(await openHouse({ pages: true }));
    for (const { press } of direct.both) await press('Leave voice');
    for (const { page } of direct.both) await page.close();

    const turn = await openTurn();
    const { ada, fay, both, hearBoth } = await talking(
      await openHouse({ pages: true, settings: { voice: { turn, stun: [] } } }),
    );
    await fay.bar.getByText('Ada').filter({ hasText: 'speaking' }).waitFor();
    for (const [one, other] of [
      [ada, fay],
      [fay, ada],
    ] as const) {
      await one.press('Mute');
      await hearsSilence(other.page);
      await one.press('Unmute');
    }
    await hearBoth();

    const said = ada.signals.length;
    const goOn = turn.hold();
    await Promise.race(both.map(({ bar }) => bar.getByText('being mended').waitFor()));
    goOn();
    const backAt = Date.now();
    await Promise.all(both.map(({ bar }) => bar.getByText('being mended').waitFor({ state: 'detached' })));
    await hearBoth();
    const offerer = (await hasOffered(ada.page)) ? 'Chromium' : 'Firefox';
    process.stderr.write(`A new way, offered by ${offerer}, was found in ${Date.now() - backAt} ms\n`);
    // By a new way for the connection that there was, not by a new connection.
    expect(ada.signals.slice(said).join()).toMatch(/"type":"answer","round":1,/);

    await fay.press('Leave voice');
    await until(async () => (await microphones(fay.page))[0]?.readyState === 'ended', 'released', 2_000);
    await until(async () => (await ada.page.locator('audio').count()) === 0, 'Fay is gone');
    for (const { complaints, elsewhere } of both) expect([complaints, elsewhere]).toEqual([[], []]);
  },
  180_000,
);

const hasOffered = (page: Page) =>
  page.evaluate(() => window.opened.connections.at(-1)?.localDescription?.type === 'offer');
