import { execFileSync, spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import WebSocket from 'ws';
import { describe as describeProblem } from '../../server/sockets';
import { type Command, commands } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { knock, openPage as openBoardPage, refusalOf, startBoard } from '../support/board-page';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { cleanUp } from '../support/clean-up';
import { openHouse, type Person, post, temporaryFolder, until, visitors } from '../support/house';
import { startHouse } from '../support/process';

const metricsToken = 'a secret of the steward';
/** What can be made to fail without the process's help: no file may grow any more. */
const canFailDisk = spawnSync('prlimit', ['--version']).status === 0;
const diskTest = canFailDisk ? test : test.todo;
if (!canFailDisk) process.stderr.write('NOT CHECKED, no prlimit here: what the log says on a full disk\n');

/** Words that nobody else writes: each is planted in one place, and looked for in all others. */
function canaries() {
  const planted: string[] = [];
  const plant = () => {
    const canary = `quokka ${planted.length.toString(36)}q`;
    planted.push(canary);
    return canary;
  };
  return { planted, plant, many: (count: number) => Array.from({ length: count }, plant) };
}

type Plant = () => string;

test('200 canaries in every input, malformed ones too: none in what the house says at debug', async () => {
  const dataFolder = await temporaryFolder();
  const env = { LOG_LEVEL: 'debug', TRUST_PROXY: '1', METRICS_TOKEN: metricsToken };
  const house = await startHouse({ dataFolder, env });
  const { planted, plant } = canaries();
  const { mal, roomId, boardId } = await writeWell(house, plant);
  await writeBadly(house, mal, roomId, boardId, plant);
  expect(planted.length).toBeGreaterThanOrEqual(200);

  // So are the secrets of a session.
  planted.push(mal.session.token ?? '', (mal.session.cookie ?? '').split('=')[1] ?? '');
  const said = await allItSays(house);
  expect(planted.filter((canary) => tracesOf(canary).some((trace) => said.includes(trace)))).toEqual([]);
  expect(said).not.toMatch(/127\.0\.0\.1|::1\b|203\.0\.113\./);
  await house.kill('SIGTERM');
  // The addresses of visitors are on no disk either.
  for (const name of await readdir(dataFolder))
    expect([name, (await readFile(join(dataFolder, name), 'latin1')).includes('203.0.113.')]).toEqual([
      name,
      false,
    ]);
});

diskTest('the same when nothing can be written to disk any more', async () => {
  const env = { LOG_LEVEL: 'debug', METRICS_TOKEN: metricsToken };
  const house = await startHouse({ dataFolder: await temporaryFolder(), env });
  const { planted, plant } = canaries();
  const { mal, roomId, boardId } = await writeWell(house, plant);
  execFileSync('prlimit', ['--pid', String(house.pid), '--fsize=0']);
  const sent = await mal.ask('message:send', { id: newId(), roomId, body: plant() });
  expect(sent).toMatchObject({ ok: false });
  await mal.ask('people:rename', { name: plant() });
  await mal.ask('board:start', { id: newId(), roomId, title: plant() });
  const page = openBoardPage(house, mal, boardId);
  await page.synced;
  page.write(plant());
  await page.closed;
  await post(house.origin, '/session', { name: plant(), agreement: 1 });

  const said = await allItSays(house);
  expect(house.output()).toContain('"level":50');
  expect(planted.filter((canary) => tracesOf(canary).some((trace) => said.includes(trace)))).toEqual([]);
});

test('a defect is told by its kind and place, whatever its words are', async () => {
  const rows: string[] = [];
  const [message = '', name = ''] = canaries().many(2);
  const house = await openHouse({
    log: pino({ level: 'trace' }, { write: (row: string) => void rows.push(row) }),
    through: (store) => ({
      ...store,
      collection: (definition) => ({
        ...store.collection(definition),
        ...(definition.name === 'messages'
          ? {
              insert: (record) =>
                Promise.reject(
                  new TypeError(`cannot keep\n    at ${'body' in record && record.body}\nat ${name}`),
                ),
            }
          : {}),
      }),
    }),
  });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  await ada.ask('message:send', {
    id: newId(),
    roomId,
    body: `one\n    at ${message}\n at file:///${message}:1:1`,
  });
  const log = rows.join('');
  expect(log).toMatch(/TypeError at .*quiet-log/);
  expect([message, name].filter((canary) => log.includes(canary))).toEqual([]);
});

test('nor when its words are not those it was made with', () => {
  const problem = new RangeError('made with these\n    at a quokka');
  problem.message = 'and then others';
  expect(describeProblem(problem)).not.toContain('quokka');
});

browserTest('no address ever holds what someone writes', async () => {
  const house = await openHouse({ pages: true });
  const { page } = await openPage(await openBrowser(), house.origin);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  const [name = '', again = '', words = '', title = '', text = ''] = canaries().many(5);
  await comeIn(page, house.origin, (await house.room('kitchen')).code, name);
  await page.getByRole('textbox', { name: /write to the room/i }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText(words).waitFor();
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByLabel('New name').fill(again);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: /^Boards/ }).click();
  await page.getByLabel('Title of a new board').fill(title);
  await page.getByRole('button', { name: 'Start a board' }).click();
  await page.getByRole('textbox', { name: /^The board/ }).click();
  await page.keyboard.type(text);
  await page.getByText('saved', { exact: true }).waitFor();
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((address) => /quokka/i.test(decodeURIComponent(address)))).toEqual([]);
});

