import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * From now on this page's microphone is someone who goes on talking: made by espeak-ng, which says that the bus
 * came late. Opus repairs what it takes for speech, and tones only now and then.
 */
export function speakAloud(page: Page) {
  const speech = readFileSync(join(__dirname, '../../test/voice/speech.ogg')).toString('base64');
  return page.evaluate(async (encoded) => {
    const context = new AudioContext({ sampleRate: 48_000 });
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const voice = context.createBufferSource();
    voice.buffer = await context.decodeAudioData(bytes.buffer);
    voice.loop = true;
    voice.start();
    const microphone = context.createMediaStreamDestination();
    voice.connect(microphone);
    navigator.mediaDevices.getUserMedia = async () => microphone.stream.clone();
  }, speech);
}
