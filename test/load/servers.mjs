import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';

export const root = join(import.meta.dirname, '../..');

const scripts = {
  porchlight: 'dist/server/main.js',
  'bare-chat': 'test/load/bare-chat.mjs',
  'bare-boards': 'test/load/bare-boards.mjs',
  'bare-page': 'test/load/bare-page.mjs',
  'bare-mesh': 'test/load/bare-mesh.mjs',
};

const undo = new Set();
process.on('exit', () => {
  for (const one of undo) one();
});

/**
 * Starts a server in a process and a data folder of its own, so that its figures are its alone: `cpuMicros`
 * is the processor time of all its threads since the start, `rssBytes` what it holds in memory. Only with
 * `inspected` can garbage be collected first: how much of it lies about is chance.
 */
export async function startServer(name, { inspected = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
  const flags = inspected ? ['--inspect=127.0.0.1:0'] : [];
  const child = spawn(process.execPath, [...flags, join(root, scripts[name])], {
    stdio: ['ignore', 'pipe', 'pipe'],
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
  const end = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  undo.add(end);
  child.stderr.on('data', (data) => /debugger|inspector/i.test(data) || process.stderr.write(data));
  const [[, port], [inspector]] = await Promise.all([
    said(child, child.stdout, /http:\/\/[^\s:]+:(\d+)/),
    inspected ? said(child, child.stderr, /ws:\S+/) : [],
  ]);

  return {
    origin: `http://127.0.0.1:${port}`,
    cpuMicros: () => cpuMicrosOf(child.pid),
    rssBytes: () => rssBytesOf(child.pid),
    async rssBytesSwept() {
      await collectGarbage(inspector);
      return rssBytesOf(child.pid);
    },
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      undo.delete(end);
      end();
    },
  };
}

/** The first match in what a child writes. */
function said(child, stream, pattern) {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (data) => {
      text += data;
      const found = pattern.exec(text);
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`a server ended with ${code}: ${text}`)));
  });
}

/** Twice, for what only the first collection lets go of; then a moment to give the memory back. */
async function collectGarbage(inspector) {
  const socket = new WebSocket(inspector);
  await once(socket, 'open');
  for (let id = 1; id <= 2; id++) {
    socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
    await once(socket, 'message');
  }
  socket.close();
  await wait(1_000);
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

export function versionOf(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
