import { parseArgs } from 'node:util';
import { undoAll } from '../support/clean-up';
import { temporaryFolder } from '../support/house';
import { fuzz } from './fuzzer';
import { fuzzSignals } from './signal-fuzz';
import { megabytes, watchedHouse } from './watched-house';

/**
 * `npm run fuzz -- --frames 1000000 --seed 7`: malformed frames of every kind, from one machine.
 * `npm run fuzz -- --signals 1000000`: instead of them so many fuzzed voice signals, each of which is read.
 */
async function main() {
  const { values } = parseArgs({
    options: {
      frames: { type: 'string', default: '100000' },
      signals: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (values.signals) return ofSignals(Number(values.signals), seed);
  const house = await watchedHouse({ dataFolder: await temporaryFolder() });
  let exits = 0;
  void house.exited.then(() => (exits += 1));
  say(`${values.frames} malformed frames, seed ${seed}`);
  const began = performance.now();
  const found = await fuzz(house, { frames: Number(values.frames), seed, quietMs: 5_000 });
  for (const [kind, many] of Object.entries(found.sent)) say(`  ${kind.padEnd(16)} ${many}`);
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const { before, during, loopMs } = found;
  say(`in ${((performance.now() - began) / 1000).toFixed(0)} s; the house ended: ${exits}`);
  say(`memory: +${megabytes(found.peakBytes)} MB at its peak, +${megabytes(found.leftBytes)} MB after`);
  say(`event loop late: p50 ${ms(loopMs.p50)}, p99 ${ms(loopMs.p99)}, at most ${ms(loopMs.max)}`);
  say(`people hear each other, p50: ${ms(before.p50)} before, ${ms(during.p50)} meanwhile`);
  say(
    `  p99: ${ms(before.p99)} before, ${ms(during.p99)} meanwhile (${(during.p99 / before.p99).toFixed(2)} times)`,
  );
  say(`  never heard: ${found.lostFor} of ${before.count + during.count}`);
  const rows = house
    .output()
    .split('\n')
    .filter((row) => row.includes('"level"'));
  const problems = new Map<string, number>();
  for (const row of rows) {
    const { msg, problem } = JSON.parse(row) as { msg: string; problem?: string };
    const what = `${msg}: ${problem ?? ''}`;
    problems.set(what, (problems.get(what) ?? 0) + 1);
  }
  say(`logged: ${rows.length} rows`);
  for (const [what, many] of problems) say(`  ${many} times: ${what.slice(0, 400)}`);
  if (exits > 0) process.exitCode = 1;
}

async function ofSignals(signals: number, seed: number) {
  say(`${signals} fuzzed voice signals, seed ${seed}`);
  const began = performance.now();
  const { answers, wrong, passed, sent } = await fuzzSignals({ signals, seed });
  for (const [how, many] of Object.entries(answers)) say(`  ${how.padEnd(20)} ${many}`);
  say(`${sent} in ${((performance.now() - began) / 1000).toFixed(0)} s; ${passed} of them reached someone`);
  say(`went wrong: ${wrong.length}`);
  for (const what of wrong.slice(0, 20)) say(`  ${what}`);
  if (wrong.length > 0 || answers.broken) process.exitCode = 1;
}

const say = (row: string) => void process.stdout.write(`${row}\n`);

void main()
  .catch((problem: unknown) => {
    say(String(problem instanceof Error ? problem.stack : problem));
    process.exitCode = 1;
  })
  .finally(undoAll);
