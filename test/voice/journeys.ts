import { parseArgs } from 'node:util';
import { seeded } from '../faults/random';
import { quantile } from '../overload/watched-house';
import { undoAll } from '../support/clean-up';
import { gather, type Talker } from './gather';
import { glare } from './glare';
import { type Joined, joinAtOnce, joinInTurn } from './joins';
import { harms, mend } from './mends';
import { muteAgainAndAgain } from './mutes';
import { loseOneWay } from './one-way';

const say = (row: string) => void process.stdout.write(`${row}\n`);
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

/** Voice in real browsers on hosts of their own, in figures: `npm run voice`, or one part of it by its name. */
async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      joins: { type: 'string', default: '100' },
      people: { type: 'string', default: '6' },
      times: { type: 'string', default: '3' },
      only: { type: 'string' },
      pairs: { type: 'string', default: '1000' },
      cycles: { type: 'string', default: '500' },
      seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    },
  });
  const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
  const size = Number(values.people);
  if (wanted('joins')) await joins('a clean line, direct', size, Number(values.joins), false, 0);
  if (wanted('relayed')) await joins('a relay', size, Number(values.joins), true, 0);
  if (wanted('slow'))
    await joins('a relay, 200 ms there and back to it', size, Number(values.joins), true, 50);
  if (wanted('mends')) await mends(Number(values.times), values.only);
  if (wanted('one-way')) for (const relayed of [false, true]) await oneWay(Number(values.times), relayed);
  if (wanted('glare')) await glares(Number(values.seed), Number(values.pairs));
  if (wanted('mutes')) await mutes(Number(values.cycles), Number(values.seed));
}

async function joins(over: string, size: number, times: number, relayed: boolean, delayMs: number) {
  const gathering = await gather({ size, relayed });
  for (const { host } of gathering.talkers) await host.line({ up: { delayMs }, down: { delayMs } });
  const first = await joinAtOnce(gathering, 1);
  tell(`${size} at once, over ${over}`, first);
  tell(`one of ${size} in turn, over ${over}`, await joinInTurn(gathering, times));
  tell(`${size} at once, over ${over}`, await joinAtOnce(gathering, Math.ceil(times / 10)));
  await undoAll();
}

function tell(what: string, { pairs, heard, tookMs }: Joined) {
  const share = ((100 * heard) / pairs).toFixed(2);
  say(
    `${what}: ${heard} of ${pairs} directed pairs heard (${share} %); click to all heard: ${spread(tookMs)}`,
  );
}

const spread = (ms: number[]) =>
  `p50 ${seconds(quantile(ms, 0.5))}, p95 ${seconds(quantile(ms, 0.95))}, at most ${seconds(Math.max(...ms))} (${ms.length})`;

async function mends(times: number, only: string | undefined) {
  const gathering = await gather({ size: 3, relayed: true });
  const joined = await joinAtOnce(gathering, 1);
  tell('3 at once', joined);
  for (const what of Object.keys(harms)) {
    if (only && what !== only) continue;
    const took: number[] = [];
    for (let time = 0; time < times; time++) {
      const who = gathering.talkers[time % gathering.talkers.length] as Talker;
      took.push(...(await mend(gathering, what, who)));
    }
    say(`${what}: back ${spread(took)}`);
  }
  await undoAll();
}

async function oneWay(times: number, relayed: boolean) {
  const gathering = await gather({ size: 3, relayed });
  await joinAtOnce(gathering, 1);
  const known: number[] = [];
  const back: number[] = [];
  for (let time = 0; time < times; time++) {
    const { knownMs, backMs } = await loseOneWay(gathering, time);
    known.push(knownMs);
    back.push(backMs);
  }
  const how = relayed ? 'over the relay' : 'directly';
  say(
    `one way lost, ${how}: named to both or mended ${spread(known)}; heard after it passes again ${spread(back)}`,
  );
  await undoAll();
}

async function glares(seed: number, pairs: number) {
  const began = Date.now();
  const stuck = await glare(seed, pairs);
  say(
    `seed ${seed}: ${pairs} pairs begun, restarted and rebuilt from both sides at once, signals late, twice and out of order: ${stuck.length} stuck ${stuck} (${seconds(Date.now() - began)})`,
  );
  await undoAll();
}

async function mutes(cycles: number, seed: number) {
  const gathering = await gather({ size: 3, relayed: true });
  await joinAtOnce(gathering, 1);
  const { heard, did, silentAfterMs } = await muteAgainAndAgain(gathering, cycles, seeded(seed));
  say(
    `seed ${seed}: ${cycles} times muted, ${heard} times heard all the same; silent ${spread(silentAfterMs)}`,
  );
  for (const [what, times] of did) say(`  ${times} times ${what}`);
  await undoAll();
}

void main()
  .catch((problem) => {
    say(String(problem?.stack ?? problem));
    process.exitCode = 1;
  })
  .finally(undoAll)
  // Lines to addresses that are gone end by themselves, in some minutes.
  .finally(() => process.exit());
