import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cleanUp } from './clean-up';
import { temporaryFolder } from './house';

/** Where `deploy/prepare.mjs mongo` puts what it builds of test/support/ferretdb. */
const program = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'porchlight/ferretdb-1.24.0/ferretdb',
);

/** Why no server can be started here; undefined when one can. */
export const noMongoServer = existsSync(program)
  ? undefined
  : 'no FerretDB here: `node deploy/prepare.mjs mongo` builds it, where there is Go 1.22 and its registry';

export type MongoServer = NonNullable<Awaited<ReturnType<typeof startMongoServer>>>;

/**
 * A server that speaks MongoDB's protocol (FerretDB, on SQLite) on a free port of loopback, with a data folder of
 * its own; it ends with the test. Undefined where there is none: `noMongoServer` says why.
 */
export async function startMongoServer() {
  if (noMongoServer) return undefined;
  const folder = await temporaryFolder();
  let running = await launch('127.0.0.1:0', folder);
  const { address } = running;
  cleanUp(() => end('SIGKILL'));

  async function end(signal: NodeJS.Signals) {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT'); // a stopped process hears nothing else but SIGKILL
    child.kill(signal);
    await ended;
  }

  return {
    url: `mongodb://${address}/porchlight`,
    kill: () => end('SIGKILL'),
    /** It keeps its connections, and answers nothing. */
    pause: () => void running.child.kill('SIGSTOP'),
    goOn: () => void running.child.kill('SIGCONT'),
    /** On the same port, with the data it had. */
    async restart() {
      await end('SIGKILL');
      running = await launch(address, folder);
    },
    stop: () => end('SIGTERM'),
  };
}

/** A test that starts servers of its own. On a machine without one the run says by name what it did not check. */
export function mongoTest(name: string, run: (server: MongoServer) => Promise<void>, timeoutMs?: number) {
  const whole = async () => {
    const server = await startMongoServer();
    if (server) await run(server);
  };
  if (!noMongoServer) return test(name, whole, timeoutMs);
  process.stderr.write(`NOT CHECKED, ${noMongoServer}: ${name}\n`);
  return test.todo(`${name} (not checked: ${noMongoServer})`);
}

/** Resolves with the address once it takes connections. */
async function launch(address: string, folder: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(program, [address, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (words: Buffer) => {
    said = `${said}${words}`.slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve({ child, address: String(line).trim() }));
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`FerretDB ended: ${said}`)));
  });
}
