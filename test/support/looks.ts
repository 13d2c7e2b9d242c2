import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFinds } from './axe';
import { phone, wide } from './browser';

const looks = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const;

/** What one needs in a hurry, or with a shaking hand, is large; all else is not tiny. In pixels. */
const large = 44;
const notTiny = 24;
const inAHurry = /^(Send|Mute|Unmute|Leave|Leave voice|Exit fast|Help now|Speak|Come in)\b/;

/** For states that differ little from others: dark and wide, light and small, small and French. All of them for pictures. */
export const briefly = !process.env.PICTURES;

/**
 * Looks at the screen that is shown in every colour and size, and gives all that is wrong with it: what axe-core
 * finds, what is too small to press, what has to be scrolled two ways, and a focus that is nowhere.
 * With PICTURES=folder in the environment it keeps a picture of each look, named after the state.
 */
export async function wrongWith(
  page: Page,
  state: string,
  { briefly = false }: { briefly?: boolean } = {},
): Promise<string[]> {
  const wrong: string[] = [];
  for (const viewport of [wide, phone]) {
    await page.setViewportSize(viewport);
    for (const look of briefly ? [viewport === wide ? looks[1] : looks[0]] : looks) {
      await page.emulateMedia(look);
      const name = `${state} ${viewport.width} ${look.forcedColors === 'active' ? 'forced' : look.colorScheme}`;
      const found = [...(await axeFinds(page)), ...(await misfits(page))];
      wrong.push(...found.map((one) => `${name}: ${one}`));
      await keepPicture(page, name);
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    if (briefly && viewport === wide) continue;
    await inFrench(page, async () => {
      const name = `${state} ${viewport.width} French`;
      wrong.push(...(await misfits(page)).map((one) => `${name}: ${one}`));
      await keepPicture(page, name);
    });
  }
  await page.setViewportSize(wide);
  return wrong;
}

/** French words are longer. The whole page changes its language at once, without a reload. */
async function inFrench(page: Page, look: () => Promise<void>) {
  const choose = (language: string) =>
    page.locator('select:has(option[value=fr])').evaluateAll((choices, chosen) => {
      for (const choice of choices as HTMLSelectElement[]) {
        choice.value = chosen;
        choice.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }, language);
  await choose('fr');
  await look();
  await choose('en');
}

function misfits(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ large, notTiny, inAHurry }) => {
      const wrong: string[] = [];
      const { scrollWidth } = document.documentElement;
      if (scrollWidth > innerWidth) wrong.push(`scrolls two ways: ${scrollWidth} > ${innerWidth}`);
      if (document.activeElement === document.body) wrong.push('the focus is nowhere');

      for (const target of document.querySelectorAll<HTMLElement>(
        'a, button, input, select, textarea, summary',
      )) {
        // What people wrote is text: its links are as tall as its lines. A checkbox is pressed by its label.
        if (target.closest('[inert], .body') || !target.checkVisibility({ visibilityProperty: true }))
          continue;
        const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
        const words = (target.ariaLabel ?? target.textContent ?? '').trim();
        const least = new RegExp(inAHurry).test(words) ? large : notTiny;
        if (width < least || height < least)
          wrong.push(
            `${Math.round(width)} x ${Math.round(height)} is small for "${words || target.outerHTML}"`,
          );
      }
      return wrong;
    },
    { large, notTiny, inAHurry: inAHurry.source },
  );
}

async function keepPicture(page: Page, name: string) {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`) });
}
