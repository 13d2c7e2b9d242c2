import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Counted } from './egress.child';

const root = join(__dirname, '../..');
/** A network of its own, where each address of the world is its own: what is asked for is seen, and gets nowhere. */
const alone = [
  'ip link set lo up',
  'ip route add local default dev lo',
  'ip -6 route add local default dev lo',
  'iptables -L OUTPUT -n >/dev/null',
  'ip6tables -L OUTPUT -n >/dev/null',
].join(' && ');
const inNamespace = (then: string) => ['--net', 'sh', '-c', `${alone} && ${then}`, 'sh'];

const isPossible = spawnSync('unshare', inNamespace('true')).status === 0;

function namespaceTest(name: string, run: () => Promise<void>) {
  if (isPossible) return test(name, run, 90_000);
  process.stderr.write(`NOT CHECKED, no network namespace can be made here: ${name}\n`);
  return test.todo(`${name} (not checked: no network namespace here)`);
}

async function counted(run: string): Promise<Counted> {
  const program = `exec ${JSON.stringify(process.execPath)} test/support/run.mjs test/flows/egress.child.ts "$1"`;
  const { stdout } = await promisify(execFile)('unshare', [...inNamespace(program), run], { cwd: root });
  return JSON.parse(stdout);
}

/** What Chromium asks of its makers by itself; that the page asks them nothing is seen in `elsewhere`. */
const browsersOwn = /\.(googleapis|google|gvt1)\.com$/;
const nothing = { packets: 0, names: [] };

namespaceTest('whatever addresses people write, neither the house nor a browser asks for one', async () => {
  const { browser, ...others } = await counted('quiet');
  expect(others).toEqual({ server: nothing, elsewhere: [], local: 0, written: 144 });
  expect({ ...browser, names: browser.names.filter((name) => !browsersOwn.test(name)) }).toEqual(nothing);
});

namespaceTest('one request, one look-up, one page that asks: each would be seen', async () => {
  const [house, page] = await Promise.all([counted('a house that asks'), counted('a page that asks')]);
  expect(house.server.packets).toBeGreaterThan(0);
  expect(house.server.names).toEqual(['evil.example']);
  expect(page.server).toEqual(nothing);
  expect(page.browser.packets).toBeGreaterThan(0);
  expect(page.elsewhere).toEqual(['http://203.0.113.1/']);
});
