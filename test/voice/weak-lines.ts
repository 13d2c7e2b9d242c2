import { undoAll } from '../support/clean-up';
import { until } from '../support/house';
import type { Way } from '../support/wires';
import { gather } from './gather';
import { speakAloud } from './speech';
import { countHeard, type Endured, endure } from './weak';

const say = (row: string) => void process.stdout.write(`${row}\n`);

const lines: { name: string; way: Way; seconds: number }[] = [
  { name: 'a good line', way: {}, seconds: 15 },
  { name: '10 % lost, up to 60 ms late', way: { lossPercent: 10, jitterMs: 60 }, seconds: 40 },
  { name: '30 % lost', way: { lossPercent: 30 }, seconds: 30 },
  { name: '64 kbit/s', way: { rateKbit: 64 }, seconds: 60 },
  { name: 'a good line again', way: {}, seconds: 150 },
];

/** Three people talk through a relay while the line of one of them gets weak in several ways: `npm run weak-lines`. */
async function main() {
  const gathering = await gather({ size: 3, relayed: true });
  const [who, ...others] = gathering.talkers;
  if (!who) throw new Error('nobody came');
  const pages = gathering.talkers.map(({ page }) => page);
  await Promise.all(pages.map(speakAloud));
  await Promise.all(gathering.talkers.map(({ speak }) => speak()));
  await until(async () => (await countHeard(pages)) === 6, 'everyone hears everyone', 30_000);
  for (const { name, way, seconds } of lines) tell(name, await endure(who, others, way, seconds * 1000));
  await undoAll();
}

function tell(name: string, endured: Endured) {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const { concealedHere, concealedThere, upEach, downEach, heard, pairs, told, shown } = endured;
  say(`\n${name}`);
  say(`  made up: ${percent(concealedHere)} of what she hears, ${percent(concealedThere)} of her voice`);
  say(`  to each other ${upEach.toFixed(1)} kbit/s, from each ${downEach.toFixed(1)} kbit/s, all in all`);
  say(`  at the end ${heard} of ${pairs} directed pairs are heard`);
  say(`  she was told: ${told.join(' / ') || 'nothing'}`);
  say(`  the others saw: ${shown.join(' / ')}`);
}

void main().catch(async (problem) => {
  say(String(problem?.stack ?? problem));
  await undoAll();
  process.exitCode = 1;
});
