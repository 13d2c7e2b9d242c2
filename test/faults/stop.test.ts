import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { temporaryFolder, until, visitors } from '../support/house';
import { launchHouse, startHouse } from '../support/process';
import { openRoomPage } from '../support/room-page';
import { judge } from './checker';
import { gatherCrowd } from './crowd';
import { createHistory, readHistory } from './history';
import { pause, seeded } from './random';
import { acknowledged } from './table';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** A container is killed ten seconds after it was asked. */
const withinMs = 5_000;
/** More of them by hand: `STOPS=50 npx jest stop`. */
const stops = Number(process.env.STOPS ?? 4);
const orders: NodeJS.Signals[][] = [
  ['SIGTERM'],
  ['SIGINT'],
  ['SIGTERM', 'SIGTERM'],
  ['SIGTERM', 'SIGINT', 'SIGTERM'],
];

test(
  'a house that is asked to stop while everyone is busy says so, ends at once and keeps all it promised',
  async () => {
    const random = seeded(seed);
    const dataFolder = await temporaryFolder();
    let house = await startHouse({ dataFolder });
    const { origin, port, stewardLink = '' } = house;
    const history = createHistory(join(dataFolder, 'history.jsonl'));
    const crowd = await gatherCrowd({ origin, stewardLink, history, random });
    crowd.live();
    const pages = await Promise.all(['Odile', 'Petra', 'Quinn'].map((name) => openPageOf(origin, name)));
    const took: number[] = [];
    const back: number[] = [];

    for (let stop = 0; stop < stops; stop++) {
      await pause(random.between(1_000, 2_000));
      await until(() => pages.every((page) => page.isInside()));
      const asked = Date.now();
      for (const signal of orders[stop % orders.length] ?? []) house.signal(signal);
      expect(await house.exited).toEqual({ code: 0, signal: null });
      took.push(Date.now() - asked);
      expect(pages.map((page) => page.restarts())).toEqual(pages.map(() => stop + 1));
      house = await startHouse({ dataFolder, port });
      const opened = Date.now();
      const returned = pages.map(async (page) => {
        await until(() => page.isInside());
        back.push(Date.now() - opened);
      });
      await Promise.all(returned);
    }

    await crowd.rest();
    await crowd.witness({ whole: true });
    history.close();
    const lines = readHistory(history.file);
    expect(judge(lines)).toEqual([]);
    process.stderr.write(
      `seed ${seed}: stopped under load in ${took.join(', ')} ms; pages back in their room ` +
        `after ${back.join(', ')} ms; ${acknowledged(lines)} messages acknowledged, none lost\n`,
    );
    expect(Math.max(...took)).toBeLessThan(withinMs);
    const slowest = back.sort((one, other) => other - one)[Math.floor(back.length / 20)];
    expect(slowest).toBeLessThan(5_000);
    expect(acknowledged(lines)).toBeGreaterThan(20);
  },
  60_000 + stops * 10_000,
);

/** A page as it runs in browsers, in a room that the crowd leaves alone; counts how often it was told that the house restarts. */
async function openPageOf(origin: string, name: string) {
  const person = await visitors(origin).come(name);
  const quiet = (await visitors(origin).look()).rooms.at(-1);
  const { room } = await person.enter(quiet?.id ?? '');
  const page = await openRoomPage({ origin }, person, room);
  person.leave();
  let restarts = 0;
  page.socket().on('house:restarting', () => {
    restarts += 1;
  });
  return { ...page, restarts: () => restarts };
}

test('nobody can keep a house from stopping: not a silent line, not one that never finishes, not one that sleeps', async () => {
  const house = await startHouse({ dataFolder: await temporaryFolder() });
  const ada = await visitors(house.origin).come('ada');
  const sleeping = await visitors(house.origin).come('bob');
  (sleeping.socket.io.engine.transport as unknown as { ws: WebSocket }).ws.pause();
  const lines = ['', 'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{'].map((said) => {
    const line = connect(house.port, '127.0.0.1', () => line.write(said));
    line.on('error', () => undefined).resume();
    return new Promise((resolve) => line.once('close', resolve));
  });
  await until(async () => (await fetch(`${house.origin}/healthz`)).ok);
  const asked = Date.now();
  expect(await house.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(Date.now() - asked).toBeLessThan(withinMs);
  await Promise.all(lines);
  expect(ada.socket.connected).toBe(false);
});

test('a house that is asked to stop while it opens just ends', async () => {
  const dataFolder = await temporaryFolder();
  const house = launchHouse({ dataFolder });
  // Nothing in a container ends a first process that has not said how it stops.
  await until(() => existsSync(join(dataFolder, 'porchlight.sqlite')));
  expect(await house.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  await startHouse({ dataFolder });
});

test('the steward link is offered until someone has become steward', async () => {
  const dataFolder = await temporaryFolder();
  const first = await startHouse({ dataFolder });
  const tokenOf = (link: string | undefined) => link?.split('#')[1] ?? '';
  expect(tokenOf(first.stewardLink)).not.toBe('');
  await first.kill('SIGTERM');

  const second = await startHouse({ dataFolder });
  await expect(visitors(second.origin).claim(tokenOf(first.stewardLink), 'Eve')).rejects.toThrow('link-used');
  await visitors(second.origin).claim(tokenOf(second.stewardLink), 'Stella');
  await second.kill('SIGKILL');

  const third = await startHouse({ dataFolder });
  expect(third.stewardLink).toBeUndefined();
  expect(third.output()).not.toMatch(/steward/);
});

describe('a house that cannot open says why in plain words, and ends with 1', () => {
  test('the port is taken; the house that has it stays as it is', async () => {
    const dataFolder = await temporaryFolder();
    const house = await startHouse({ dataFolder });
    const second = launchHouse({ dataFolder: await temporaryFolder(), port: house.port });
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.output()).toBe(
      `Port ${house.port} is in use already. End the program that has it, or set PORT to another number.\n`,
    );
    await visitors(house.origin).claim(house.stewardLink?.split('#')[1] ?? '', 'Stella');
  });

  test('settings are wrong: every one is named', async () => {
    const env = {
      PORT: '70000',
      TRUST_PROXY: 'yes',
      PORCHLIGHT_URL: 'porch.example.org',
      MONGODB_URL: 'http://localhost',
      PORCHLIGHT_LANGUAGE: 'de',
      EXIT_URL: 'javascript:alert(1)',
      TURN_URLS: 'turn.example.org',
      TURN_TTL_SECONDS: '1.5',
      VOICE_PLACES: '13',
      STUN_URLS: 'turn:turn.example.org',
      METRICS_TOKEN: 'guessable',
      LOG_LEVEL: 'loud',
    };
    const house = launchHouse({ dataFolder: await temporaryFolder(), env });
    expect(await house.exited).toEqual({ code: 1, signal: null });
    const [heading, ...mistakes] = house.output().trimEnd().split('\n');
    expect(heading).toBe('Porchlight cannot start with these settings:');
    for (const name of Object.keys(env))
      expect(mistakes.filter((mistake) => mistake.startsWith(`  - ${name}`)).length).toBeGreaterThan(0);
    expect(house.output()).not.toMatch(/Invalid|expected|Too big|\bat .*:\d+/);
    expect(house.output()).toContain('set both or neither');
  });

  test('the data folder cannot be used', async () => {
    const file = join(await temporaryFolder(), 'a file');
    await writeFile(file, 'not a folder');
    const house = launchHouse({ dataFolder: file });
    expect(await house.exited).toEqual({ code: 1, signal: null });
    expect(house.output()).toMatch(/^the store in .*a file cannot be opened: .*\n$/);
  });
});