interface Started {
  origin: string;
  port: number;
  stewardLink: string | undefined;
  output(): string;
}

/** What is let in: names, words, titles, boards, what the house says of itself. */
async function writeWell(house: Started, plant: Plant) {
  const people = visitors(house.origin);
  const steward = await people.claim(house.stewardLink?.split('#')[1] ?? '', plant());
  const mal = await people.come(plant());
  const { rooms, charter } = await people.look();
  const { id: roomId = '' } = rooms[0] ?? {};
  for (const person of [steward, mal]) await person.enter(roomId);
  await mal.get('people:rename', { name: plant() });
  for (let n = 0; n < 8; n++)
    await mal.get('message:send', { id: newId(), roomId, body: `${plant()}@example.org` });
  const spoken = await mal.get('message:send', { id: newId(), roomId, body: plant() });
  await mal.get('message:edit', { id: spoken.id, roomId, body: plant() });
  const board = await startBoard(mal, roomId, plant());
  await mal.get('board:rename', { id: board.id, roomId, title: plant() });
  const page = openBoardPage(house, mal, board.id);
  await page.synced;
  for (let n = 0; n < 10; n++) page.write(plant());
  await page.saved();
  page.socket.close();
  await steward.get('house:edit', {
    name: plant(),
    welcome: plant(),
    agreement: charter.agreement.text,
    crisis: [{ title: plant(), reach: plant(), link: `tel:${plant().replace(' ', '-')}` }],
  });
  return { mal, roomId, boardId: board.id };
}

