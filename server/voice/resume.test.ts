import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import { handClock } from '../../test/support/clock';
import { type Person, until } from '../../test/support/house';
import { inVoice, seatsBecome, seatsOf } from '../../test/support/in-voice';

/** Ada and Bob in voice; Bob's line can be lost. */
async function inVoiceByHand() {
  const clock = handClock();
  const scene = await inVoice({ clock });
  return {
    ...scene,
    clock,
    /** His line is lost, and the house has seen it. */
    async loses(person: Person) {
      const before = clock.waiting();
      person.cut();
      await until(() => clock.waiting() > before, 'the line is seen to be lost');
    },
  };
}

test('whoever is back in time goes on in the same seat, which nobody saw go', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat, clock, loses, anotherPage, signal } = await inVoiceByHand();
  await bob.get('voice:hand', { roomId, raised: true });
  await loses(bob);
  await clock.advance(limits.placeKeptMs - 1);
  const back = await anotherPage(bob);
  const { seat, seats } = await back.get('voice:join', { roomId, muted: true, resume: bobSeat.id });
  expect(seat).toEqual({ ...bobSeat, hand: expect.any(Number) });
  expect(seats).toEqual([adaSeat, seat]);
  for (const told of await ada.heard('voice:changed'))
    expect(told.seats.map(({ id }) => id)).toContain(adaSeat.id);
  expect((await seatsOf(ada))?.map(({ id }) => id)).toEqual([adaSeat.id, bobSeat.id]);

  // It is theirs again: signals come, and no timer of the lost line ends it.
  expect(await signal(ada)).toMatchObject({ ok: true });
  expect(await back.heard('voice:signalled')).toHaveLength(1);
  await clock.advance(2 * limits.placeKeptMs);
  expect((await seatsOf(ada))?.map(({ id }) => id)).toEqual([adaSeat.id, bobSeat.id]);
});

test('whoever is not back in time has no seat, even while another page of theirs is inside', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat, clock, loses, anotherPage } = await inVoiceByHand();
  const other = await anotherPage(bob);
  await loses(bob);
  await clock.advance(limits.placeKeptMs - 1);
  expect(await seatsOf(ada)).toEqual([adaSeat, bobSeat]);
  await clock.advance(1);
  expect(await seatsOf(ada)).toEqual([adaSeat]);
  const { seat } = await other.get('voice:join', { roomId, muted: true, resume: bobSeat.id });
  expect(seat.id).not.toBe(bobSeat.id);
});

test('with their only page lost, the seat goes when their place in the room does', async () => {
  const { ada, bob, adaSeat, bobSeat, clock, loses } = await inVoiceByHand();
  await loses(bob);
  await clock.advance(limits.placeKeptMs - 1);
  expect(await seatsOf(ada)).toEqual([adaSeat, bobSeat]);
  await clock.advance(1);
  expect(await ada.heard('presence:left')).toHaveLength(1);
  await seatsBecome(ada, [adaSeat]);
});

test('a seat taken anew outlives the one that was waiting', async () => {
  const { roomId, ada, bob, adaSeat, clock, loses, anotherPage } = await inVoiceByHand();
  const tab = await anotherPage(bob);
  await loses(bob);
  const { seat } = await tab.get('voice:join', { roomId, muted: true });
  await clock.advance(2 * limits.placeKeptMs);
  expect(await seatsOf(ada)).toEqual([adaSeat, seat]);
});

test('a line that breaks twice waits from the second time on', async () => {
  const { roomId, ada, bob, bobSeat, clock, loses, anotherPage } = await inVoiceByHand();
  await loses(bob);
  await clock.advance(limits.placeKeptMs - 1);
  const back = await anotherPage(bob);
  await back.get('voice:join', { roomId, muted: true, resume: bobSeat.id });
  await loses(back);
  await clock.advance(limits.placeKeptMs - 1);
  expect((await seatsOf(ada))?.map(({ id }) => id)).toContain(bobSeat.id);
  await clock.advance(1);
  expect((await seatsOf(ada))?.map(({ id }) => id)).not.toContain(bobSeat.id);
});

test('a mute survives the cut, whoever muted and whatever the page asks for on its way back', async () => {
  const { roomId, ada, adaSeat, bob, loses, anotherPage, hostComes } = await inVoiceByHand();
  const hana = await hostComes();
  await loses(ada);
  await hana.get('voice:host-mute', { roomId, personId: ada.id });
  const back = await anotherPage(ada);
  const { seat } = await back.get('voice:join', { roomId, muted: false, resume: adaSeat.id });
  expect(seat).toEqual({ ...adaSeat, muted: true });
  expect((await seatsOf(bob))?.[0]).toEqual(seat);
  // Only they unmute themselves.
  await back.get('voice:mute', { roomId, muted: false });
  expect((await seatsOf(bob))?.[0]).toEqual(adaSeat);
});

