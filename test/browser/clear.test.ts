import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser';
import { openHouse, until } from '../support/house';
import { hasTurn, openTurn } from '../support/turn';
import { someone } from '../support/voice-page';

const name = 'up to 7 kHz a voice arrives within 6 dB through the relay, also with data saved';

/** Telephones stop at 3.4 kHz; what lies above tells s from f (EN 301 549 section 6.1). */
const tones = [1_000, 3_000, 5_000, 7_000];
const mostLostDb = 6;

if (!hasTurn) {
  process.stderr.write(`NOT CHECKED, no coturn here: ${name}\n`);
  test.todo(`${name} (not checked: no coturn here)`);
} else
  browserTest(name, async () => {
    const house = await openHouse({ pages: true, settings: { voice: { turn: await openTurn(), stun: [] } } });
    const ada = await someone(house, 'Ada', tones[0]);
    const ben = await someone(house, 'Ben');
    await ben.press('Just listen');

    for (const [how, kbit] of [
      ['As usual', 24],
      ['Saving data', 18],
    ] as const) {
      await speakInTones(ada.page);
      await ada.press('Speak');
      await until(async () => (await kbitAllowed(ada.page)) === kbit, `Ada speaks in ${kbit} kbit/s`, 20_000);
      for (const hz of tones) {
        await ada.page.evaluate((next) => window.sing?.(next), hz);
        const change = await arrives(ben.page, ada.page, hz);
        process.stderr.write(`${how}, ${hz} Hz changes by ${change.toFixed(1)} dB\n`);
      }
      await ada.page.evaluate(() => localStorage.setItem('voice.save-data', 'yes'));
      await ada.page.reload();
    }
  });

declare global {
  interface Window {
    /** Changes the tone; kept by `speakInTones`. */
    sing?(hz: number): void;
  }
}

/** From now on this page's microphone is a tone that can be changed. */
const speakInTones = (page: Page) =>
  page.evaluate(() => {
    const context = new AudioContext({ sampleRate: 48_000 });
    const microphone = context.createMediaStreamDestination();
    const volume = context.createGain();
    const tone = context.createOscillator();
    volume.gain.value = 0.3;
    tone.connect(volume).connect(microphone);
    tone.start();
    window.sing = (hz) => {
      tone.frequency.value = hz;
    };
    navigator.mediaDevices.getUserMedia = async () => {
      window.opened.tracks.push(...microphone.stream.getTracks());
      return microphone.stream;
    };
  });

/** By how many dB the tone is louder for those who listen, once that is no more than 6 dB less. */
async function arrives(listening: Page, speaking: Page, hz: number): Promise<number> {
  let change = -Infinity;
  await until(
    async () => {
      change = (await levelOf(listening, hz, 'heard')) - (await levelOf(speaking, hz, 'spoken'));
      return change > -mostLostDb;
    },
    `${hz} Hz arrives`,
    10_000,
  ).catch((problem: Error) => {
    throw new Error(`${problem.message}; it changed by ${change} dB`);
  });
  return change;
}

/** How loud a tone is, in dB: in what this page's microphone gives, or in what the page plays. */
const levelOf = (page: Page, hz: number, of: 'spoken' | 'heard') =>
  page.evaluate(
    async ([wanted, which]) => {
      const sound =
        which === 'spoken'
          ? new MediaStream(window.opened.tracks.slice(-1))
          : document.querySelector('audio')?.srcObject;
      if (!(sound instanceof MediaStream)) return -200;
      const context = new AudioContext({ sampleRate: 48_000 });
      const analyser = context.createAnalyser();
      analyser.fftSize = 8192;
      analyser.smoothingTimeConstant = 0;
      context.createMediaStreamSource(sound).connect(analyser);
      // One window of 8192 samples lasts 171 ms.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const decibels = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(decibels);
      await context.close();
      const bin = Math.round((wanted * 8192) / 48_000);
      return Math.max(...decibels.subarray(bin - 1, bin + 2));
    },
    [hz, of] as const,
  );

/** What this page's browser may send of a voice, as the other side asked for and we allow. */
const kbitAllowed = (page: Page) =>
  page.evaluate(async () => {
    const stats = await window.opened.connections.at(-1)?.getStats();
    const outbound = [...(stats?.values() ?? [])].find(({ type }) => type === 'outbound-rtp');
    return (outbound?.targetBitrate ?? 0) / 1000;
  });
