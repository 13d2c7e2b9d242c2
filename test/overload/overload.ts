import { parseArgs } from 'node:util';
import { pause } from '../faults/random';
import { undoAll } from '../support/clean-up';
import { temporaryFolder } from '../support/house';
import { type Flood, flood } from './flood';
import { gatherHerd } from './herd';
import { openLine } from './line';
import { stallReaders } from './slow-readers';
import { gather } from './talk';
import { megabytes, watchedHouse } from './watched-house';

const say = (row: string) => void process.stdout.write(`${row}\n`);
const ms = (value: number) => `${value.toFixed(1)} ms`;

/** What an overloaded house does, in figures: `npm run overload`, or one of them by its name. */
async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      slow: { type: 'string', default: '50' },
      megabytes: { type: 'string', default: '80' },
      sockets: { type: 'string', default: '500' },
    },
  });
  const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
  if (wanted('slow-readers')) await slowReaders(Number(values.slow), Number(values.megabytes) * 1e6);
  for (const kind of ['messages', 'pages', 'sockets'] as const) if (wanted(kind)) await floods(kind);
  if (wanted('strangers')) await strangersAtDoor(1_000);
  if (wanted('restart')) await restart(Number(values.sockets));
}

async function floods(kind: Flood) {
  const house = await watchedHouse({ dataFolder: await temporaryFolder() });
  const { asked, before, during, loopMs, lostFor } = await flood(house, kind, 5);
  say(`a flood of ${asked} ${kind} in 5 s`);
  say(`  people hear each other, p50: ${ms(before.p50)} before, ${ms(during.p50)} meanwhile`);
  say(`  p99: ${ms(before.p99)} before, ${ms(during.p99)} meanwhile; never heard: ${lostFor}`);
  say(`  event loop late meanwhile, p99: ${ms(loopMs.p99)}, at most ${ms(loopMs.max)}`);
  await house.kill('SIGTERM');
}

async function strangersAtDoor(many: number) {
  const house = await watchedHouse({ dataFolder: await temporaryFolder() });
  const come = (n: number) => openLine({ origin: house.origin, from: `127.0.2.${Math.floor(n / 40)}` });
  await gather(100, come); // what the server compiles for its first people
  await pause(2_000);
  const restingBytes = house.rssBytes();
  await gather(many, (n) => come(n + 4_000));
  await pause(2_000);
  say(`${many} strangers at the door`);
  say(`  memory: ${((house.rssBytes() - restingBytes) / many / 1000).toFixed(1)} kB each`);
  await house.kill('SIGTERM');
}

async function restart(sockets: number) {
  const dataFolder = await temporaryFolder();
  const house = await watchedHouse({ dataFolder });
  const herd = await gatherHerd(house.origin, sockets / 2);
  await herd.whenBack(60_000);
  await house.kill('SIGKILL');
  await herd.whenGone();
  const again = await watchedHouse({ dataFolder, port: house.port });
  await again.loopDelayMs(); // the start itself is over
  const restingBytes = again.rssBytes();
  const { lastMs, tries } = await herd.whenBack(60_000);
  const { p50, p99, max } = await again.loopDelayMs();
  say(`${sockets} sockets, half of them boards', after kill -9 and a restart`);
  say(`  the last is back ${(lastMs / 1000).toFixed(1)} s after the house is; ${tries} tries`);
  say(`  event loop late meanwhile, p50: ${p50} ms, p99: ${p99} ms, at most ${max} ms`);
  say(`  memory added: ${megabytes(again.peakBytes() - restingBytes)} MB`);
}

async function slowReaders(slow: number, bytes: number) {
  const house = await watchedHouse({ dataFolder: await temporaryFolder() });
  const { before, during, addedBytes, cut, missed } = await stallReaders(house, { slow, bytes });
  say(`${slow} pages stop reading while each is told ${megabytes(bytes)} MB`);
  say(
    `  memory added at its peak: ${megabytes(addedBytes)} MB; cut: ${cut} of ${slow}; missed after: ${missed}`,
  );
  say(`  others hear a message, p50: ${ms(before.p50)} before, ${ms(during.p50)} meanwhile`);
  say(
    `  p99: ${ms(before.p99)} before, ${ms(during.p99)} meanwhile (${(during.p99 / before.p99).toFixed(2)} times)`,
  );
}

void main()
  .catch((problem: unknown) => {
    say(String(problem instanceof Error ? problem.stack : problem));
    process.exitCode = 1;
  })
  .finally(undoAll);
