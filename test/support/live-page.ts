import type { Page } from 'playwright-core';

/** What was typed, sent over the line, or drawn on the screen, and when: milliseconds of this machine's clock. */
interface Sight {
  text: string;
  at: number;
}

declare global {
  interface Window {
    liveSights: Record<'typed' | 'sent' | 'shown', Sight[]>;
    /** How often a live region changed. */
    spoken: number;
  }
}

/** From its next load on, this page notes when a line is typed, sent and shown. */
export const watchLive = (page: Page) =>
  page.addInitScript(() => {
    window.liveSights = { typed: [], sent: [], shown: [] };
    window.spoken = 0;
    const moment = (at: number) => performance.timeOrigin + at;
    addEventListener(
      'input',
      ({ target, timeStamp }) => {
        if (target instanceof HTMLTextAreaElement)
          window.liveSights.typed.push({ text: target.value, at: moment(timeStamp) });
      },
      { capture: true },
    );
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      const [, packet] = /^42\d*(\["live:write".*)/.exec(String(data)) ?? [];
      if (packet)
        window.liveSights.sent.push({ text: JSON.parse(packet)[1].text, at: moment(performance.now()) });
      send.call(this, data);
    };
    new MutationObserver((changes) => {
      if (changes.some(({ target }) => target.parentElement?.closest('[aria-live]:not([aria-live=off])')))
        window.spoken += 1;
      const text = document.querySelector('.live-line .body')?.textContent ?? '';
      if (window.liveSights.shown.at(-1)?.text === text) return;
      // The frame after the one that it is painted in.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => window.liveSights.shown.push({ text, at: moment(performance.now()) })),
      );
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });

/** How long each key took until a line that holds it was sent, and until it was shown: milliseconds, the least first. */
export async function keyTimes(writer: Page, reader: Page) {
  const { typed, sent } = await writer.evaluate(() => window.liveSights);
  const { shown } = await reader.evaluate(() => window.liveSights);
  const until = (sights: Sight[]) =>
    typed
      .map(
        ({ text, at }) =>
          (sights.find((one) => one.at >= at && one.text.startsWith(text))?.at ?? Infinity) - at,
      )
      .sort((one, other) => one - other);
  return { wire: until(sent), screen: until(shown) };
}

export const p95 = (sorted: number[]) => Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Infinity);
