import { boardKinds } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import { type BoardPage, openPage, startBoard } from '../support/board-page';
import { openHouse, type Person, post, until } from '../support/house';

interface Row {
  /** What a stranger, someone of another room, and someone inside are answered. */
  stranger: number;
  elsewhere: number;
  inside: number;
  body?: object;
  path?: string;
}

const everyone = { stranger: 200, elsewhere: 200, inside: 200 };
const ownOnly = { stranger: 401, elsewhere: 200, inside: 200 };

/**
 * One row a route of the server: how each is answered. Whatever the answer, nothing of what is said in a
 * room is in it, but for what one wrote oneself. A route without a row fails.
 */
const rows: Record<string, Row> = {
  'GET /healthz': everyone,
  'GET /session': ownOnly,
  'POST /session': { stranger: 400, elsewhere: 400, inside: 400, body: { name: 'Ada' } },
  'POST /steward': {
    stranger: 400,
    elsewhere: 400,
    inside: 400,
    body: { name: 'Otto', agreement: 1, token: 'a guess' },
  },
  'GET /mine.json': ownOnly,
  'GET /mine.html': ownOnly,
  'GET /metrics': { stranger: 404, elsewhere: 404, inside: 404 },
  'GET /': everyone,
  'GET /r/:code': { ...everyone, path: '/r/piano-42' },
  'GET /r/:code/boards/:board': { ...everyone, path: `/r/piano-42/boards/${'0'.repeat(22)}` },
  'GET /help': everyone,
  'GET /how': everyone,
  'GET /practice': everyone,
  'GET /steward': everyone,
  'GET /house': everyone,
  'GET /figures': everyone,
  'GET /mine': everyone,
  'GET /{*path}': { stranger: 404, elsewhere: 404, inside: 404, path: '/nowhere' },
  // Last, for they end who asks.
  'DELETE /session': everyone,
  'DELETE /mine': { stranger: 401, elsewhere: 401, inside: 401 },
};

test('every route answers as its row says, and what is said in a room is in no answer', async () => {
  const house = await openHouse({ settings: { metricsToken: 'a token of sixteen' } });
  expect(Object.keys(rows).sort()).toEqual([...house.server.routes].sort());

  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const elsa = await house.come('Elsa');
  await elsa.enter((await house.room('quiet')).id);
  await ada.get('message:send', { id: newId(), roomId, body: 'canary one' });
  await startBoard(ada, roomId, 'canary two');
  for (const [route, { path, body, ...expected }] of Object.entries(rows)) {
    const [method = '', pattern = ''] = route.split(' ');
    for (const [who, cookie] of [
      ['stranger', undefined],
      ['elsewhere', elsa.session.cookie],
      ['inside', ben.session.cookie],
    ] as const) {
      const response = await fetch(`${house.origin}${path ?? pattern}`, {
        method,
        headers: {
          origin: house.origin,
          accept: 'text/html, application/json',
          'content-type': 'application/json',
          ...(cookie ? { cookie } : {}),
        },
        body: body && JSON.stringify(body),
      });
      expect([route, who, response.status]).toEqual([route, who, expected[who]]);
      expect([route, who, await response.text()]).toEqual([
        route,
        who,
        expect.not.stringContaining('canary'),
      ]);
    }
  }
});

/** Who is told something by a frame of this kind that Ada sends, seen from her board. */
type Observer = 'ada' | 'her other page' | 'ben on the same board' | 'cleo on another board';
const others: Observer[] = ['her other page', 'ben on the same board'];

const frames: {
  [Kind in keyof typeof boardKinds]: { toldBy: Observer[]; when: (page: BoardPage) => unknown };
} = {
  sync: { toldBy: others, when: (page) => page.write('canary') },
  awareness: {
    toldBy: others,
    when(page) {
      page.awareness.setLocalState({ cursor: null });
      page.announce();
    },
  },
  queryAwareness: { toldBy: ['ada'], when: (page) => page.send(boardKinds.queryAwareness, () => undefined) },
  asking: { toldBy: ['ada'], when: (page) => page.saved() },
  saved: { toldBy: [], when: () => undefined },
};

test.each(Object.keys(frames) as (keyof typeof boardKinds)[])(
  'the frame %s of a board is told to those it is for, and to nobody else',
  async (kind) => {
    const house = await openHouse();
    const { roomId, ada, ben, cleo } = await house.inRoom('kitchen', 'ada', 'ben', 'cleo');
    const [board, other] = [await startBoard(ada, roomId), await startBoard(ada, roomId)];
    const open = async (person: Person, boardId: string) => {
      const page = openPage(house, person, boardId);
      await page.synced;
      await page.saved();
      return page;
    };
    const pages: Record<Observer, BoardPage> = {
      ada: await open(ada, board.id),
      'her other page': await open(await house.again(ada), board.id),
      'ben on the same board': await open(ben, board.id),
      'cleo on another board': await open(cleo, other.id),
    };
    const rest = async () => {
      for (const page of Object.values(pages)) await page.saved();
    };
    await rest();
    const before = new Map(Object.values(pages).map((page) => [page, page.told.length]));
    const { toldBy, when } = frames[kind];
    await when(pages.ada);
    const told = () =>
      (Object.keys(pages) as Observer[]).filter(
        (who) => pages[who].told.length > (before.get(pages[who]) ?? 0),
      );
    await until(() => told().length >= toldBy.length);
    // A page that nobody has told anything is as it was, also after the server has answered it once.
    expect(told().sort()).toEqual([...toldBy].sort());
    await rest();
    for (const who of ['cleo on another board'] as const)
      expect(pages[who].told.slice(before.get(pages[who])).map(([kind]) => kind)).toEqual([boardKinds.saved]);
  },
);

test('nobody outside the room is given a board’s socket', async () => {
  const house = await openHouse();
  const { roomId, ada, gone } = await house.inRoom('kitchen', 'ada', 'gone');
  const board = await startBoard(ada, roomId);
  await gone.get('room:leave', { roomId });
  const elsa = await house.come('Elsa');
  await elsa.enter((await house.room('quiet')).id);
  const stella = await house.steward();
  for (const person of [gone, elsa, stella]) {
    const page = openPage(house, person, board.id);
    expect([person.name, await page.closed, page.told]).toEqual([person.name, 1006, []]);
  }
});

test('a room that is not there and one that is closed are the same to a stranger', async () => {
  const house = await openHouse();
  const hana = await house.comeAs('host', 'Hana');
  const { id: roomId, code } = await house.room('kitchen');
  await hana.enter(roomId);
  await hana.get('room:close', { roomId });
  const stranger = await house.stranger();
  expect(await stranger.ask('room:enter', { roomId })).toEqual(
    await stranger.ask('room:enter', { roomId: newId() }),
  );
  const page = async (path: string) => {
    const response = await fetch(`${house.origin}${path}`);
    return [response.status, (await response.text()).replaceAll(path, '')];
  };
  expect(await page(`/r/${code}`)).toEqual(await page('/r/piano-00'));
  const known = async (cookie?: string) => {
    const response = await fetch(`${house.origin}/session`, { headers: cookie ? { cookie } : {} });
    return [response.status, await response.text(), response.headers.get('set-cookie')];
  };
  expect(await known(`porchlight=${'a'.repeat(43)}`)).toEqual(await known());
  const guess = async (token: string) =>
    (await post(house.origin, '/steward', { name: 'Eve', agreement: 1, token })).text();
  const used = house.stewardLink?.split('#')[1] ?? '';
  expect(await guess(used)).toBe(await guess('a guess'));
});