test('a page that comes back muted is muted', async () => {
  const { roomId, ada, adaSeat, loses, anotherPage } = await inVoiceByHand();
  await loses(ada);
  const back = await anotherPage(ada);
  const { seat } = await back.get('voice:join', { roomId, muted: true, resume: adaSeat.id });
  expect(seat).toEqual({ ...adaSeat, muted: true });
});

test('nobody goes on in somebody else’s seat, live or waiting, or in one of another room', async () => {
  const { house, roomId, ada, bob, adaSeat, bobSeat, loses, sits } = await inVoiceByHand();
  const { person: cleo, seat: cleoSeat } = await sits('Cleo');
  const tries = async (resume: string) =>
    (await cleo.get('voice:join', { roomId, muted: true, resume })).seat.id;
  const others = [adaSeat.id, bobSeat.id];
  expect(others).not.toContain(await tries(adaSeat.id));
  await loses(bob);
  expect(others).not.toContain(await tries(bobSeat.id));
  expect(await tries(newId())).not.toBe(cleoSeat.id);
  expect((await seatsOf(ada))?.map(({ personId }) => personId)).toEqual([ada.id, bob.id, cleo.id]);
  expect(await ada.heard('voice:let-go')).toEqual([]);

  const quiet = await house.room('quiet');
  await ada.enter(quiet.id);
  const { seat } = await ada.get('voice:join', { roomId: quiet.id, muted: true, resume: adaSeat.id });
  expect(seat.id).not.toBe(adaSeat.id);
});

test('a tab that takes the seat of another tab of the same person says so to that one', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat, anotherPage, signal } = await inVoice();
  const tab = await anotherPage(ada);
  const { seat } = await tab.get('voice:join', { roomId, muted: false, resume: adaSeat.id });
  expect(seat).toEqual(adaSeat);
  expect(await ada.heard('voice:let-go')).toEqual([{ roomId, seatId: adaSeat.id, why: 'elsewhere' }]);
  expect(await tab.heard('voice:let-go')).toEqual([]);
  expect(await seatsOf(bob)).toEqual([adaSeat, bobSeat]);

  // From here on the first is nobody in voice: it hears nothing, says nothing, and takes nothing along.
  expect(await signal(ada)).toMatchObject({ why: 'not-yours' });
  expect(await ada.ask('voice:mute', { roomId, muted: true })).toMatchObject({ why: 'not-found' });
  await signal(bob, { from: bobSeat.id, to: adaSeat.id });
  expect(await ada.heard('voice:signalled')).toEqual([]);
  expect(await tab.heard('voice:signalled')).toHaveLength(1);
  await ada.get('room:leave', { roomId });
  expect(await seatsOf(bob)).toEqual([adaSeat, bobSeat]);
});

test('a page that is back before its old line is known to be lost goes on, and keeps its seat', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat, clock, loses, anotherPage } = await inVoiceByHand();
  const back = await anotherPage(bob);
  await back.get('voice:join', { roomId, muted: true, resume: bobSeat.id });
  bob.cut();
  await loses(ada);
  await clock.advance(limits.placeKeptMs);
  expect(await seatsOf(back)).toEqual([bobSeat]);
  expect(adaSeat.id).not.toBe(bobSeat.id);
});

test.each([
  ['is asked to step back', 'room:step-back'],
  ['is inside a room that closes', 'room:close'],
] as const)('a seat that waits is gone at once when its person %s', async (_, act) => {
  const { roomId, ada, bob, adaSeat, bobSeat, loses, hostComes } = await inVoiceByHand();
  const hana = await hostComes();
  await hana.get('voice:join', { roomId, muted: true });
  await loses(bob);
  if (act === 'room:close') await hana.get(act, { roomId });
  else await hana.get(act, { roomId, personId: bob.id, minutes: 15 });
  const left = (await seatsOf(hana))?.map(({ id }) => id);
  expect(left).not.toContain(bobSeat.id);
  expect(left?.includes(adaSeat.id)).toBe(act === 'room:step-back');
  expect(ada.socket.connected).toBe(true);
});

test('two who wait and come back keep the order of coming, and one who is new comes last', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat, loses, anotherPage, sits } = await inVoiceByHand();
  await loses(ada);
  await loses(bob);
  const { person: cleo, seat: cleoSeat } = await sits('Cleo');
  for (const [person, seat] of [
    [bob, bobSeat],
    [ada, adaSeat],
  ] as const)
    await (await anotherPage(person)).get('voice:join', { roomId, muted: seat.muted, resume: seat.id });
  expect(await seatsOf(cleo)).toEqual([adaSeat, bobSeat, cleoSeat]);
});