/** What is not: every command with wrong shapes, forged sessions and tokens, broken frames, bodies and paths. */
async function writeBadly(house: Started, mal: Person, roomId: string, boardId: string, plant: Plant) {
  const ws = house.origin.replace('http', 'ws');
  for (const name of Object.keys(commands) as Command[]) {
    const text = plant();
    const shapes = [
      text,
      { roomId, id: text, body: text, name: `<${text}>`, title: '', personId: text, [text]: 1 },
    ];
    for (const shape of shapes) mal.socket.emit(name, shape);
  }
  for (let n = 0; n < 10; n++) await mal.socket.timeout(10_000).emitWithAck(plant(), { [plant()]: plant() });
  for (const bad of ['<b>', '\u202e', '👑', 'host ', '\u0000'])
    await mal.ask('people:rename', { name: `${bad}${plant()}` });

  for (let n = 0; n < 10; n++) {
    const from = {
      'x-forwarded-for': `203.0.113.${n}`,
      'user-agent': plant(),
      referer: `http://x/${plant()}`,
    };
    const cookie = `porchlight=${encodeURIComponent(plant())}; words=${encodeURIComponent(plant())}`;
    await fetch(`${house.origin}/r/${encodeURIComponent(plant())}?q=${plant()}`, {
      headers: { ...from, cookie },
    });
    await fetch(`${house.origin}/${plant()}/%ff`, {
      headers: { ...from, authorization: `Bearer ${plant()}` },
    });
    await post(house.origin, '/steward', { token: plant(), name: plant(), agreement: 1 }, from);
    await post(house.origin, '/session', { name: `<${plant()}>`, agreement: 1, [plant()]: 1 }, from);
    await post(
      house.origin,
      '/session',
      {},
      { ...from, origin: `https://${plant().replace(' ', '-')}.example` },
    );
    const headers = { ...from, origin: house.origin, 'content-type': 'application/json' };
    await fetch(`${house.origin}/session`, { method: 'POST', headers, body: `{"name": "${plant()}` });
  }
  await post(house.origin, '/session', { name: plant().repeat(20_000), agreement: 1 });

  const session = { cookie: mal.session.cookie ?? '', origin: house.origin };
  await refusalOf(
    knock(house, `/boards/${boardId}`, { ...session, protocols: ['porchlight', plant().replace(' ', '-')] }),
  );
  await refusalOf(
    knock(house, `/boards/${encodeURIComponent(plant())}`, { ...session, protocols: ['porchlight'] }),
  );
  const stranger = visitors(house.origin);
  await stranger.again({ ...mal, session: { ...mal.session, token: plant() } }).catch(() => undefined);

  for (const frame of [
    `42["${plant()}`,
    `45-["${plant()}"]`,
    `40/${plant()},`,
    plant(),
    Buffer.from(plant()),
  ]) {
    const line = new WebSocket(`${ws}/live/?EIO=4&transport=websocket`, { origin: house.origin });
    cleanUp(() => line.terminate());
    line.on('error', () => undefined);
    await new Promise((resolve) => line.once('open', resolve));
    const closed = new Promise((resolve) => line.once('close', resolve));
    line.send('40{}');
    line.send(frame);
    line.close();
    await closed;
  }
  for (const bytes of [
    Buffer.from(plant()),
    Buffer.concat([Buffer.from([0, 2, 30]), Buffer.from(plant())]),
  ]) {
    const page = openBoardPage(house, mal, boardId);
    await page.synced;
    page.socket.send(bytes);
    page.socket.close();
    await page.closed;
  }
  for (const request of [
    `GET /${plant()} HTTP/9\r\n\r\n`,
    `${plant()}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${plant()}\r\n\r\n`,
  ]) {
    const line = connect(house.port, '127.0.0.1');
    line.on('error', () => undefined);
    line.resume();
    line.end(request);
    await new Promise((resolve) => line.once('close', resolve));
  }
}

/** Both streams, health and figures. */
async function allItSays(house: Started): Promise<string> {
  const bearer = { headers: { authorization: `Bearer ${metricsToken}` } };
  const health = await fetch(`${house.origin}/healthz`);
  const figures = await fetch(`${house.origin}/metrics`, bearer);
  await until(() => house.output().length > 0);
  const text = await figures.text();
  expect(text).toContain('# ');
  // The first steward's link is for whoever starts the house.
  return [
    house
      .output()
      .split('\n')
      .filter((row) => !row.includes('the light is on at')),
    await health.text(),
    text,
  ].join('\n');
}

/** As it is written, in an address, in a base, and without its space. */
const tracesOf = (canary: string) => [
  canary,
  encodeURIComponent(canary),
  canary.replace(' ', '+'),
  canary.replace(' ', '-'),
  Buffer.from(canary).toString('base64').slice(0, -2),
  Buffer.from(canary).toString('hex'),
];
