import { StoreDown } from '../../server/store/store';
import { type Fact, facts } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { startBoard } from '../support/board-page';
import { handClock } from '../support/clock';
import { openHouse, until } from '../support/house';

/**
 * Everyone who might hear something, seen from the kitchen. It happens to Ada, or she does it; her other
 * page is at the door.
 */
async function openScene() {
  const clock = handClock();
  let isDown = false;
  const house = await openHouse({
    clock,
    through: (store) => ({
      ...store,
      check: () => (isDown ? Promise.reject(new StoreDown('no space left')) : store.check()),
    }),
  });
  const stella = await house.steward();
  const hana = await house.comeAs('host', 'Hana');
  const { roomId, ada, ben, out, gone, ended } = await house.inRoom(
    'kitchen',
    ...(['ada', 'ben', 'out', 'gone', 'ended'] as const),
  );
  const quiet = (await house.room('quiet')).id;
  const elsa = await house.come('Elsa');
  await elsa.enter(quiet);
  await stella.enter(quiet);
  await hana.enter(roomId);
  await hana.get('room:step-back', { roomId, personId: out.id, minutes: 1440 });
  await gone.get('room:leave', { roomId });
  await fetch(`${house.origin}/session`, {
    method: 'DELETE',
    headers: { origin: house.origin, cookie: ended.session.cookie ?? '' },
  });
  const watcher = await house.stranger();
  await watcher.get('house:look', {});
  const observers = {
    ada,
    'her other page': await house.again(ada),
    'a peer inside': ben,
    'a host inside': hana,
    'a peer of another room': elsa,
    'a steward of another room': stella,
    'who was asked to step back': out,
    'who left': gone,
    'whose session ended': ended,
    'who looks at the door': watcher,
    'a stranger': await house.stranger(),
  };
  await until(async () => (await observers['whose session ended'].heard('room:let-go')).length > 0);
  await clock.advance(1_000); // what the door had to say of all this
  for (const one of Object.values(observers)) await one.heard('house:changed');
  for (const one of Object.values(observers)) one.forgetHeard();
  const fillDisk = () => {
    isDown = true;
  };
  return { house, clock, fillDisk, roomId, observers, ada, ben, hana, stella, gone };
}

type Scene = Awaited<ReturnType<typeof openScene>>;
type Observer = keyof Scene['observers'];

const inside: Observer[] = ['ada', 'a peer inside', 'a host inside'];
const stillInside: Observer[] = ['a peer inside', 'a host inside'];
const herself: Observer[] = ['ada', 'her other page'];
const atTheDoor: Observer[] = ['who looks at the door'];
const connected: Observer[] = [
  ...inside,
  'her other page',
  'a peer of another room',
  'a steward of another room',
  'who was asked to step back',
  'who left',
  'who looks at the door',
  'a stranger',
];

interface Row {
  heardBy: Observer[];
  when: (scene: Scene) => Promise<unknown>;
}

const words = { name: 'Our house', welcome: 'Hello', agreement: 'Be kind', crisis: [] };
const say = ({ ada, roomId }: Scene) => ada.get('message:send', { id: newId(), roomId, body: 'only for us' });

/** Two in voice: Ada and Ben. */
async function talk({ ada, ben, roomId }: Scene) {
  const hers = await ada.get('voice:join', { roomId, muted: false });
  const his = await ben.get('voice:join', { roomId, muted: false });
  return { from: hers.seat.id, to: his.seat.id };
}

/**
 * One row a fact of the contract: who hears it, and how it comes about. A fact without a row does not
 * compile, and the first test fails. Whoever is not named hears nothing: of this fact, and of all others
 * that come with it.
 */
