import { setTimeout as wait } from 'node:timers/promises';
import { median } from './figures.mjs';
import { startServer } from './servers.mjs';

const repeats = 3;
const idleMs = 5_000;

/** What a server holds in memory with nobody there. */
export async function memory({ row }) {
  const found = { ours: [], bare: [] };
  for (let repeat = 0; repeat < repeats; repeat++) {
    const ours = await startServer('porchlight');
    const bare = await startServer('bare-chat');
    await wait(idleMs);
    found.ours.push(ours.rssBytes() / 1e6);
    found.bare.push(bare.rssBytes() / 1e6);
    await Promise.all([ours.stop(), bare.stop()]);
  }
  row('idle memory', 'MB', median(found.ours), median(found.bare), 2);
}
