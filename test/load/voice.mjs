import { setTimeout as wait } from 'node:timers/promises';
import { openCallers } from './callers.mjs';
import { median } from './figures.mjs';
import { startServer } from './servers.mjs';

const sizes = [2, 4, 6, 8];
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
  const soon = await bothWays(soonHeard);
  const cost = await bothWays(costs);
  for (const people of sizes) {
    const figure = (what, unit, of, bar) =>
      row(`${people} in voice: ${what}`, unit, ...both((name) => of(name)), bar);
    figure('click to everyone audible', 's', (name) => soon[name][people], people === 4 ? 1.5 : undefined);
    figure('to each other, on the wire', 'kb/s', (name) => cost[name][people].bitsEach / 1000, 0.55);
    figure('processor of a page', '%', (name) => cost[name][people].cpuPercent, 1.25);
  }
  const most = sizes.at(-1);
  const uplink = (name) => (cost[name][most].bitsEach * (most - 1)) / 1000;
  limit(`${most} in voice: uplink of one`, 'kb/s', ...both(uplink), 300);
  limit(`${most} in voice: processor of a page`, '%', ...both((name) => cost[name][most].cpuPercent), 50);
}

const names = ['porchlight', 'bare-mesh'];
const both = (of) => names.map(of);

async function bothWays(measure) {
  const found = {};
  for (const name of names) {
    const server = await startServer(name);
    found[name] = await measure(name, server);
    await server.stop();
  }
  return found;
}

async function soonHeard(name, server) {
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
  return found;
}

async function costs(name, server) {
  const callers = await openCallers(name, server, halfSilent);
  const found = {};
  let there = 0;
  for (const people of sizes) {
    for (; there < people; there++) await callers.add();
    await wait(settlingMs);
    found[people] = await callers.measure(measuredMs);
  }
  await callers.close();
  return found;
}
