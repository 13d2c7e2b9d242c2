import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBrowser } from '../support/browser';

declare global {
  interface Window {
    glares(seed: number, times: number, atOnce: number): Promise<number[]>;
  }
}

/** Pairs whose both sides begin, restart and rebuild at the same moments; the seeds of those that got stuck. */
export async function glare(seed: number, times: number): Promise<number[]> {
  const page = await (await openBrowser({ toneHz: 440 })).newPage();
  await page.goto('about:blank');
  await page.addScriptTag({ content: await bundled() });
  return page.evaluate(([first, many]) => window.glares(first, many, 8), [seed, times] as const);
}

/** The very code of the pages, with both ends in one. */
async function bundled(): Promise<string> {
  const [bundle, entry] = ['bundle.mjs', 'glare-page.ts'].map((file) =>
    join(__dirname, '../../test/voice', file),
  );
  return (await promisify(execFile)(process.execPath, [bundle ?? '', entry ?? ''], { maxBuffer: 8e6 }))
    .stdout;
}
