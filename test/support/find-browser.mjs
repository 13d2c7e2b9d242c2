// Prints the path of a Chromium that really starts; exits with 3 when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  chromium.executablePath(),
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

// On some systems `chromium` is only a stub that installs something else: asking its version tells.
const starts = (path) => {
  if (!path || !existsSync(path)) return false;
  const asked = spawnSync(path, ['--headless', '--no-sandbox', '--version'], {
    timeout: 20_000,
    encoding: 'utf8',
  });
  return asked.status === 0 && /chrom/i.test(asked.stdout);
};

const found = places.find(starts);
if (!found) process.exit(3);
process.stdout.write(found);
