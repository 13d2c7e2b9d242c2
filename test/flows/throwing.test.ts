import { spawnSync } from 'node:child_process';
import type { Store } from '../../server/store/store';
import type { Command } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { knock, refusalOf, startBoard } from '../support/board-page';
import { handClock } from '../support/clock';
import { openHouse, post } from '../support/house';
import { rows } from './access-table';

/** What a defect may throw: none of it is a Refused, most of it no Error. */
const odd: Record<string, () => unknown> = {
  'an error': () => new TypeError('a defect'),
  undefined: () => undefined,
  'a text': () => 'a defect',
  'an object without a prototype': () => Object.create(null),
  'a frozen one that looks like an error': () => Object.freeze({ name: 'Refused', code: {}, status: 418 }),
  'what throws when it is looked at': () =>
    new Proxy(() => undefined, {
      get: () => fail('get'),
      has: () => fail('has'),
      getPrototypeOf: () => fail('getPrototypeOf'),
    }),
};
const fail = (trap: string): never => {
  throw new Error(`looked at: ${trap}`);
};

/** The real store, of which one verb of one collection throws, at once or a moment later. */
function createTrap() {
  let met = new Set<string>();
  let armed: { at: string; what: () => unknown; isLate: boolean } | undefined;
  return {
    through: (store: Store): Store => ({
      ...store,
      collection(definition) {
        const real = store.collection(definition);
        const past = <Value>(verb: string, run: () => Promise<Value>): Promise<Value> => {
          const at = `${definition.name}.${verb}`;
          met.add(at);
          if (armed?.at !== at) return run();
          if (armed.isLate) return Promise.reject(armed.what());
          throw armed.what();
        };
        return {
          insert: (record) => past('insert', () => real.insert(record)),
          get: (id) => past('get', () => real.get(id)),
          page: (by) => past('page', () => real.page(by)),
          change: (id, edit) => past('change', () => real.change(id, edit)),
          remove: (id) => past('remove', () => real.remove(id)),
        };
      },
    }),
    /** Which verbs this meets. */
    async watch(run: () => Promise<unknown>): Promise<string[]> {
      met = new Set();
      await run();
      return [...met];
    },
    async while<Value>(at: string, what: () => unknown, isLate: boolean, run: () => Promise<Value>) {
      armed = { at, what, isLate };
      try {
        return await run();
      } finally {
        armed = undefined;
      }
    },
  };
}

async function openScene() {
  const clock = handClock();
  const trap = createTrap();
  const house = await openHouse({ clock, through: trap.through });
  const { roomId, ada, sam } = await house.inRoom('kitchen', 'ada', 'sam');
  const stella = await house.steward();
  const { id: messageId } = await ada.get('message:send', { id: newId(), roomId, body: 'still here' });
  return { house, clock, trap, roomId, ada, stella, target: { roomId, personId: sam.id, messageId } };
}

/** Runs it once to see what of the store it meets, then once for each such verb and each odd value. */
async function tryAll(
  { trap, clock }: Awaited<ReturnType<typeof openScene>>,
  before: () => Promise<unknown>,
  run: () => Promise<unknown>,
): Promise<number> {
  await before();
  const verbs = await trap.watch(run);
  let tried = 0;
  for (const at of verbs)
    for (const [name, what] of Object.entries(odd)) {
      await clock.advance(2_000); // for what is limited
      await before();
      const answer = await trap.while(at, what, tried++ % 2 === 0, run);
      expect([at, name, answer]).toEqual([at, name, expect.anything()]);
    }
  return tried;
}

test('whatever the store throws at a command, it is answered and life goes on', async () => {
  const scene = await openScene();
  const { stella, roomId, target } = scene;
  let tried = 0;
  for (const name of Object.keys(rows) as Command[])
    tried += await tryAll(
      scene,
      () => stella.enter(roomId),
      () => stella.ask(name, rows[name].asks(target) as never),
    );
  expect(tried).toBeGreaterThan(200);
  await stella.enter(roomId);
  expect((await stella.get('message:page', { roomId })).messages.map(({ body }) => body)).toContain(
    'still here',
  );
}, 60_000);

test('whatever the store throws at a request, a handshake or an upgrade, it is answered', async () => {
  const scene = await openScene();
  const { house, ada, stella, roomId } = scene;
  const board = await startBoard(ada, roomId);
  const { cookie = '', token = '' } = ada.session;
  const headers = { cookie, origin: house.origin };
  const protocols = ['porchlight', token];
  const requests: Record<string, () => Promise<unknown>> = {
    'GET /': async () => (await fetch(house.origin, { headers })).status,
    'GET /session': async () => (await fetch(`${house.origin}/session`, { headers })).json(),
    'POST /session': async () =>
      (
        await post(house.origin, '/session', { name: `New ${newId().replace(/\d/g, '')}`, agreement: 1 })
      ).json(),
    'POST /steward': async () =>
      (
        await post(house.origin, '/steward', { name: 'New', agreement: 1, token: 'guess' }, { cookie })
      ).json(),
    'a handshake': () => house.again(ada).then((page) => page.leave() ?? 'open', String),
    'an upgrade': () => {
      const socket = knock(house, `/boards/${board.id}`, { origin: house.origin, cookie, protocols });
      return refusalOf(socket).then((status) => socket.terminate() ?? status);
    },
    // Last, for then Ada is gone.
    'DELETE /session': async () =>
      (await fetch(`${house.origin}/session`, { method: 'DELETE', headers })).json(),
  };
  for (const run of Object.values(requests)) await tryAll(scene, async () => undefined, run);
  expect((await stella.ask('house:look', {})).ok).toBe(true);
}, 60_000);

test('a handler that is not wrapped would end the process', () => {
  // What `answer` is for: the same throw, in a bare handler of the same library.
  const bare = `
    const { Server } = require('socket.io');
    const http = require('node:http').createServer().listen(0, '127.0.0.1', () => {
      const io = new Server(http);
      io.on('connection', (socket) => socket.on('ask', async () => { throw new TypeError('a defect'); }));
      const client = require('socket.io-client').io('http://127.0.0.1:' + http.address().port);
      client.emit('ask');
    });`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', bare], { encoding: 'utf8', timeout: 10_000 });
  expect([status, stderr]).toEqual([1, expect.stringContaining('a defect')]);
});
