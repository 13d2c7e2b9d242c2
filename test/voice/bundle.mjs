// `node test/voice/bundle.mjs FILE.ts`: prints a program of ours as one script that a page can run.
import { build } from 'vite';

const [entry] = process.argv.slice(2);
const built = await build({
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  build: { write: false, lib: { entry, formats: ['iife'], name: 'program' } },
});
process.stdout.write([built].flat()[0].output[0].code);
