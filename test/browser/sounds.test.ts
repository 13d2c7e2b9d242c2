import type { Page } from 'playwright-core';
import { peak } from '../../client/voice/sounds';
import { browserTest } from '../support/browser';
import { openHouse, until } from '../support/house';
import { choosePlainSound, someone } from '../support/voice-page';

declare global {
  interface Window {
    /** The small sounds as they left the page: the loudest pitch and how loud, every few milliseconds. */
    sounded: { hz: number; level: number; at: number }[];
  }
}

/** From now on listens to all that the page plays by oscillators: voices go another way. */
const hearSmallSounds = (page: Page) =>
  page.evaluate(() => {
    window.sounded = [];
    const meters: AnalyserNode[] = [];
    const { connect } = AudioNode.prototype as { connect(to: AudioNode, ...rest: unknown[]): AudioNode };
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode, ...rest: unknown[]) {
      if (to === this.context.destination) {
        const meter = new AnalyserNode(this.context, { fftSize: 2048, smoothingTimeConstant: 0 });
        connect.call(this, meter);
        meters.push(meter);
      }
      return connect.call(this, to, ...rest);
    } as typeof AudioNode.prototype.connect;
    setInterval(() => {
      for (const meter of meters) {
        const wave = new Float32Array(meter.fftSize);
        meter.getFloatTimeDomainData(wave);
        const level = wave.reduce((loudest, one) => Math.max(loudest, Math.abs(one)), 0);
        const decibels = new Float32Array(meter.frequencyBinCount);
        meter.getFloatFrequencyData(decibels);
        const bin = decibels.indexOf(decibels.reduce((most, one) => Math.max(most, one), -300));
        const hz = Math.round((bin * meter.context.sampleRate) / meter.fftSize);
        if (level > 0.003) window.sounded.push({ hz, level, at: performance.now() });
      }
    }, 5);
  });

/** What sounded while this was done, once it is quiet again. */
async function soundsOf(page: Page, act: () => Promise<unknown>) {
  await page.evaluate(() => window.sounded.splice(0));
  await act();
  await until(() => page.evaluate(() => performance.now() - (window.sounded.at(-1)?.at ?? Infinity) > 200));
  const all = await page.evaluate(() => window.sounded);
  return {
    from: all[0]?.hz ?? 0,
    to: all.at(-1)?.hz ?? 0,
    level: Math.max(...all.map(({ level }) => level)),
  };
}

browserTest(
  'small sounds rise and fall as they should, softly, more softly while somebody speaks, or not at all',
  async () => {
    const house = await openHouse({ pages: true });
    // A microphone in a quiet room.
    const ada = await someone(house, 'Ada', 0);
    await choosePlainSound(ada.page);
    await hearSmallSounds(ada.page);
    const connected = await soundsOf(ada.page, () => ada.press('Speak'));
    const muted = await soundsOf(ada.page, () => ada.press('Mute'));
    await until(async () => (await ada.page.getByRole('status').textContent())?.includes('You are muted.'));
    const unmuted = await soundsOf(ada.page, () => ada.page.keyboard.press('Alt+KeyM'));
    expect(connected.to - connected.from).toBeGreaterThan(100);
    expect(muted.to - muted.from).toBeLessThan(-100);
    expect(unmuted.to - unmuted.from).toBeGreaterThan(100);
    for (const { level } of [connected, muted, unmuted]) expect(level).toBeLessThan(peak.usual * 1.05);

    const ben = await someone(house, 'Ben', 660);
    await choosePlainSound(ben.page);
    await ben.press('Speak');
    await ada.bar.getByText('Ben: speaking').waitFor();
    const softer = await soundsOf(ada.page, () => ada.press('Mute'));
    expect(softer.level).toBeLessThan(peak.whileSpeaking * 1.05);
    process.stderr.write(
      `muted: ${muted.from} to ${muted.to} Hz at ${muted.level.toFixed(3)}; while Ben speaks at ${softer.level.toFixed(3)} of 1\n`,
    );

    await ada.press('More');
    await ada.page.getByText('About voice').click();
    await ada.page.getByRole('combobox', { name: 'Small sounds' }).selectOption('off');
    await ada.page.evaluate(() => window.sounded.splice(0));
    await ada.press('Unmute');
    await ada.bar.getByRole('button', { name: 'Mute', exact: true }).waitFor();
    await until(async () =>
      (await ada.page.getByRole('status').textContent())?.includes('Others can hear you again.'),
    );
    expect(await ada.page.evaluate(() => window.sounded)).toEqual([]);
    expect(ada.complaints).toEqual([]);
  },
);
