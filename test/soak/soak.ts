import { parseArgs } from 'node:util';
import { pause, seeded } from '../faults/random';
import { undoAll } from '../support/clean-up';
import { gatherChurn } from './churn';
import { slope } from './slope';
import { type Memory, runSoakHouse, type SoakHouse, startSoakHouse } from './soak-house';

/**
 * `npm run soak -- --hours 2 --seed 7`: people come and go for so many hours of the house's own time; ends with
 * how its memory grew, and with what is still held when everyone has gone. Fails when either is too much.
 */
async function main() {
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  if (positionals[0] === 'house') return runSoakHouse();
  const hours = Number(values.hours);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  say(`seed ${seed}, ${hours} h of the house's time`);

  const house = await startSoakHouse();
  const churn = await gatherChurn(house, seeded(seed));
  await churn.round();
  await churn.everyoneGoes();
  await rest(house);
  const before = await held(house);

  const memory: [hour: number, memory: Memory][] = [];
  const rounds = Math.round(((hours < 1 ? hours : hours + warmingUpHours) * hourMs) / roundMs);
  for (let round = 1; round <= rounds; round++) {
    await churn.round();
    await passTime(house, roundMs);
    if (round % roundsBetweenLooks === 0) {
      memory.push([(round * roundMs) / hourMs, await house.ask('memory', null)]);
      progress(memory, churn.joins());
    }
  }
  await churn.everyoneGoes();
  await rest(house);

  const isFlat = judgeMemory(memory);
  const isBack = await judgeHeld(house, before);
  say(`${churn.joins()} joins; refused meanwhile: ${refusals(await house.figures())}`);
  house.stop();
  await undoAll();
  process.exitCode = isFlat && isBack ? 0 : 1;
}

const options = { hours: { type: 'string', default: '2' }, seed: { type: 'string' } } as const;

const hourMs = 3_600_000;
const roundMs = 30_000;
const roundsBetweenLooks = 10;
/** What is compiled and cached in the first hour is no leak: it is lived before the hours that count. */
const warmingUpHours = 1;
/** Fewer looks make no line. */
const looksNeeded = 6;
const mostMegabytesAnHour = 2;
/** Longer than the longest that the house keeps anything in memory: a step-back, and housekeeping after it. */
const restMs = 2 * hourMs;

/** A little at a time, so that pages can answer: a socket that is silent for long is cut. */
async function passTime(house: SoakHouse, ms: number) {
  for (let passed = 0; passed < ms; passed += 5_000) {
    await house.ask('advance', 5_000);
    await pause(5);
  }
}

/** Everyone's lines are seen to be gone; then time goes by until nothing of them is to be kept. */
async function rest(house: SoakHouse) {
  // The one that asks.
  await soon(house, async () => (await house.figures()).get('porchlight_held{kind="connections"}') === 1);
  await house.ask('advance', restMs);
}

/** The machine's own timers and sockets end by the machine's own time: so it is asked for a while. */
async function soon(house: SoakHouse, isSo: () => Promise<boolean>) {
  for (let tries = 0; tries < 100 && !(await isSo()); tries++) {
    await pause(200);
    // Who asks more often than the house allows is refused.
    await house.ask('advance', 1_000);
  }
}

/** Everything that has to go back to where it was; an `Immediate` is over before one can look. */
async function held(house: SoakHouse): Promise<Map<string, number>> {
  const counts = [...(await house.figures())].filter(([name]) =>
    /_(held|handles)\{(?!.*Immediate)/.test(name),
  );
  return new Map([...counts, ['timers of the house', await house.ask('timers', null)]]);
}

async function judgeHeld(house: SoakHouse, before: Map<string, number>): Promise<boolean> {
  let after = await held(house);
  const differing = () =>
    [...new Set([...before.keys(), ...after.keys()])].filter((kind) => before.get(kind) !== after.get(kind));
  await soon(house, async () => {
    after = await held(house);
    return differing().length === 0;
  });
  for (const [kind, count] of after) say(`  ${kind}: ${before.get(kind) ?? 0} before, ${count} after`);
  const left = differing();
  say(left.length === 0 ? 'everything is back where it was: met' : `NOT BACK: ${left.join(', ')}`);
  return left.length === 0;
}

function judgeMemory(memory: [number, Memory][]): boolean {
  const warm = memory.filter(([hour]) => hour > warmingUpHours);
  if (warm.length < looksNeeded) {
    say('too short to say how memory grows');
    return true;
  }
  const grows = (of: (memory: Memory) => number) => slope(warm.map(([hour, one]) => [hour, of(one) / 1e6]));
  const found = { heap: grows(({ heapBytes }) => heapBytes), RSS: grows(({ rssBytes }) => rssBytes) };
  for (const [what, growth] of Object.entries(found))
    say(
      `${what} grows by ${growth.toFixed(2)} MB an hour, <= ${mostMegabytesAnHour} ` +
        `${growth <= mostMegabytesAnHour ? 'met' : 'MISSED'}`,
    );
  return Object.values(found).every((growth) => growth <= mostMegabytesAnHour);
}

function refusals(figures: Map<string, number>): string {
  const all = [...figures].filter(([name]) => name.startsWith('porchlight_refusals_total'));
  return all.map(([name, count]) => `${/"(.*)"/.exec(name)?.[1]} ${count}`).join(', ') || 'nothing';
}

function progress(memory: [number, Memory][], joins: number) {
  const [hour = 0, { heapBytes, rssBytes } = { heapBytes: 0, rssBytes: 0 }] = memory.at(-1) ?? [];
  say(
    `${hour.toFixed(2)} h: ${joins} joins, heap ${(heapBytes / 1e6).toFixed(1)} MB, RSS ${(rssBytes / 1e6).toFixed(1)} MB`,
  );
}

function say(text: string) {
  process.stdout.write(`${text}\n`);
}

main().catch((problem: unknown) => {
  process.stderr.write(`${problem instanceof Error ? problem.stack : problem}\n`);
  process.exit(1);
});
