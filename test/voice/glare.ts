import { join } from 'node:path';
import { build } from 'vite';
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
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      lib: { entry: join(__dirname, '../../test/voice/glare-page.ts'), formats: ['iife'], name: 'glare' },
    },
  });
  const [bundle] = [built].flat();
  if (!bundle || !('output' in bundle)) throw new Error('nothing was built');
  return bundle.output[0].code;
}
