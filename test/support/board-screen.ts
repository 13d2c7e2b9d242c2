import type { Page } from 'playwright-core';

/** The page of the board that is open. */
export const paper = (page: Page) => page.getByRole('textbox', { name: /^The board/ });

/** Its paragraphs, without the names at others' carets. */
export const paragraphs = (page: Page) =>
  paper(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.caret')) caret.remove();
    return [...copy.querySelectorAll('p')].map((p) => p.textContent?.replaceAll('\u2060', '').trim() ?? '');
  });

/** Puts the caret where a paragraph ends. */
export async function goTo(page: Page, start: string) {
  await paper(page).getByText(start).click();
  await page.keyboard.press('End');
}
