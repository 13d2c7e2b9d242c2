import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startClients } from './clients.mjs';
import { lookAtDoor } from './come-in.mjs';
import { startServer } from './servers.mjs';

const sizes = [2_000, 5_000];
const warmingUp = 200;
/** How many people share one process of clients. */
const eachProcess = 1_250;
/** Two pings for everyone. */
const restMs = 20_000;
/** What a process needs besides a file for each line. */
const otherFiles = 200;

/**
 * People who are there and do nothing, in the five rooms a new house has, where everybody is told who comes and
 * is given who is there; on the bare server too. What one costs: to come in, and to be there.
 */
export async function idle({ row, say }) {
  for (const people of sizes) {
    if (openFilesAllowed() < people + otherFiles) {
      say(`${people} people: not measured, only ${openFilesAllowed()} files may be open here (ulimit -Hn)`);
      continue;
    }
    const ours = await fill('porchlight', people);
    const bare = await fill('bare-chat', people);
    const figure = (name, unit, of, bar) =>
      row(`${people} idle people: ${name}`, unit, of(ours), of(bare), bar);
    figure('memory a connection', 'kB', ({ rssEach }) => rssEach / 1000, 1.5);
    figure('server CPU a join', 'µs', ({ joinMicros }) => joinMicros, 1.5);
    figure('all inside after', 's', ({ seconds }) => seconds);
    figure('server CPU while nothing happens', '%', ({ idlePercent }) => idlePercent);
  }
}

/** A server with so many people inside, and what they cost. */
async function fill(name, people) {
  const server = await startServer(name, { inspected: true });
  const { origin } = server;
  const { roomIds, agreement } = await lookAtDoor(origin);
  await warmUp(origin, { roomIds, agreement });
  const processes = [];
  for (let from = 0; from < people; from += eachProcess) {
    const clients = startClients('idlers.mjs');
    processes.push(clients);
    await clients.ask('begin', { origin, agreement, from, to: Math.min(people, from + eachProcess) });
  }

  const before = await server.rssBytesSwept();
  const cpu = server.cpuMicros();
  const began = performance.now();
  await Promise.all(processes.map((clients) => clients.ask('enter', { origin, roomIds })));
  const seconds = (performance.now() - began) / 1000;
  const joinMicros = (server.cpuMicros() - cpu) / people;

  const rssEach = ((await server.rssBytesSwept()) - before) / people;
  const restingCpu = server.cpuMicros();
  await wait(restMs);
  const idlePercent = (server.cpuMicros() - restingCpu) / restMs / 10;

  const open = await Promise.all(processes.map((clients) => clients.ask('countOpen')));
  const stayed = open.reduce((sum, count) => sum + count, 0);
  if (stayed !== people) throw new Error(`${name}: ${stayed} of ${people} are still there`);
  for (const clients of processes) clients.stop();
  await server.stop();
  return { rssEach, joinMicros, seconds, idlePercent };
}

/** What a server loads and compiles for its first people is no cost of the next ones. */
async function warmUp(origin, { roomIds, agreement }) {
  const clients = startClients('idlers.mjs');
  await clients.ask('begin', { origin, agreement, from: 60_000, to: 60_000 + warmingUp });
  await clients.ask('enter', { origin, roomIds });
  await clients.ask('leave');
  clients.stop();
}

/** Node itself raises the soft limit to the hard one. */
function openFilesAllowed() {
  const [, allowed] = /Max open files\s+\S+\s+(\S+)/.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
  return allowed === 'unlimited' ? Number.POSITIVE_INFINITY : Number(allowed);
}
