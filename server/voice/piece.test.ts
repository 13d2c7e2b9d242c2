import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import { handClock } from '../../test/support/clock';
import { type Person, until } from '../../test/support/house';
import { circleOf, inVoice, seatsOf } from '../../test/support/in-voice';

const elsewhere = { ok: false, why: 'piece-elsewhere' };
const pieceSeenBy = async (person: Person) => (await circleOf(person))?.piece;
const mutedSeenBy = async (person: Person) => (await seatsOf(person))?.map(({ muted }) => muted);

test('anyone in voice brings the piece in; all but its holder are muted, and nobody is unmuted', async () => {
  const { roomId, ada, bob, sits } = await inVoice();
  await sits('Cleo', { muted: false });
  await ada.get('voice:piece', { roomId, to: bob.id });
  expect(await pieceSeenBy(ada)).toBe(bob.id);
  expect(await mutedSeenBy(ada)).toEqual([true, true, true]);
  expect(await ada.ask('voice:mute', { roomId, muted: false })).toEqual(elsewhere);
  await bob.get('voice:mute', { roomId, muted: false });
  expect(await mutedSeenBy(ada)).toEqual([true, false, true]);
  // To mute oneself needs no piece.
  await ada.get('voice:mute', { roomId, muted: true });
});

test('whoever keeps the piece for themselves goes on as they were', async () => {
  const { roomId, ada, bob } = await inVoice();
  await ada.get('voice:piece', { roomId, to: ada.id });
  expect(await mutedSeenBy(bob)).toEqual([false, true]);
});

test('only its holder passes the piece on or puts it away; then everyone may speak again', async () => {
  const { roomId, ada, bob, sits } = await inVoice();
  const { person: cleo } = await sits('Cleo');
  await ada.get('voice:piece', { roomId, to: bob.id });
  for (const to of [ada.id, cleo.id, bob.id, null])
    expect(await ada.ask('voice:piece', { roomId, to })).toMatchObject(elsewhere);
  await bob.get('voice:mute', { roomId, muted: false });
  await bob.get('voice:piece', { roomId, to: cleo.id });
  expect(await pieceSeenBy(ada)).toBe(cleo.id);
  expect(await mutedSeenBy(ada)).toEqual([true, true, true]);
  expect(await bob.ask('voice:mute', { roomId, muted: false })).toEqual(elsewhere);
  await cleo.get('voice:piece', { roomId, to: null });
  expect(await pieceSeenBy(ada)).toBeNull();
  expect(await mutedSeenBy(ada)).toEqual([true, true, true]);
  for (const person of [ada, bob, cleo]) await person.get('voice:mute', { roomId, muted: false });
});

test('who keeps the piece for five minutes does not keep it for good: anyone in voice may put it away, not take it', async () => {
  const clock = handClock();
  const { roomId, ada, bob } = await inVoice({ clock });
  await bob.get('voice:piece', { roomId, to: bob.id });
  expect(await ada.ask('voice:piece', { roomId, to: null })).toMatchObject(elsewhere);
  await clock.advance(limits.pieceKeptMs);
  expect(await ada.ask('voice:piece', { roomId, to: ada.id })).toMatchObject(elsewhere);
  await ada.get('voice:piece', { roomId, to: null });
  expect(await pieceSeenBy(bob)).toBeNull();
});

test('a host passes it or puts it away without a seat; a peer without a seat does not', async () => {
  const { house, roomId, ada, bob, hostComes } = await inVoice();
  const hana = await hostComes();
  await hana.get('voice:piece', { roomId, to: ada.id });
  expect(await pieceSeenBy(bob)).toBe(ada.id);
  await hana.get('voice:piece', { roomId, to: bob.id });
  expect(await pieceSeenBy(ada)).toBe(bob.id);
  expect(await mutedSeenBy(ada)).toEqual([true, true]);
  await hana.get('voice:piece', { roomId, to: null });
  expect(await pieceSeenBy(ada)).toBeNull();

  const cleo = await house.come('Cleo');
  await cleo.enter(roomId);
  for (const to of [ada.id, cleo.id, null])
    expect(await cleo.ask('voice:piece', { roomId, to })).toEqual({ ok: false, why: 'not-found' });
});

