import { newId } from '../../shared/ids';
import type { Seat } from '../../shared/voice';
import { handClock } from '../support/clock';
import { dice } from '../support/dice';
import { openHouse, type Person, until } from '../support/house';
import { offer } from '../support/in-voice';

/** A seat as these tests expect it: nothing here asks the server what is right. */
interface Expected {
  id: string;
  roomId: string;
  personId: string;
  step: Seat['step'];
  /** Undefined while its line is lost. */
  page: Person | undefined;
}

/**
 * Three people with two pages each, and two rooms that carry two voices. By chance out of `seed` they come in,
 * leave, take seats, go on in them, step to text and back, lose lines and are asked to step back; in between
 * every page tries signals from and to every seat there ever was. Gives what went against the expectation.
 */
async function walk(seed: number, acts: number) {
  const roll = dice(seed);
  const pick = <One>(list: readonly One[]) => list[roll(list.length)] as One;
  const clock = handClock();
  const house = await openHouse({ clock, settings: { voice: { stun: [], places: 2 } } });
  const steward = await house.steward();
  const rooms = [(await house.room('kitchen')).id, (await house.room('quiet')).id];
  for (const roomId of rooms) await steward.enter(roomId);
  const pages: Person[] = [];
  for (const name of ['Ada', 'Bob', 'Mal']) {
    const first = await house.come(name);
    pages.push(first, await house.again(first));
  }

  /** `room page` of every page that is inside, and `room person` of everyone whose place is kept. */
  const inside = new Set<string>();
  const kept = new Set<string>();
  const pageIn = (page: Person, roomId: string) => inside.has(`${roomId} ${page.socket.id}`);
  const personIn = (page: Person, roomId: string) =>
    kept.has(`${roomId} ${page.id}`) || pages.some((one) => one.id === page.id && pageIn(one, roomId));
  let seats: Expected[] = [];
  const everSeats = new Map<string, string>();
  const seatOf = (page: Person, roomId: string) =>
    seats.find((seat) => seat.page === page && seat.roomId === roomId);
  const places = (roomId: string, personId: string) =>
    seats.filter((one) => one.roomId === roomId && one.step !== 'text' && one.personId !== personId).length;
  const drop = (which: (seat: Expected) => boolean) => {
    seats = seats.filter((seat) => !which(seat));
  };
  const wrong: string[] = [];
  let passed = 0;
  let refused = 0;

  const act = {
    async enter(page: Person, roomId: string) {
      await page.enter(roomId);
      inside.add(`${roomId} ${page.socket.id}`);
      kept.delete(`${roomId} ${page.id}`);
    },
    async leave(page: Person, roomId: string) {
      await page.get('room:leave', { roomId });
      if (!inside.delete(`${roomId} ${page.socket.id}`)) return;
      const isOut = !personIn(page, roomId);
      drop((seat) => seat.roomId === roomId && (seat.page === page || (isOut && seat.personId === page.id)));
    },
    async join(page: Person, roomId: string) {
      if (roll(5)) await act.enter(page, roomId);
      const resume = roll(2) ? pick([...everSeats.keys(), undefined]) : undefined;
      const step = pick(['voice', 'low', 'listen', 'text'] as const);
      const answer = await page.ask('voice:join', { roomId, muted: true, step, resume });
      if (answer.ok !== pageIn(page, roomId)) wrong.push(`joins: ${answer.ok}`);
      if (!answer.ok) return;
      const { id } = answer.value.seat;
      const own = seats.find((seat) => seat.id === resume);
      const goesOn = own?.personId === page.id && own.roomId === roomId;
      if (goesOn !== everSeats.has(id) || (goesOn && id !== resume)) wrong.push('goes on in a wrong seat');
      drop((seat) => seat.personId === page.id);
      everSeats.set(id, roomId);
      const isFull = places(roomId, page.id) >= 2;
      seats.push({ id, roomId, personId: page.id, page, step: isFull ? 'text' : step });
    },
    async leaveVoice(page: Person, roomId: string) {
      await page.ask('voice:leave', { roomId });
      if (personIn(page, roomId)) drop((seat) => seat.page === page && seat.roomId === roomId);
    },
    async step(page: Person, roomId: string) {
      const step = pick(['voice', 'text'] as const);
      const seat = seatOf(page, roomId);
      const may = seat && (seat.step !== 'text' || step === 'text' || places(roomId, page.id) < 2);
      const { ok } = await page.ask('voice:step', { roomId, step });
      if (ok !== Boolean(may)) wrong.push(`steps to ${step}: ${ok}`);
      if (seat && ok) seat.step = step;
    },
    async lose(page: Person) {
      const held = async () => (await steward.get('figures:read', {})).held.pages;
      const before = await held();
      const { id } = page.socket;
      page.cut();
      await until(async () => (await held()) < before, 'the line is seen to be lost');
      for (const roomId of rooms)
        if (inside.delete(`${roomId} ${id}`) && !personIn(page, roomId)) kept.add(`${roomId} ${page.id}`);
      for (const seat of seats) if (seat.page === page) seat.page = undefined;
      pages[pages.indexOf(page)] = await house.again(page);
    },
    async stepBack({ id }: Person, roomId: string) {
      await steward.get('room:step-back', { roomId, personId: id, minutes: 15 });
      await steward.get('room:welcome-back', { roomId, personId: id });
      for (const page of pages) if (page.id === id) inside.delete(`${roomId} ${page.socket.id}`);
      kept.delete(`${roomId} ${id}`);
      drop((seat) => seat.personId === id && seat.roomId === roomId);
    },
  };
  const kinds = [
    ...(['join', 'join', 'join', 'join', 'join', 'enter', 'step'] as const),
    ...(['leave', 'leaveVoice', 'lose', 'stepBack'] as const),
  ];

  /** Each page by what may be its own seat, and by any there ever was. */
  async function tryAll(epoch: number) {
    const expected = new Map<Person, number>(pages.map((page) => [page, 0]));
    const ever = [...everSeats.keys()];
    const tries = pages.flatMap((page) => {
      const own = seats.find(({ personId }) => personId === page.id)?.id;
      return [own, own, pick(ever), pick(ever)].map(async (from = newId()) => {
        const to = pick([...seats.map(({ id }) => id), pick(ever)]) ?? newId();
        const roomId = everSeats.get(from) ?? pick(rooms);
        const seat = seats.find(({ id }) => id === from);
        const other = seats.find(({ id }) => id === to);
        const isOwn = seat?.page === page && seat.step !== 'text';
        const may = isOwn && other?.roomId === roomId && other.step !== 'text';
        if (may && other.page) expected.set(other.page, (expected.get(other.page) ?? 0) + 1);
        const { ok } = await page.ask('voice:signal', { roomId, from, to, epoch, signal: offer });
        if (ok !== Boolean(may)) wrong.push(`${epoch}: a signal: ${ok}`);
        if (ok) passed += 1;
        else refused += 1;
      });
    });
    await Promise.all(tries);
    for (const page of pages) {
      const heard = (await page.heard('voice:signalled')).length;
      if (heard !== expected.get(page)) wrong.push(`${epoch}: heard ${heard}`);
      page.forgetHeard();
    }
  }

  for (let n = 0; n < acts; n++) {
    await act[pick(kinds)](pick(pages), pick([...rooms, ...rooms.slice(1)]));
    await tryAll(n);
    // What each may ask is back, and no place that is kept has run out.
    await clock.advance(400);
  }
  return { wrong, passed, refused };
}

test.each([1, 2, 3])(
  'signals pass between those who are on the roster at that moment, and nobody else (seed %i)',
  async (seed) => {
    const { wrong, passed, refused } = await walk(seed, 60);
    expect(wrong).toEqual([]);
    expect(passed).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(500);
  },
  60_000,
);
