import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sirv from 'sirv';
import type { Look, Waiting } from './pages';

/** What the built page module offers (`client/page.tsx`). */
interface PageModule extends Pick<Look, 'draw' | 'drawMine' | 'title' | 'headScript'> {
  drawWaiting(waiting: Waiting & { styles: string }): string;
}

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

/** The built client, from the folder that `npm run build` fills. */
export async function builtLook(dist: string): Promise<Look> {
  const manifest: Record<string, Chunk> = JSON.parse(
    await readFile(join(dist, 'client/.vite/manifest.json'), 'utf8'),
  );
  const page: PageModule = createRequire(join(dist, 'page/page.cjs'))('./page.cjs');
  const { styles, scripts } = headOf(manifest, 'client/main.tsx');
  return {
    ...page,
    head: `${styles}\n${scripts}`,
    drawWaiting: (waiting) => page.drawWaiting({ ...waiting, styles }),
    assets: sirv(join(dist, 'client'), {
      gzip: true,
      brotli: true,
      // Built files carry their content's hash in their name.
      setHeaders: (response, path) => {
        const kept = path.startsWith('/assets/')
          ? 'public, max-age=31536000, immutable'
          : 'public, max-age=3600';
        response.setHeader('Cache-Control', kept);
      },
    }),
  };
}

function headOf(manifest: Record<string, Chunk>, entry: string) {
  const chunk = manifest[entry];
  if (!chunk) throw new Error('the built client has no entry; run `npm run build`');
  const imported = (chunk.imports ?? []).flatMap((name) => manifest[name] ?? []);
  const css = [...imported.flatMap((one) => one.css ?? []), ...(chunk.css ?? [])];
  return {
    styles: css.map((file) => `<link rel="stylesheet" href="/${file}">`).join('\n'),
    scripts: [
      ...imported.map(({ file }) => `<link rel="modulepreload" href="/${file}">`),
      `<script type="module" src="/${chunk.file}"></script>`,
    ].join('\n'),
  };
}
