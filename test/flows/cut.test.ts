import { sessions } from '../../server/people/people.record';
import { handshakeToken, hash, newSecret } from '../../server/people/secrets';
import { boardCodes } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import type { Role } from '../../shared/roles';
import { openPage, startBoard } from '../support/board-page';
import { type OpenHouse, openHouse, type Person, until } from '../support/house';

/** Another device that knows this person: no way leads there yet, but the record allows it. */
async function otherDevice(house: OpenHouse, person: Person): Promise<Person> {
  const secret = newSecret();
  await house.store
    .collection(sessions)
    .insert({ _id: hash(secret), personId: person.id, startedAt: Date.now() });
  const session = { ...person.session, cookie: `porchlight=${secret}`, token: handshakeToken(secret) };
  return house.again({ ...person, session });
}

/** Sam is inside on two pages of one device and a page of another, speaks, and is on a board with each device. */
async function openScene(role: Role) {
  const house = await openHouse();
  const stella = await house.steward();
  const hana = await house.comeAs('host', 'Hana');
  const { id: roomId } = await house.room('kitchen');
  const first = await house.comeAs(role, 'Sam');
  const pages = [first, await house.again(first), await otherDevice(house, first)];
  for (const one of [hana, stella, ...pages]) await one.enter(roomId);
  await first.get('voice:join', { roomId, muted: true });
  await first.get('live:write', { roomId, text: 'half a thou' });
  const board = await startBoard(hana, roomId);
  const hers = openPage(house, hana, board.id);
  const boards = [first, pages[2] ?? first].map((one) => openPage(house, one, board.id));
  await Promise.all([hers, ...boards].map((one) => one.synced));
  return { house, roomId, boardId: board.id, stella, hana, sam: first, pages, boards, hers };
}

type Scene = Awaited<ReturnType<typeof openScene>>;

const give =
  (role: Role) =>
  ({ stella, roomId, sam }: Scene) =>
    stella.get('people:role', { roomId, personId: sam.id, role });
const overHttp =
  (path: string) =>
  ({ house, sam }: Scene) =>
    fetch(`${house.origin}${path}`, {
      method: 'DELETE',
      headers: { origin: house.origin, cookie: sam.session.cookie ?? '' },
    });

interface Row {
  role: Role;
  act: (scene: Scene) => Promise<unknown>;
  /** What becomes of every line of theirs. */
  line: 'stays, outside' | 'is cut';
  board: number;
  /** What their page is told of the room, so that it forgets what it holds of it. */
  told?: string;
}

const rows: Record<string, Row> = {
  'asked to step back': {
    role: 'peer',
    act: ({ hana, roomId, sam }) => hana.get('room:step-back', { roomId, personId: sam.id, minutes: 15 }),
    line: 'stays, outside',
    board: boardCodes.letGo,
    told: 'stepped-back',
  },
  'in a room that is closed': {
    role: 'peer',
    act: ({ hana, roomId }) => hana.get('room:close', { roomId }),
    line: 'stays, outside',
    board: boardCodes.letGo,
    told: 'room-closed',
  },
  'leaving on every page': {
    role: 'peer',
    act: ({ pages, roomId }) => Promise.all(pages.map((page) => page.get('room:leave', { roomId }))),
    line: 'stays, outside',
    board: boardCodes.letGo,
  },
  'forgotten by one device': {
    role: 'peer',
    act: overHttp('/session'),
    line: 'is cut',
    board: boardCodes.letGo,
    told: 'no-session',
  },
  'erasing everything of theirs': {
    role: 'peer',
    act: overHttp('/mine'),
    line: 'is cut',
    board: boardCodes.letGo,
    told: 'no-session',
  },
  'made host': { role: 'peer', act: give('host'), line: 'is cut', board: boardCodes.restarting },
  'made peer again': { role: 'host', act: give('peer'), line: 'is cut', board: boardCodes.restarting },
  'made peer again in a closed room': {
    role: 'host',
    async act(scene) {
      await scene.hana.get('room:close', { roomId: scene.roomId });
      await give('peer')(scene);
    },
    line: 'is cut',
    board: boardCodes.letGo,
    told: 'room-closed',
  },
};

