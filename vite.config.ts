import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Packs what the client loads once, at build time: a slow line feels every kilobyte. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  writeBundle() {
    const folder = 'dist/client/assets';
    for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
      const bytes = readFileSync(join(folder, name));
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

/**
 * One tool builds three things: the client (what browsers load), the page (the same screens, drawn to
 * HTML on the server, so that the door is readable before any script runs) and the server itself.
 */
export default defineConfig(({ mode }) => {
  const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;
  const onServer = { ssr: true, target: 'node20', sourcemap: true, emptyOutDir: true } as const;
  if (mode === 'page')
    return {
      oxc,
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ...onServer,
        outDir: 'dist/page',
        rolldownOptions: {
          input: 'client/page.tsx',
          output: { format: 'cjs', entryFileNames: 'page.cjs' },
          // What loads only when it is opened is never drawn on the server.
          external: [/\/(Board|Figures|House|Mine)Screen$/, /\/circle$/, /\/check\/\w+$/],
        },
      },
    };
  if (mode === 'server')
    return {
      publicDir: false,
      build: { ...onServer, outDir: 'dist/server', rolldownOptions: { input: 'server/main.ts' } },
    };
  return {
    oxc,
    plugins: [packed],
    publicDir: 'client/public',
    build: {
      outDir: 'dist/client',
      emptyOutDir: true,
      target: 'es2020',
      manifest: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'client/main.tsx' },
    },
  };
});
