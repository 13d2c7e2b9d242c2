import type { Page } from 'playwright-core';
import { until } from './house';

/** What a page plays of one other person: the loudest frequency, how loud, and whether the player is muted. */
export interface Heard {
  hz: number;
  db: number;
  muted: boolean;
}

/** Loudest frequency in every `<audio>` element's sound, found by FFT in the page itself (bins of 5.9 Hz). */
export function listen(page: Page): Promise<Heard[]> {
  return page.evaluate(async () => {
    const context = new AudioContext({ sampleRate: 48_000 });
    await context.resume();
    const listening = [...document.querySelectorAll('audio')].map((player) => {
      const analyser = context.createAnalyser();
      analyser.fftSize = 8192;
      analyser.smoothingTimeConstant = 0;
      context.createMediaStreamSource(player.srcObject as MediaStream).connect(analyser);
      return { player, analyser };
    });
    // One window of 8192 samples lasts 171 ms.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const heard = listening.map(({ player, analyser }) => {
      const decibels = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(decibels);
      const db = decibels.reduce((loudest, one) => Math.max(loudest, one), -200);
      const hz = Math.round((decibels.indexOf(db) * 48_000) / 8192);
      return { hz, db: Math.round(db), muted: player.muted || player.paused };
    });
    await context.close();
    return heard;
  });
}

const audibleDb = -45;
const silentDb = -70;

/** Resolves with what was heard once exactly these tones arrive, one from each other person. */
export async function hears(page: Page, ...tones: number[]): Promise<Heard[]> {
  let heard: Heard[] = [];
  await until(
    async () => {
      heard = await listen(page);
      const clear = heard.filter(({ db, muted }) => db > audibleDb && !muted);
      return (
        clear.length === tones.length &&
        tones.every((tone) => clear.some(({ hz }) => Math.abs(hz - tone) < 12))
      );
    },
    `hears ${tones} Hz`,
    20_000,
  ).catch((problem: Error) => {
    throw new Error(`${problem.message}; heard ${JSON.stringify(heard)}`);
  });
  return heard;
}

/** Resolves with what is left once nothing is to be heard from anyone. */
export async function hearsSilence(page: Page): Promise<Heard[]> {
  let heard: Heard[] = [];
  await until(
    async () => {
      heard = await listen(page);
      return heard.every(({ db, muted }) => db < silentDb && muted);
    },
    'hears silence',
    10_000,
  ).catch((problem: Error) => {
    throw new Error(`${problem.message}; heard ${JSON.stringify(heard)}`);
  });
  return heard;
}

declare global {
  interface Window {
    /** What the page has opened so far; kept by `watchOpened`. */
    opened: { tracks: MediaStreamTrack[]; connections: RTCPeerConnection[]; sockets: WebSocket[] };
  }
}

/** Before the page loads: keeps whatever it opens in `window.opened`, to be looked at and broken. */
export async function watchOpened(page: Page) {
  await page.addInitScript(() => {
    const opened: Window['opened'] = { tracks: [], connections: [], sockets: [] };
    window.opened = opened;
    const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
    if (ask)
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        opened.tracks.push(...stream.getTracks());
        return stream;
      };
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct(of, given) {
        const connection = Reflect.construct(of, given) as RTCPeerConnection;
        opened.connections.push(connection);
        return connection;
      },
    });
    window.WebSocket = new Proxy(window.WebSocket, {
      construct(of, given) {
        const socket = Reflect.construct(of, given) as WebSocket;
        opened.sockets.push(socket);
        return socket;
      },
    });
  });
}

/** The page's microphone, as the browser sees it. */
export const microphones = (page: Page) =>
  page.evaluate(() => window.opened.tracks.map(({ readyState, enabled }) => ({ readyState, enabled })));
