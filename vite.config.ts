import { defineConfig } from 'vite';

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
      build: { ...onServer, outDir: 'dist/page', rolldownOptions: { input: 'client/page.tsx' } },
    };
  if (mode === 'server')
    return { publicDir: false, build: { ...onServer, outDir: 'dist/server', rolldownOptions: { input: 'server/main.ts' } } };
  return {
    oxc,
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