test.each(Object.keys(rows))(
  'whoever is %s is out of text, voice and boards within two seconds',
  async (name) => {
    const { role, act, line, board, told } = rows[name] as Row;
    const scene = await openScene(role);
    const { hana, sam, pages, boards, roomId, hers } = scene;
    hana.forgetHeard();
    const began = performance.now();
    await act(scene);
    const codes = await Promise.all(boards.map((page) => page.closed));
    await until(() => hasNoSeat(hana, sam.id));
    await until(() => hasNoLine(hana, sam.id));
    if (line === 'is cut') await until(() => pages.every(({ socket }) => !socket.connected));
    const took = performance.now() - began;

    expect(codes).toEqual(boards.map(() => board));
    for (const page of pages) {
      const letGo = (await page.heardAll()).filter(({ fact }) => fact === 'room:let-go');
      expect(letGo.map(({ told: how }) => (how as { why: string }).why)).toEqual(told ? [told] : []);
      page.forgetHeard();
    }
    expect(took).toBeLessThan(2_000);

    await goOn(scene);
    for (const page of pages) expect(await page.heardAll()).toEqual([]);
    for (const page of boards) expect(page.text()).not.toContain('after');
    expect(hers.text()).toContain('after');
    for (const page of pages.filter(({ socket }) => socket.connected))
      expect(await page.ask('message:page', { roomId })).toMatchObject({ why: 'not-inside' });
  },
);

test.each(Object.keys(rows))(
  'the seat of whoever is %s is as soon gone for everyone while its line is lost',
  async (name) => {
    const { role, act } = rows[name] as Row;
    const scene = await openScene(role);
    const { hana, stella, sam, pages } = scene;
    const held = async () => (await stella.get('figures:read', {})).held.pages;
    const before = await held();
    sam.cut();
    pages.shift();
    await until(async () => (await held()) < before, 'its line is seen to be lost');
    expect(await hasNoSeat(hana, sam.id)).toBe(false);
    const began = performance.now();
    await act(scene);
    for (const one of [hana, stella]) await until(() => hasNoSeat(one, sam.id), 'the seat is gone');
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);

async function hasNoSeat(hana: Person, personId: string) {
  const last = (await hana.heard('voice:changed')).at(-1);
  return last?.seats.every((seat) => seat.personId !== personId);
}

async function hasNoLine(hana: Person, personId: string) {
  const last = (await hana.heard('live:written')).at(-1);
  return last?.personId === personId && last.text === '';
}

/** Life goes on in the room: words, a board, somebody in voice. */
async function goOn({ hana, roomId, hers }: Scene) {
  await hana.get('message:send', { id: newId(), roomId, body: 'after they went' });
  await hana.get('live:write', { roomId, text: 'after they w' });
  await hana.get('voice:join', { roomId, muted: true });
  hers.write('after');
  await hers.saved();
}

test('after another role no old secret opens anything, and each device fetches a new one', async () => {
  const { house, roomId, stella, sam, pages, boardId } = await openScene('peer');
  await stella.get('people:role', { roomId, personId: sam.id, role: 'host' });
  for (const page of [sam, pages[2] ?? sam]) {
    await expect(house.again(page)).rejects.toThrow('no-session');
    expect(await openPage(house, page, boardId).closed).toBe(1006);
    const renewed = await house.renewed(page);
    expect(renewed.session.cookie).not.toBe(page.session.cookie);
    await renewed.enter(roomId);
    expect(await renewed.ask('room:at-door', { roomId, atDoor: 'counted' })).toMatchObject({ ok: true });
    // The new one was used: the old one is over, and fetches nothing any more.
    await expect(house.renewed(page)).rejects.toThrow('no-session');
  }
});
