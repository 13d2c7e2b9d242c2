import type { Page } from 'playwright-core';

/** More stops than any screen of ours has. */
const stops = 60;

/** Presses Tab until the focus is on what has this role and name; every stop on the way must be seen. */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const passed: string[] = [];
  for (let stop = 0; stop < stops; stop++) {
    const at = await focused(page);
    if (at !== 'nowhere' && !(await isSeen(page))) throw new Error(`the focus cannot be seen on ${at}`);
    if (typeof name === 'string' ? at === name : name.test(at)) return;
    passed.push(at);
    await page.keyboard.press(key);
  }
  throw new Error(`no ${name} among ${passed.join(', ')}`);
}

/** What a screen reader would call the focused thing: `button "Send"`. */
export async function focused(page: Page): Promise<string> {
  if (await page.evaluate(() => document.activeElement === document.body)) return 'nowhere';
  const [first = ''] = (await page.locator(':focus').ariaSnapshot()).split('\n');
  return /^- (\w+(?: "(?:[^"\\]|\\.)*")?)/.exec(first)?.[1] ?? first;
}

/** There is a ring around the focused thing (or the paper it is written on), and nothing lies over it. */
function isSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return false;
    const ring = getComputedStyle(at.closest('.board-paper:has(.story:focus)') ?? at);
    const hasRing = (ring.outlineStyle !== 'none' && ring.outlineWidth >= '2px') || ring.boxShadow !== 'none';
    const { left, top, width, height } = at.getBoundingClientRect();
    const isOnTop = [0.1, 0.5, 0.9].some((part) => {
      const hit = document.elementFromPoint(left + width * part, top + height * part);
      return hit !== null && (at.contains(hit) || hit.contains(at.closest('label') ?? at));
    });
    return hasRing && isOnTop && Number(getComputedStyle(at).opacity) > 0;
  });
}

declare global {
  interface Window {
    /** What had just happened each time the focus was nowhere. */
    focusLost: string[];
  }
}

/** From now on looks, in every frame, whether the focus is somewhere. Gives a function that tells when it was not. */
export async function watchFocus(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    window.focusLost = [];
    let before = document.activeElement?.outerHTML.slice(0, 100) ?? '';
    const look = () => {
      const at = document.activeElement;
      if (at && at !== document.body) before = at.outerHTML.slice(0, 100);
      else if (window.focusLost.at(-1) !== before) window.focusLost.push(before);
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => window.focusLost);
}
