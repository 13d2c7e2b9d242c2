import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { undoAll } from '../support/clean-up';
import { judge } from './checker';
import { readHistory } from './history';
import { runHouse } from './house-process';
import { networkHere } from './network';
import { runFaults } from './run';
import { tableOf } from './table';

const usage = `npm run faults -- [--seed N] [--minutes M] [--store embedded|mongo] [--acks N] [--kills N] [--history FILE]
npm run faults -- --judge FILE`;

/** In a network and a disk of its own, where the machine gives us one: nothing it does is felt outside. */
async function main() {
  const [first] = process.argv.slice(2);
  if (first === 'house') return runHouse();
  const { values } = parseArgs({ options });
  if (values.judge) return end(values.judge);
  const onMongo = values.store === 'mongo';
  if (!process.env.FAULTS_OUTSIDE) {
    // Built while there still is a network to fetch its parts from.
    if (onMongo) await ended(process.execPath, ['deploy/prepare.mjs', 'mongo']);
    if (await reran()) return;
  }
  const history = await runFaults({
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    minutes: Number(values.minutes ?? 1),
    onMongo,
    acks: Number(values.acks ?? 0),
    kills: Number(values.kills ?? 0),
    historyFile: values.history,
    outside: process.env.FAULTS_OUTSIDE,
    say,
  });
  await undoAll();
  end(history);
}

const options = {
  seed: { type: 'string' },
  minutes: { type: 'string' },
  store: { type: 'string' },
  acks: { type: 'string' },
  kills: { type: 'string' },
  history: { type: 'string' },
  judge: { type: 'string' },
} as const;

/** Runs all of this again in namespaces of its own; false where there can be none. */
async function reran(): Promise<boolean> {
  // With its processes too: when it ends, however it ends, none of them is left.
  const unshare = ['--net', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];
  if (process.getuid?.() !== 0) unshare.push('--user', '--map-root-user');
  if ((await ended('unshare', [...unshare, 'true'])) !== 0) return false;
  const env = { ...process.env, FAULTS_OUTSIDE: networkHere() };
  const again = [...unshare, process.execPath, ...process.argv.slice(1)];
  process.exitCode = await ended('unshare', again, env);
  return true;
}

function ended(command: string, args: string[], env = process.env): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGKILL'));
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function end(file: string) {
  const history = readHistory(file);
  const faults = judge(history);
  say(tableOf(history, faults));
  process.exit(faults.length > 0 ? 1 : 0);
}

function say(words: string) {
  process.stdout.write(`${words}\n`);
}

main().catch((problem: unknown) => {
  process.stderr.write(`${problem instanceof Error ? problem.stack : problem}\n${usage}\n`);
  process.exit(2);
});
