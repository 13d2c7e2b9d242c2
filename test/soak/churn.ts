import { newId } from '../../shared/ids';
import type { Seat } from '../../shared/voice';
import type { Random } from '../faults/random';
import { type BoardPage, openPage } from '../support/board-page';
import { type Person, post, visit, visitors } from '../support/house';

/** Someone who is inside a room now. */
interface Guest {
  person: Person;
  roomId: string;
  page?: BoardPage | undefined;
  /** Their seat in voice, the last that they had. */
  seatId?: string | undefined;
}

const boardsEach = 2;
/** More than that on a board is taken away again: what is kept on purpose is no leak. */
const paragraphsKept = 20;

/** Else a connection would wait for more to ask. */
const once = { connection: 'close' };

/**
 * People who come in, talk, take seats, write on boards, and go in every way there is: leave, close the page,
 * exit fast, lose the line and come back or not, are asked to step back, or have their device forget them.
 */
export async function gatherChurn(
  { origin, stewardLink }: { origin: string; stewardLink: string },
  random: Random,
) {
  const { rooms, charter } = await visitors(origin).look();
  const roomIds = rooms.map(({ id }) => id);
  const steward = await visitors(origin).claim(stewardLink.split('#')[1] ?? '', 'Stella');
  const boards = new Map<string, string[]>();
  let inside: Guest[] = [];
  /** Their line was cut a while ago. */
  let away: Guest[] = [];
  let known = 0;
  let joins = 0;

  for (const roomId of roomIds) {
    await steward.enter(roomId);
    const started: string[] = [];
    for (let n = 0; n < boardsEach; n++)
      started.push((await steward.get('board:start', { id: newId(), roomId, title: 'Letters' })).id);
    boards.set(roomId, started);
  }
  steward.leave();

  async function enter(guest: Guest) {
    await guest.person.enter(guest.roomId);
    joins += 1;
    inside.push(guest);
  }

  async function sit(guest: Guest) {
    const { person, roomId, seatId } = guest;
    const answer = await person.ask('voice:join', { roomId, muted: true, resume: seatId });
    if (answer.ok) guest.seatId = answer.value.seat.id;
    return answer.ok && answer.value;
  }

  async function comeIn() {
    known += 1;
    const from = `10.${known >> 16}.${(known >> 8) & 255}.${known & 255}`;
    const entry = { name: `Guest ${known}`, agreement: charter.agreement.version };
    const response = await post(origin, '/session', entry, { ...once, 'x-forwarded-for': from });
    const { ok, value, why } = await response.json();
    if (!ok) throw new Error(`coming in: ${why}`);
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    const person = await visit(origin, { cookie, ...value });
    await enter({ person, roomId: random.oneOf(roomIds) });
  }

  async function comeBack({ person, roomId, seatId }: Guest) {
    const back = { person: await visit(origin, person.session), roomId, seatId };
    await enter(back);
    if (seatId) await sit(back);
  }

  const acts = [
    async ({ person, roomId }: Guest) => {
      const { id } = await person.get('message:send', { id: newId(), roomId, body: 'The kettle is on.' });
      if (random.oneIn(3)) await person.get('message:edit', { id, roomId, body: 'The tea is ready.' });
      if (random.oneIn(5)) await person.get('message:take-back', { id, roomId });
    },
    // Left half written: it goes with whoever wrote it.
    async ({ person, roomId }: Guest) => {
      await person.get('live:look', { roomId });
      await person.get('live:write', { roomId, text: 'The kettle is' });
    },
    async ({ person, roomId }: Guest) => {
      await person.get('presence:set', { roomId, how: random.oneOf(['here', 'listening', 'text', 'away']) });
    },
    async (guest: Guest) => {
      const joined = await sit(guest);
      if (joined) await speak(guest, joined.seats);
    },
    async ({ person }: Guest) => {
      await person.ask('people:rename', { name: `Guest ${known} ${random.between(1, 1_000_000)}` });
    },
    async (guest: Guest) => {
      guest.page ??= openPage({ origin }, guest.person, random.oneOf(boards.get(guest.roomId) ?? []));
      await write(guest.page);
      if (random.oneIn(2)) return;
      await guest.page.vanish();
      guest.page = undefined;
    },
  ];

  /** What is refused (a piece that is elsewhere, a seat that is full) leaves nothing behind either. */
  async function speak({ person, roomId, seatId = '' }: Guest, seats: Seat[]) {
    const other = random.oneOf(seats);
    await person.ask('voice:hand', { roomId, raised: random.oneIn(2) });
    await person.ask('voice:step', { roomId, step: random.oneOf(['voice', 'listen', 'text']) });
    await person.ask('voice:piece', { roomId, to: random.oneOf([other.personId, null]) });
    const signal = { type: 'restart' } as const;
    await person.ask('voice:signal', { roomId, from: seatId, to: other.id, epoch: 0, signal });
    if (random.oneIn(3)) await person.get('voice:leave', { roomId });
  }

  const ways: ((guest: Guest) => unknown)[] = [
    async ({ person, roomId }) => {
      await person.get('room:leave', { roomId });
      person.leave();
    },
    async ({ person, roomId }) => {
      await person.get('presence:closing', { roomId });
      person.cut();
    },
    ({ person }) => person.leave(),
    ({ person }) => person.cut(),
    (guest) => {
      guest.person.cut();
      away.push(guest);
    },
    async ({ person, roomId }) => {
      const host = await visit(origin, steward.session);
      await host.enter(roomId);
      await host.get('room:step-back', { roomId, personId: person.id, minutes: 15 });
      host.leave();
      person.leave();
    },
    async ({ person }) => {
      const headers = { ...once, origin, cookie: person.session.cookie ?? '' };
      await fetch(`${origin}/session`, { method: 'DELETE', headers });
      person.leave();
    },
  ];

  async function go(guest: Guest, way = random.oneOf(ways)) {
    await Promise.resolve(way(guest)).catch(unlessGone(guest));
    guest.page?.socket.terminate();
  }

  return {
    joins: () => joins,

    /** Some come, everyone does something, some go. */
    async round() {
      const back = away.splice(0).filter(() => random.oneIn(2));
      await Promise.all([...back.map(comeBack), ...Array.from({ length: random.between(8, 20) }, comeIn)]);
      await Promise.all(inside.map((guest) => random.oneOf(acts)(guest).catch(unlessGone(guest))));
      const going = random.shuffled(inside).slice(0, Math.max(0, inside.length - random.between(15, 25)));
      inside = inside.filter((guest) => !going.includes(guest));
      await Promise.all(going.map((guest) => go(guest)));
    },

    async everyoneGoes() {
      away = [];
      await Promise.all(inside.splice(0).map((guest) => go(guest)));
      away = [];
    },
  };
}

/** On a machine that is held up a line may be found silent, and cut: that is one more way to go. */
const unlessGone =
  ({ person }: Guest) =>
  (problem: unknown) => {
    if (person.socket.connected) throw problem;
  };

/** A line that was found silent is cut by the server: then it was only a visit. */
async function write(page: BoardPage) {
  await Promise.race([page.synced, page.closed]);
  const paper = page.doc.getXmlFragment('story');
  page.write('Once upon a time.');
  if (paper.length > paragraphsKept) paper.delete(0, paper.length - paragraphsKept);
  await page.saved().catch(() => undefined);
}
