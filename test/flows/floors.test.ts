import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The oldest versions that may be installed, with why: each older one lets somebody in, hands something out or
 * ends the process. Every copy counts, also one that another package brings along.
 */
const floors: Record<string, string> = {
  lib0: '0.2.118', // reads past its bytes and hands out what lies there (CVE-2026-102360)
  ws: '8.21.1', // CVE-2026-48779, CVE-2026-62389
  'socket.io-parser': '4.2.7', // CVE-2026-69185
  'socket.io': '4.8.4', // with engine.io: ends on malformed packets
  'engine.io': '6.6.12',
  mongoose: '9.9.2', // its filter rules were passed by (GHSA-pcrw-h46h-c93h)
  express: '5.3.0',
  'body-parser': '2.3.0', // CVE-2026-12590
  'path-to-regexp': '8.4.0', // CVE-2026-4926
  qs: '6.14.2', // CVE-2026-2391
  yjs: '13.6.33',
  'y-protocols': '1.0.7', // sockets that were dead and not known to be
  'y-websocket': '3.1.0',
};

/** Two copies of these do not know each other's documents. */
const alone = ['yjs', 'lib0', 'y-protocols'];

/** They swallow the store's errors, or bring a Yjs of the next kind (DECISIONS.md). */
const forbidden = ['@y/websocket-server', 'y-leveldb', 'y-mongodb-provider', '@thaunknown/simple-peer'];

interface Locked {
  version: string;
  hasInstallScript?: boolean;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(__dirname, '../../package-lock.json'), 'utf8'),
);

/** Each place where that package is installed, with its version. */
function copiesOf(name: string) {
  const isCopy = (place: string) =>
    place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`);
  return Object.entries(lock.packages).flatMap(([place, { version }]) =>
    isCopy(place) ? [{ place, version }] : [],
  );
}

test.each(Object.entries(floors))('%s is %s or newer, in every copy', (name, floor) => {
  const copies = copiesOf(name);
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter(({ version }) => isOlder(version, floor))).toEqual([]);
});

test('Yjs is there once, and of the 13th kind', () => {
  for (const name of alone)
    expect([name, copiesOf(name).map(({ place }) => place)]).toEqual([name, [`node_modules/${name}`]]);
  expect(copiesOf('yjs')[0]?.version).toMatch(/^13\.\d+\.\d+$/);
});

test('no package is there that loses words without saying so', () => {
  expect(forbidden.flatMap(copiesOf)).toEqual([]);
});

test('what is older is told from what is newer', () => {
  const pairs = [
    ['8.21.0', '8.21.1', true],
    ['8.21.1', '8.21.1', false],
    ['8.9.9', '8.21.1', true],
    ['9.0.0', '8.21.1', false],
    ['14.0.0-rc.1', '13.6.33', false],
    ['13.6.33-rc.1', '13.6.33', true],
  ] as const;
  for (const [version, floor, older] of pairs)
    expect([version, floor, isOlder(version, floor)]).toEqual([version, floor, older]);
});

function isOlder(version: string, floor: string): boolean {
  const [one = [], other = []] = [version, floor].map((text) => text.split('-')[0]?.split('.').map(Number));
  const at = [0, 1, 2].find((place) => one[place] !== other[place]);
  if (at === undefined) return version.includes('-');
  return (one[at] ?? 0) < (other[at] ?? 0);
}