test('nobody has the piece who is not in this circle', async () => {
  const { house, roomId, ada, hostComes } = await inVoice();
  const hana = await hostComes();
  const quiet = await house.room('quiet');
  const cleo = await house.come('Cleo');
  await cleo.enter(quiet.id);
  await cleo.get('voice:join', { roomId: quiet.id, muted: true });
  for (const by of [ada, hana])
    for (const to of [cleo.id, hana.id, newId()])
      expect(await by.ask('voice:piece', { roomId, to })).toEqual({ ok: false, why: 'not-found' });
  expect(await pieceSeenBy(ada)).toBeNull();
  expect((await circleOf(cleo))?.piece).toBeNull();
});

test('while the piece is out nobody joins unmuted, anew or after a cut, but whoever has it', async () => {
  const clock = handClock();
  const { roomId, ada, bob, bobSeat, sits, anotherPage } = await inVoice({ clock });
  await ada.get('voice:piece', { roomId, to: ada.id });
  const { person: cleo, seat } = await sits('Cleo', { muted: false });
  expect(seat.muted).toBe(true);
  const tab = await anotherPage(bob);
  const resumed = await tab.get('voice:join', { roomId, muted: false, resume: bobSeat.id });
  expect(resumed.seat.muted).toBe(true);
  expect(resumed.piece).toBe(ada.id);
  for (const step of ['listen', 'voice'] as const) await cleo.get('voice:step', { roomId, step });
  expect(await mutedSeenBy(cleo)).toEqual([false, true, true]);

  const anew = await ada.get('voice:join', { roomId, muted: false });
  expect(anew).toMatchObject({ seat: { muted: false }, piece: ada.id });
});

test('a circle never has a piece with someone whose seat is not there', async () => {
  const { roomId, ada, bob } = await inVoice();
  await ada.get('voice:piece', { roomId, to: ada.id });
  await ada.get('voice:join', { roomId, muted: false });
  for (const { piece, seats } of await bob.heard('voice:changed'))
    if (piece) expect(seats.map(({ personId }) => personId)).toContain(piece);
});

test.each<[string, (scene: Awaited<ReturnType<typeof inVoice>>) => Promise<unknown>]>([
  ['leaves voice', ({ roomId, bob }) => bob.get('voice:leave', { roomId })],
  ['leaves the room', ({ roomId, bob }) => bob.get('room:leave', { roomId })],
  ['closes the page', async ({ bob }) => bob.leave()],
  [
    'speaks in another room',
    async ({ house, bob }) => {
      const { id: roomId } = await house.room('quiet');
      await bob.enter(roomId);
      expect(await bob.get('voice:join', { roomId, muted: false })).toMatchObject({ piece: null });
    },
  ],
  [
    'is asked to step back',
    async ({ roomId, bob, hostComes }) =>
      (await hostComes()).get('room:step-back', { roomId, personId: bob.id, minutes: 15 }),
  ],
])('the piece is free when whoever has it %s', async (_, goes) => {
  const scene = await inVoice();
  const { roomId, ada, bob, adaSeat } = scene;
  await ada.get('voice:piece', { roomId, to: bob.id });
  await goes(scene);
  await until(async () => (await pieceSeenBy(ada)) === null);
  expect(await seatsOf(ada)).toEqual([{ ...adaSeat, muted: true }]);
  await ada.get('voice:mute', { roomId, muted: false });
});

test('whoever has the piece keeps it while their line is lost, and no longer than their seat', async () => {
  const clock = handClock();
  const { roomId, ada, bob, bobSeat, anotherPage } = await inVoice({ clock });
  const lose = async (page: Person) => {
    const before = clock.waiting();
    page.cut();
    await until(() => clock.waiting() > before);
  };
  await ada.get('voice:piece', { roomId, to: bob.id });
  await lose(bob);
  await clock.advance(limits.placeKeptMs - 1);
  expect(await ada.ask('voice:mute', { roomId, muted: false })).toEqual(elsewhere);
  const back = await anotherPage(bob);
  const joined = await back.get('voice:join', { roomId, muted: true, resume: bobSeat.id });
  expect(joined.piece).toBe(bob.id);
  await back.get('voice:mute', { roomId, muted: false });

  await lose(back);
  await clock.advance(limits.placeKeptMs);
  expect(await pieceSeenBy(ada)).toBeNull();
  await ada.get('voice:mute', { roomId, muted: false });
});