const rows: { [Name in Fact]: Row } = {
  'house:changed': { heardBy: connected, when: ({ stella }) => stella.get('house:edit', words) },
  'house:doorway': {
    heardBy: atTheDoor,
    async when({ ada, roomId, clock }) {
      await ada.get('room:leave', { roomId });
      await clock.advance(1_000);
    },
  },
  'house:parts': {
    heardBy: connected,
    async when({ fillDisk, clock }) {
      fillDisk();
      for (let look = 0; look < 4; look++) await clock.advance(3_000);
    },
  },
  'house:restarting': { heardBy: connected, when: ({ house }) => house.close() },
  'people:changed': { heardBy: inside, when: ({ ada }) => ada.get('people:rename', { name: 'Adele' }) },
  'people:you': { heardBy: herself, when: ({ ada }) => ada.get('people:at-door', { atDoor: 'hidden' }) },
  'people:erased': {
    // Somebody's words may still be on the screens of any room, their own first of all.
    heardBy: [...inside, 'a peer of another room', 'a steward of another room'],
    when: ({ house, ben }) =>
      fetch(`${house.origin}/mine`, {
        method: 'DELETE',
        headers: { origin: house.origin, cookie: ben.session.cookie ?? '' },
      }),
  },
  'room:changed': {
    heardBy: inside,
    when: ({ hana, roomId }) => hana.get('room:at-door', { roomId, atDoor: 'counted' }),
  },
  'room:stepped-back': {
    heardBy: stillInside,
    when: ({ hana, ada, roomId }) => hana.get('room:step-back', { roomId, personId: ada.id, minutes: 15 }),
  },
  'room:welcomed-back': {
    heardBy: inside,
    when: ({ hana, gone, roomId }) => hana.get('room:welcome-back', { roomId, personId: gone.id }),
  },
  'room:closed': {
    heardBy: ['a host inside'],
    when: ({ hana, roomId }) => hana.get('room:close', { roomId }),
  },
  'room:reopened': { heardBy: inside, when: ({ hana, roomId }) => hana.get('room:reopen', { roomId }) },
  'room:keeping-changed': {
    heardBy: [...inside, 'a steward of another room'],
    async when({ stella, roomId }) {
      await stella.enter(roomId);
      await stella.get('room:keep', { roomId, keeps: 'day' });
    },
  },
  'room:let-go': {
    heardBy: herself,
    when: ({ hana, ada, roomId }) => hana.get('room:step-back', { roomId, personId: ada.id, minutes: 15 }),
  },
  'presence:changed': {
    heardBy: inside,
    when: ({ ada, roomId }) => ada.get('presence:set', { roomId, how: 'away' }),
  },
  'presence:left': { heardBy: stillInside, when: ({ ada, roomId }) => ada.get('room:leave', { roomId }) },
  'message:changed': { heardBy: inside, when: say },
  'message:gone': {
    heardBy: inside,
    async when(scene) {
      const { stella, roomId, clock, ada } = scene;
      await say(scene);
      await stella.enter(roomId);
      await stella.get('room:keep', { roomId, keeps: 'day' });
      await stella.get('room:leave', { roomId });
      for (let hour = 0; hour < 26; hour++) {
        await clock.advance(3_600_000);
        await ada.heard('message:gone');
      }
    },
  },
  'live:written': {
    heardBy: stillInside,
    when: ({ ada, roomId }) => ada.get('live:write', { roomId, text: 'only for u' }),
  },
  'voice:changed': { heardBy: inside, when: talk },
  'voice:signalled': {
    heardBy: ['a peer inside'],
    async when(scene) {
      const seats = await talk(scene);
      const signal = { type: 'restart' } as const;
      await scene.ada.get('voice:signal', { roomId: scene.roomId, ...seats, epoch: 0, signal });
    },
  },
  'voice:let-go': {
    heardBy: ['ada'],
    async when(scene) {
      await talk(scene);
      await scene.hana.get('room:step-back', { roomId: scene.roomId, personId: scene.ada.id, minutes: 15 });
    },
  },
  'voice:host-muted': {
    heardBy: inside,
    async when(scene) {
      await talk(scene);
      await scene.hana.get('voice:host-mute', { roomId: scene.roomId, personId: scene.ada.id });
    },
  },
  'hearing:asked': {
    heardBy: ['a peer inside'],
    async when(scene) {
      await talk(scene);
      await scene.ada.get('hearing:ask', { roomId: scene.roomId });
    },
  },
  'hearing:answered': {
    heardBy: herself,
    async when(scene) {
      await talk(scene);
      await scene.ben.get('hearing:answer', { roomId: scene.roomId, personId: scene.ada.id });
    },
  },
  'board:changed': { heardBy: inside, when: ({ ada, roomId }) => startBoard(ada, roomId) },
};

test('the table has a row for every fact of the contract', () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(facts).sort());
});

test.each(Object.keys(rows) as Fact[])('%s is heard by those it is for, and by nobody else', async (fact) => {
  const { heardBy, when } = rows[fact];
  const scene = await openScene();
  await when(scene);
  await until(() => heardOf(fact, scene, heardBy), `${fact} is heard`, 3_000);
  const heard = await whatAllHeard(scene);
  expect(
    Object.keys(heard)
      .filter((who) => heard[who as Observer].includes(fact))
      .sort(),
  ).toEqual([...heardBy].sort());
  // Nor do they hear what came with it, but where its own row says so.
  for (const [who, told] of Object.entries(heard) as [Observer, Fact[]][])
    for (const other of told)
      expect([fact, other, mayHear(other)]).toEqual([fact, other, expect.arrayContaining([who])]);
});

/** Ada may be outside by then, or Stella inside: the most that a row ever allows. */
const mayHear = (fact: Fact): Observer[] => {
  const { heardBy } = rows[fact];
  return heardBy.some((who) => inside.includes(who))
    ? [...heardBy, ...inside, 'a steward of another room']
    : heardBy;
};

const heardOf = async (fact: Fact, { observers }: Scene, heardBy: Observer[]) => {
  for (const who of heardBy)
    if (!(await observers[who].heardAll()).some((one) => one.fact === fact)) return false;
  return true;
};

/** What those of the quiet room hear of the quiet room. */
const isOfOwnRoom = (who: Observer, told: unknown, kitchen: string) =>
  who.endsWith('of another room') && ((told as { roomId?: string }).roomId ?? kitchen) !== kitchen;

async function whatAllHeard({ observers, roomId }: Scene) {
  const heard = {} as Record<Observer, Fact[]>;
  for (const who of Object.keys(observers) as Observer[])
    heard[who] = (await observers[who].heardAll())
      .filter(({ told }) => !isOfOwnRoom(who, told, roomId))
      .map(({ fact }) => fact as Fact);
  return heard;
}
