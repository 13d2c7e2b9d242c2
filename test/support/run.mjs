// `node test/support/run.mjs FILE.ts [arguments]`: runs a program of ours that is written in TypeScript.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const [file, ...args] = process.argv.slice(2);
// As deep as test/support/, whose files name the built house by their own place; one folder a process.
const outDir = join(root, `.run/${process.pid}`);
process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));
await build({
  configFile: false,
  root,
  logLevel: 'error',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    ssr: file,
    target: 'node20',
    sourcemap: true,
    outDir,
    rolldownOptions: { output: { format: 'cjs', entryFileNames: 'program.cjs' } },
  },
});
process.argv.splice(1, process.argv.length, join(outDir, 'program.cjs'), ...args);
createRequire(import.meta.url)(join(outDir, 'program.cjs'));
