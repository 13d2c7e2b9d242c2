import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../support/house';
import { readHistory } from './history';
import { acknowledged } from './table';

const seed = process.env.SEED ?? String(Date.now() % 1_000_000);

/** What needs a network and a disk of one's own; the run says by name what it could not do. */
const always = [
  'SIGSTOP',
  'SIGTERM',
  'SIGTERM twice',
  'clock an hour ahead',
  'clock an hour back',
  'everybody reconnects',
  'kill -9',
  'kill -9 while starting',
  'stalled readers',
  'store dawdles',
  'store loses answers',
  'store refuses',
];
const inNamespaces = [
  'address change',
  'disk full',
  'half-open lines',
  'kill -9 with a witness first',
  'partition of all',
  'partition of some',
];

test('everything goes wrong at once, and nothing acknowledged is lost, doubled, out of order or leaked', async () => {
  const file = join(await temporaryFolder(), 'history.jsonl');
  const program = ['test/support/run.mjs', 'test/faults/faults.ts', '--minutes', '0.15'];
  const run = promisify(execFile)(process.execPath, [...program, '--seed', seed, '--history', file], {
    cwd: join(__dirname, '../..'),
  });
  const { stdout } = await run;
  process.stderr.write(stdout);
  const history = readHistory(file);
  const [, missing = ''] = /^not done here: (.*)$/m.exec(stdout) ?? [];
  const struck = new Set(history.flatMap((line) => (line.op === 'strike' ? [line.what] : [])));
  const expected = [...always, ...inNamespaces.filter((name) => !missing.includes(name))];
  expect([...struck].sort()).toEqual(expected.sort());
  expect(acknowledged(history)).toBeGreaterThan(50);
}, 240_000);
