// Gets ready what a script needs, and nothing that is fresh already:
//   node deploy/prepare.mjs install | build | browser | firefox | turn | network | mongo ...
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const say = (text) => process.stderr.write(`${text}\n`);
const places = ['/usr/bin', '/usr/sbin'];
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const steps = {
  install() {
    const wanted = () => hashOf(['package-lock.json', 'package.json']);
    const stamp = join(root, 'node_modules/.porchlight');
    if (readOr(stamp) === wanted()) return;
    say('Installing what Porchlight is built from. This is done once, and takes a minute or two.');
    // No package may run a script of its own here; none of ours needs to. Not `npm ci`: it refuses a lock file
    // made where the registry did not carry the binaries of every other platform yet.
    run(npm, ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev']);
    writeFileSync(stamp, wanted());
  },

  build() {
    steps.install();
    const sources = ['shared', 'server', 'client']
      .flatMap(filesIn)
      .filter((file) => !/\.test\.tsx?$|README/.test(file));
    const want = hashOf([...sources, 'vite.config.ts', 'package-lock.json', 'package.json']);
    const stamp = join(root, 'dist/.porchlight');
    if (readOr(stamp) === want) return;
    say('Building.');
    run(npm, ['run', '--silent', 'build']);
    writeFileSync(stamp, want);
  },

  browser() {
    if (findBrowser()) return;
    if (!installDebian('chromium'))
      trySay(() =>
        run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', '--only-shell', 'chromium']),
      );
    if (!findBrowser())
      say(
        'No Chromium here: browser tests will say that they were not run. Install one, or set CHROMIUM_PATH.',
      );
  },

  /** The other engine, and a speaker for it: once a machine, about half a minute. */
  firefox() {
    const missing = ['firefox-esr', 'pulseaudio'].filter((name) => !existsSync(join('/usr/bin', name)));
    if (missing.length === 0 || installDebian(...missing)) return;
    say(`No ${missing.join(', no ')} here: the test of both browsers will say that it was not run.`);
  },

  turn() {
    if (existsSync('/usr/bin/turnserver') && existsSync('/usr/bin/openssl')) return;
    if (installDebian('coturn', 'openssl')) return;
    say('No coturn here: tests of the relay will say that they were not run.');
  },

  /** What a network is taken apart and looked into with. */
  network() {
    const tools = { ip: 'iproute2', iptables: 'iptables', tcpdump: 'tcpdump', python3: 'python3' };
    const missing = Object.keys(tools).filter(
      (tool) => !places.some((place) => existsSync(join(place, tool))),
    );
    if (missing.length === 0 || installDebian(...missing.map((tool) => tools[tool]))) return;
    say(`No ${missing.join(', no ')} here: tests of bad networks will say that they were not run.`);
  },

  mongo() {
    const source = 'test/support/ferretdb';
    const want = hashOf(['main.go', 'go.mod', 'go.sum'].map((file) => join(source, file)));
    // Outside of the checkout, so that it is built once a machine; the same place as in test/support/mongo-server.ts.
    const folder = join(
      process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
      'porchlight/ferretdb-1.24.0',
    );
    const stamp = join(folder, '.porchlight');
    if (readOr(stamp) === want) return;
    say(
      'Building FerretDB, which speaks for MongoDB in the tests. This is done once, and takes a minute or two.',
    );
    const fresh = join(folder, `ferretdb.${process.pid}`);
    const built = trySay(() => {
      mkdirSync(folder, { recursive: true });
      execFileSync(
        'go',
        [
          'build',
          '-buildvcs=false',
          '-trimpath',
          '-tags=ferretdb_no_postgresql',
          '-ldflags=-s -w',
          '-o',
          fresh,
          '.',
        ],
        {
          cwd: join(root, source),
          env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' },
          stdio: ['ignore', 2, 2],
          timeout: 300_000,
        },
      );
      renameSync(fresh, join(folder, 'ferretdb')); // another test may be running the old one
      writeFileSync(stamp, want);
    });
    if (!built)
      say('No FerretDB here: tests of MongoDB will say that they were not run. Go 1.22 or newer builds it.');
  },
};

for (const name of process.argv.slice(2)) {
  const step = steps[name];
  if (!step) throw new Error(`prepare knows ${Object.keys(steps).join(', ')}; not ${name}`);
  step();
}

function run(command, args) {
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], timeout: 900_000 });
}

function trySay(attempt) {
  try {
    attempt();
    return true;
  } catch (problem) {
    say(String(problem.message).split('\n')[0]);
    return false;
  }
}

function installDebian(...names) {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  say(`Installing ${names.join(' and ')} for the tests.`);
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  return trySay(() => {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]);
  });
}

/** The same places as test/support/browser.ts looks in; a path that does not start is no browser. */
function findBrowser() {
  const listed = spawnSync(process.execPath, ['test/support/find-browser.mjs'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.status === 0;
}

function readOr(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function filesIn(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
