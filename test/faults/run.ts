import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUp } from '../support/clean-up';
import { temporaryFolder } from '../support/house';
import { noMongoServer, startMongoServer } from '../support/mongo-server';
import { gatherCrowd } from './crowd';
import { createHistory, type History } from './history';
import { keepHouse } from './keeper';
import { createNemesis } from './nemesis';
import { type Network, openNetwork } from './network';
import { pause, seeded } from './random';
import { mountSmallDisk, type SmallDisk } from './small-disk';
import { notDone, strikesOn } from './strikes';

export interface Run {
  seed: number;
  minutes: number;
  onMongo: boolean;
  /** It goes on, for three times as long at the most, until so many messages are acknowledged over so many kills. */
  acks: number;
  kills: number;
  historyFile: string | undefined;
  /** The network of the machine; undefined when this is no other. */
  outside: string | undefined;
  say(words: string): void;
}

const calmMs = 2_000;
/** A slow machine is given this long at the least to do everything once. */
const patienceMs = 120_000;
const progressMs = 5_000;
/** Everyone is back with all they had this long after the last thing went wrong. */
const backWithinMs = 90_000;

/** Fills a house, makes everything go wrong, and gives the file in which all of it is written down. */
export async function runFaults({ seed, minutes, onMongo, acks, kills, historyFile, outside, say }: Run) {
  const random = seeded(seed);
  const file =
    historyFile ?? join(mkdtempSync(join(tmpdir(), `porchlight-faults-${seed}-`)), 'history.jsonl');
  say(`seed ${seed}; ${onMongo ? 'a server that speaks MongoDB' : 'the embedded store'}; history in ${file}`);
  const history = createHistory(file);
  const { network, disk, dataFolder } = await placeOf(outside, say);
  if (onMongo) process.env.TMPDIR = dataFolder; // its files are on the small disk
  const database = onMongo ? await startMongoServer() : undefined;
  if (onMongo && !database) throw new Error(noMongoServer);

  const port = await freePort();
  const house = keepHouse({
    program: process.argv[1] ?? '',
    env: {
      HOST: '127.0.0.1',
      PORT: `${port}`,
      LOG_LEVEL: 'warn',
      PORCHLIGHT_DATA: dataFolder,
      ...(database && { MONGODB_URL: database.url }),
    },
    logFile: file.replace(/(\.jsonl)?$/, '.log'),
    history,
  });
  cleanUp(() => house.end('SIGCONT', 'SIGKILL'));
  await house.start();
  const origin = `http://127.0.0.1:${port}`;
  const crowd = await gatherCrowd({ origin, stewardLink: house.stewardLink(), history, random });
  const world = { house, crowd, random, network, disk, database };
  const missing = notDone(world, onMongo);
  if (missing.length > 0) say(`not done here: ${missing.join(', ')}`);

  const lengthMs = minutes * 60_000;
  const longestMs = Math.min(120_000, Math.max(1_200, lengthMs / 8));
  crowd.live();
  await pause(calmMs); // everyone has something to lose
  const short = minutes < 1;
  const strikes = strikesOn(world);
  const nemesis = createNemesis({
    strikes: short ? strikes.map((one) => ({ ...one, share: 1 })) : strikes,
    random,
    history,
    longestMs,
    restMs: short ? 1_000 : 8_000,
  });
  const began = Date.now();
  const killed = () =>
    [...nemesis.counts()].reduce((sum, [name, n]) => sum + (/^kill/.test(name) ? n : 0), 0);
  const isDone = () => {
    const passed = Date.now() - began;
    const all = [...nemesis.counts().values()].every((times) => times > 0);
    return (
      passed > Math.max(lengthMs * 3, patienceMs) ||
      (passed > lengthMs && all && history.acknowledged() >= acks && killed() >= kills)
    );
  };
  for (let said = began; !isDone(); await pause(100)) {
    if (Date.now() - said < progressMs) continue;
    said = Date.now();
    const passed = Math.round((said - began) / 1000);
    say(
      `${passed} s: ${history.acknowledged()} acknowledged, ${killed()} kills; now ${nemesis.now().join(', ') || 'calm'}`,
    );
  }
  await nemesis.end();
  say('all is well again; everyone finishes, and reads');
  await within(backWithinMs, 'everyone to be back', () => crowd.rest(), history);
  await house.end('SIGKILL');
  await house.start();
  await within(backWithinMs, 'a witness', () => crowd.witness({ whole: true }), history);
  await house.end('SIGTERM');
  history.close();
  return file;
}

/** A network and a small disk of our own, where there can be such. */
async function placeOf(outside: string | undefined, say: Run['say']) {
  const dataFolder = await temporaryFolder();
  let network: Network | undefined;
  let disk: SmallDisk | undefined;
  if (outside)
    try {
      network = openNetwork(outside);
      disk = mountSmallDisk(dataFolder, diskMegabytes);
      cleanUp(disk.unmount);
    } catch (problem) {
      say(`something is not to be had here: ${problem instanceof Error ? problem.message : problem}`);
    }
  return { network, disk, dataFolder };
}

const diskMegabytes = 96;

async function within(ms: number, what: string, work: () => Promise<unknown>, history: History) {
  const done = await Promise.race([work().then(() => true), pause(ms).then(() => false)]);
  if (!done) history.write('watch', { op: 'stuck', what: `waited ${ms} ms for ${what}` });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
