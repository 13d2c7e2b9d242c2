import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const root = join(import.meta.dirname, '../..');
export { wait };

const running = new Set();
const folders = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The built server on a free port, in a process and a data folder of its own. */
export const startPorchlight = () => start('dist/server/main.js');

/** A server of this folder, for comparison: `bare-chat.mjs` or `bare-boards.mjs`. */
export const startBare = (name) => start(`test/load/${name}`);

/**
 * Starts a server, which prints its address once it listens. What the others do is not in its figures:
 * `cpuMicros` is the processor time of all its threads since its start, `rssBytes` what it holds in memory.
 */
async function start(script) {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
  folders.add(folder);
  const child = spawn(process.execPath, [join(root, script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      PORCHLIGHT_DATA: folder,
      LOG_LEVEL: 'error',
      // The bench stands in front as a proxy does: its people come from an address each, and the limits hold.
      TRUST_PROXY: '1',
    },
  });
  running.add(child);
  const port = await portOf(child);
  return {
    origin: `http://127.0.0.1:${port}`,
    cpuMicros: () => cpuMicrosOf(child.pid),
    rssBytes: () => rssBytesOf(child.pid),
    stop: () => end(child, 'SIGTERM'),
  };
}

function portOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      const [, port] = /http:\/\/[^\s:]+:(\d+)/.exec(said) ?? [];
      if (port) resolve(port);
    });
    child.once('exit', (code) => reject(new Error(`a server ended with ${code} before it listened`)));
  });
}

/** Nanosecond clocks of the kernel, one a thread: /proc/PID/stat counts in steps of 10 ms. */
function cpuMicrosOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, id) => sum + nanosOf(`/proc/${pid}/task/${id}/schedstat`), 0) / 1000;
}

function nanosOf(file) {
  return Number(readFileSync(file, 'utf8').split(' ')[0]);
}

function rssBytesOf(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/**
 * Starts a process of clients (`chatters.mjs` or `writers.mjs`). It is asked by name and answers with
 * what its function of that name gives.
 */
export function startClients(script) {
  const child = fork(join(root, 'test/load', script));
  running.add(child);
  return {
    ask: (name, asked) =>
      new Promise((resolve, reject) => {
        child.once('message', ({ value, problem }) =>
          problem ? reject(new Error(problem)) : resolve(value),
        );
        child.send({ name, asked });
      }),
    stop: () => end(child, 'SIGKILL'),
  };
}

/** The other side of `startClients`. */
export function answer(functions) {
  process.on('message', async ({ name, asked }) => {
    try {
      process.send({ value: await functions[name](asked) });
    } catch (problem) {
      process.send({ problem: String(problem?.stack) });
    }
  });
  process.on('disconnect', () => process.exit());
}

function end(child, signal) {
  return new Promise((resolve) => {
    child.once('exit', () => {
      running.delete(child);
      resolve();
    });
    child.kill(signal);
  });
}

/** Milliseconds of a clock that all processes of this machine share. */
export const sharedNow = () => Number(process.hrtime.bigint()) / 1e6;

export const median = (values) => quantile(values, 0.5);

export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export function versionOf(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
