import { setTimeout as wait } from 'node:timers/promises';
import { openCallers } from './callers.mjs';
import { median } from './figures.mjs';
import { startServer } from './servers.mjs';

const sizes = [2, 4, 6, 8];
const [few] = sizes;
const repeats = 5;
/** Whole turns of speaking and being silent. */
const measuredMs = 10_000;
const settlingMs = 4_000;

const talking = { toneMs: 1_000, silentMs: 0 };
const halfSilent = { toneMs: 1_000, silentMs: 1_000 };

/**
 * People who talk, beside the least page on which people can: how soon everybody hears whoever comes, what each
 * sends to each other, and what their browsers work. Everyone is silent half the time while that is measured.
 */
export async function voice({ row, limit, say }) {
  const ours = await talk('porchlight');
  const bare = await talk('bare-mesh');
  const saving = await atEach([few], 'porchlight', { ...halfSilent, savesData: true }, costs);

  for (const n of sizes) {
    if (!(ours.cost[n] && bare.cost[n] && ours.soon[n] && bare.soon[n])) {
      say(`${n} in voice: not measured, for this machine does not carry so many browsers now`);
      continue;
    }
    const figure = (what, unit, of, bar) => row(`${n} in voice: ${what}`, unit, of(ours), of(bare), bar);
    figure('click to everyone audible', 's', ({ soon }) => soon[n], n === 4 ? 1.5 : undefined);
    figure('to each other, on the wire', 'kb/s', ({ cost }) => cost[n].kbitEach, 0.55);
    figure('processor of a page', '%', ({ cost }) => cost[n].cpuPercent, 1.25);
    const uplink = ({ cost }) => cost[n].kbitEach * (n - 1);
    limit(`${n} in voice: uplink of one`, 'kb/s', uplink(ours), uplink(bare), 300);
    limit(`${n} in voice: processor of a page`, '%', ours.cost[n].cpuPercent, bare.cost[n].cpuPercent, 50);
  }
  const saved = 'who save data: to each other, on the wire';
  row(`${few} in voice ${saved}`, 'kb/s', saving[few].kbitEach, bare.cost[few].kbitEach, 0.4);
}

const talk = async (name) => ({
  soon: await atEach(sizes, name, talking, soonHeard),
  cost: await atEach(sizes, name, halfSilent, costs),
});

/** What `measure` finds at each of these sizes, one after the other, as far as this machine goes. */
async function atEach(ofSizes, name, how, measure) {
  const server = await startServer(name);
  const callers = await openCallers(name, server, how);
  const found = {};
  try {
    for (const people of ofSizes) found[people] = await measure(callers, people);
  } catch (problem) {
    if (problem.name !== 'TimeoutError') throw problem;
  }
  await callers.close();
  await server.stop();
  return found;
}

/** Seconds. Whoever comes has never been there. */
async function soonHeard(callers, people) {
  while (callers.count() < people - 1) await callers.add();
  const seconds = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    seconds.push(await callers.add());
    await callers.removeLast();
  }
  return median(seconds);
}

async function costs(callers, people) {
  while (callers.count() < people) await callers.add();
  await wait(settlingMs);
  return callers.measure(measuredMs);
}
