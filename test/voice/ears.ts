import type { Page } from 'playwright-core';

declare global {
  interface Window {
    ears?: { log: { at: number; hz: number[] }[] };
  }
}

/**
 * From now on the page notes which tones it plays, whenever that changes: by FFT of what each of its `<audio>`
 * elements really plays, ten times a second, with the machine's clock. Only `tones` are looked for.
 */
export function openEars(page: Page, tones: number[]) {
  return page.evaluate((wanted) => {
    const log: { at: number; hz: number[] }[] = [];
    window.ears = { log };
    const context = new AudioContext({ sampleRate: 48_000 });
    void context.resume();
    const taps = new Map<HTMLAudioElement, { sound: unknown; source: AudioNode; analyser: AnalyserNode }>();
    const decibels = new Float32Array(4096);

    function analyserOf(player: HTMLAudioElement) {
      const tapped = taps.get(player);
      if (tapped?.sound === player.srcObject) return tapped.analyser;
      letGo(player);
      const analyser = context.createAnalyser();
      analyser.fftSize = 8192;
      analyser.smoothingTimeConstant = 0;
      const source = context.createMediaStreamSource(player.srcObject as MediaStream);
      source.connect(analyser);
      taps.set(player, { sound: player.srcObject, source, analyser });
      return analyser;
    }

    /** What stays connected is computed for ever, and a page of many joins would be deaf of it. */
    function letGo(player: HTMLAudioElement) {
      taps.get(player)?.source.disconnect();
      taps.delete(player);
    }

    function played(player: HTMLAudioElement): number[] {
      if (player.muted || player.paused || !player.srcObject) return [];
      analyserOf(player).getFloatFrequencyData(decibels);
      return wanted.filter((hz) => {
        const bin = Math.round((hz * 8192) / 48_000);
        return Math.max(...decibels.subarray(bin - 1, bin + 2)) > -45;
      });
    }

    setInterval(() => {
      const players = [...document.querySelectorAll('audio')];
      for (const player of taps.keys()) if (!player.isConnected) letGo(player);
      const hz = players.flatMap(played).sort((one, other) => one - other);
      if (hz.join() !== log.at(-1)?.hz.join()) log.push({ at: Date.now(), hz });
    }, 100);
  }, tones);
}

/** What the page played since then, oldest first; the first is what it played at that moment. */
export function playedSince(page: Page, since: number) {
  return page.evaluate((from) => {
    const log = window.ears?.log ?? [];
    const before = log.findLastIndex(({ at }) => at <= from);
    return log.slice(Math.max(0, before));
  }, since);
}

/** When the page began to play that tone and has not stopped since; undefined while it does not play it. */
export async function playsSince(page: Page, tone: number, since: number): Promise<number | undefined> {
  const log = await playedSince(page, since);
  const silent = log.findLastIndex(({ hz }) => !hz.includes(tone));
  return silent === log.length - 1 ? undefined : Math.max(since, log[silent + 1]?.at ?? since);
}
