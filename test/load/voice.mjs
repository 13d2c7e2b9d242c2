import { setTimeout as wait } from 'node:timers/promises';
import { openCallers } from './callers.mjs';
import { median } from './figures.mjs';
import { startServer } from './servers.mjs';

const sizes = [2, 4, 6, 8];
const [few] = sizes;
const most = sizes.at(-1);
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
export async function voice({ row, limit }) {
  const ours = { soon: await soonHeard('porchlight'), cost: await costs('porchlight', halfSilent, sizes) };
  const bare = { soon: await soonHeard('bare-mesh'), cost: await costs('bare-mesh', halfSilent, sizes) };
  const saving = await costs('porchlight', { ...halfSilent, savesData: true }, [few]);

  for (const n of sizes) {
    const figure = (what, unit, of, bar) => row(`${n} in voice: ${what}`, unit, of(ours), of(bare), bar);
    figure('click to everyone audible', 's', ({ soon }) => soon[n], n === 4 ? 1.5 : undefined);
    figure('to each other, on the wire', 'kb/s', ({ cost }) => cost[n].kbitEach, 0.55);
    figure('processor of a page', '%', ({ cost }) => cost[n].cpuPercent, 1.25);
  }
  row(
    `${few} in voice who save data: on the wire`,
    'kb/s',
    saving[few].kbitEach,
    bare.cost[few].kbitEach,
    0.4,
  );
  const uplink = ({ cost }) => cost[most].kbitEach * (most - 1);
  limit(`${most} in voice: uplink of one`, 'kb/s', uplink(ours), uplink(bare), 300);
  const work = ({ cost }) => cost[most].cpuPercent;
  limit(`${most} in voice: processor of a page`, '%', work(ours), work(bare), 50);
}

/** Seconds, for each size. Everyone who comes has never been there. */
async function soonHeard(name) {
  const server = await startServer(name);
  const callers = await openCallers(name, server, talking);
  const found = {};
  let there = 0;
  for (const people of sizes) {
    for (; there < people - 1; there++) await callers.add();
    const seconds = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      seconds.push(await callers.add());
      await callers.removeLast();
    }
    found[people] = median(seconds);
  }
  await callers.close();
  await server.stop();
  return found;
}

/** What each size costs. */
async function costs(name, how, ofSizes) {
  const server = await startServer(name);
  const callers = await openCallers(name, server, how);
  const found = {};
  let there = 0;
  for (const people of ofSizes) {
    for (; there < people; there++) await callers.add();
    await wait(settlingMs);
    found[people] = await callers.measure(measuredMs);
  }
  await callers.close();
  await server.stop();
  return found;
}
