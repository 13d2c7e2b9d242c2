import { createServer, type Socket } from 'node:net';
import { newId } from '../shared/ids';
import { cleanUp } from '../test/support/clean-up';
import { handClock } from '../test/support/clock';
import { openHouse, until } from '../test/support/house';
import { hasTurn, openTurn } from '../test/support/turn';
import { messages } from './messages/messages.record';
import { type Store, StoreDown } from './store/store';
import { relayAnswers } from './voice/relay-answers';

const lookMs = 3_000;
const patienceMs = 1_800;

/** A house with a store that can be put out of order, on a clock in the hand. */
async function fragileHouse() {
  let state: 'well' | 'refuses' | 'hangs' = 'well';
  let checks = 0;
  const guard = <Value>(run: () => Promise<Value>): Promise<Value> => {
    if (state === 'refuses') return Promise.reject(new StoreDown('no space left'));
    return state === 'hangs' ? new Promise(() => {}) : run();
  };
  const through = (store: Store): Store => ({
    ...store,
    check: () => {
      checks += 1;
      return guard(store.check);
    },
    collection(definition) {
      const real = store.collection(definition);
      if (definition.name !== messages.name) return real;
      return { ...real, insert: (record) => guard(() => real.insert(record)) };
    },
  });
  const clock = handClock();
  const house = await openHouse({ clock, through });
  return {
    ...house,
    clock,
    become(now: typeof state) {
      state = now;
    },
    checks: () => checks,
    health: async () => {
      const answer = await fetch(`${house.origin}/healthz`);
      return [answer.status, await answer.json()];
    },
  };
}

const well = [200, { ok: true, store: 'ok', relay: 'none' }];
const out = [503, { ok: false, store: 'out', relay: 'none' }];

test('the first word that cannot be kept marks the store out, for everyone and at the door', async () => {
  const { inRoom, stranger, again, become, health, clock } = await fragileHouse();
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  const atDoor = await stranger();
  expect(await health()).toEqual(well);
  become('refuses');
  const say = () => ada.ask('message:send', { id: newId(), roomId, body: 'hello' });
  expect(await say()).toMatchObject({ why: 'store-down' });
  for (const one of [ada, ben, atDoor, await again(ben)])
    expect(await one.heard('house:parts')).toEqual([{ store: 'out', relay: 'none' }]);
  expect(await health()).toEqual(out);

  become('well');
  await clock.advance(lookMs);
  expect(await say()).toMatchObject({ ok: true });
  expect((await atDoor.heard('house:parts')).length).toBe(1);
  await clock.advance(lookMs);
  await until(async () => (await atDoor.heard('house:parts')).at(-1)?.store === 'ok');
  expect(await health()).toEqual(well);
  expect(await (await stranger()).heard('house:parts')).toEqual([]);
});

test.each(['refuses', 'hangs'] as const)(
  'a store that %s is found within five seconds while nobody writes',
  async (how) => {
    const { inRoom, become, clock } = await fragileHouse();
    const { ada } = await inRoom('kitchen', 'ada');
    await clock.advance(lookMs);
    become(how);
    await clock.advance(lookMs);
    await clock.advance(patienceMs);
    await until(async () => (await ada.heard('house:parts')).at(-1)?.store === 'out');
    expect(lookMs + patienceMs).toBeLessThan(5_000);
  },
);

test('nothing is written to find out what is known: nobody is here, or someone just wrote', async () => {
  const { inRoom, checks, clock, health } = await fragileHouse();
  for (let look = 0; look < 5; look++) await clock.advance(lookMs);
  expect(checks()).toBe(0);
  expect(await health()).toEqual(well);
  expect(checks()).toBe(1);
  await health();
  expect(checks()).toBe(1);

  const { roomId, ada } = await inRoom('kitchen', 'ada');
  await clock.advance(lookMs);
  const before = checks();
  await ada.get('message:send', { id: newId(), roomId, body: 'hello' });
  await clock.advance(lookMs);
  expect(checks()).toBe(before);
  await clock.advance(lookMs);
  expect(checks()).toBe(before + 1);
});

(hasTurn ? test : test.todo)('a relay that is stopped is told, and that it is back', async () => {
  const turn = await openTurn();
  const clock = handClock();
  const house = await openHouse({ clock, settings: { voice: { turn, stun: [] } } });
  const stranger = await house.stranger();
  const told = async () => (await stranger.heard('house:parts')).map(({ relay }) => relay);
  await clock.advance(lookMs);
  await turn.stop();
  await clock.advance(lookMs);
  await until(async () => (await told()).join() === 'out');
  const health = await fetch(`${house.origin}/healthz`);
  // Text, boards and the door do without it.
  expect([health.status, await health.json()]).toEqual([200, { ok: true, store: 'ok', relay: 'out' }]);
  expect(await (await house.stranger()).heard('house:parts')).toEqual([{ store: 'ok', relay: 'out' }]);
  await openTurn({ port: turn.port });
  await clock.advance(lookMs);
  await until(async () => (await told()).join() === 'out,ok');
});

test('a relay over TCP or TLS answers when it takes connections, at one of its addresses at least', async () => {
  const lines = new Set<Socket>();
  const server = createServer((line) => lines.add(line));
  cleanUp(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const addresses = [`turn:127.0.0.1:${port}?transport=tcp`, `turns:127.0.0.1:${port}`];
  for (const address of addresses) expect(await relayAnswers([address])).toBe(true);
  expect(await relayAnswers([`turns:nowhere.invalid:${port}`, ...addresses])).toBe(true);
  for (const line of lines) line.destroy();
  await new Promise((resolve) => server.close(resolve));
  for (const address of addresses) expect(await relayAnswers([address])).toBe(false);
  expect(await relayAnswers([`turns:nowhere.invalid:${port}`, 'turn:[::1]:9'])).toBe(false);
});
