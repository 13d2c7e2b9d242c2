import { newId } from '../../shared/ids';
import type { Person } from '../../test/support/house';
import { inVoice, seatsBecome, seatsOf } from '../../test/support/in-voice';

test('whoever joins is told who is in voice, and everyone inside hears of it', async () => {
  const { house, roomId, ada, adaSeat, bobSeat, bobIn } = await inVoice();
  expect(bobIn.seats).toEqual([adaSeat, bobSeat]);
  expect(bobSeat).toMatchObject({ muted: true });
  expect(await seatsOf(ada)).toEqual([adaSeat, bobSeat]);
  const cleo = await house.come('Cleo');
  expect((await cleo.enter(roomId)).seats).toEqual([adaSeat, bobSeat]);
});

test('nobody joins from outside the room, or from a page of theirs that is not inside', async () => {
  const { house, roomId, ada } = await inVoice();
  const cleo = await house.come('Cleo');
  const outside = { ok: false, why: 'not-inside' };
  expect(await cleo.ask('voice:join', { roomId, muted: true })).toMatchObject(outside);
  expect(await cleo.ask('voice:ice', { roomId })).toMatchObject(outside);
  expect(await (await house.again(ada)).ask('voice:join', { roomId, muted: true })).toMatchObject(outside);
});

test('a second page of the same person takes the seat over, and the first is told', async () => {
  const { house, roomId, ada, bob, adaSeat, bobSeat } = await inVoice();
  const adaAgain = await house.again(ada);
  await adaAgain.enter(roomId);
  const { seat, seats } = await adaAgain.get('voice:join', { roomId, muted: true });
  expect(seats).toEqual([bobSeat, seat]);
  expect(await ada.heard('voice:let-go')).toEqual([{ roomId, seatId: adaSeat.id, why: 'elsewhere' }]);
  expect(await adaAgain.heard('voice:let-go')).toEqual([]);
  expect(await seatsOf(bob)).toEqual([bobSeat, seat]);
  expect(await ada.ask('voice:mute', { roomId, muted: false })).toMatchObject({ why: 'not-found' });
});

test('a page that joins anew has a new seat, and is not told that it was let go', async () => {
  const { roomId, ada, adaSeat, bobSeat } = await inVoice();
  const { seat, seats } = await ada.get('voice:join', { roomId, muted: false });
  expect(seat.id).not.toBe(adaSeat.id);
  expect(seats).toEqual([bobSeat, seat]);
  expect(await ada.heard('voice:let-go')).toEqual([]);
});

test('someone who speaks in another room is no longer in the first one’s circle', async () => {
  const { house, ada, bob, bobSeat } = await inVoice();
  const quiet = await house.room('quiet');
  await ada.enter(quiet.id);
  await ada.get('voice:join', { roomId: quiet.id, muted: false });
  expect(await seatsOf(bob)).toEqual([bobSeat]);
});

test('a page that leaves another room keeps its seat in this one', async () => {
  const { house, roomId, ada, bob, adaSeat, bobSeat } = await inVoice();
  const quiet = await house.room('quiet');
  await bob.enter(quiet.id);
  await bob.get('room:leave', { roomId: quiet.id });
  expect((await bob.enter(roomId)).seats).toEqual([adaSeat, bobSeat]);
  await bob.get('voice:mute', { roomId, muted: false });
  expect(await seatsOf(ada)).toEqual([adaSeat, { ...bobSeat, muted: false }]);
});

test.each([
  ['leaves voice', (bob: Person, roomId: string) => bob.get('voice:leave', { roomId })],
  ['leaves the room', (bob: Person, roomId: string) => bob.get('room:leave', { roomId })],
  ['says that it closes', closes],
  ['is closed by quick exit', async (bob: Person) => bob.leave()],
])('the seat is free at once when its page %s, even while another of theirs is inside', async (_, go) => {
  const { roomId, ada, bob, adaSeat, anotherPage } = await inVoice();
  await anotherPage(bob);
  await go(bob, roomId);
  await seatsBecome(ada, [adaSeat]);
  expect(await ada.heard('presence:left')).toEqual([]);
});

async function closes(bob: Person, roomId: string) {
  await bob.get('presence:closing', { roomId });
  bob.cut();
}

test('someone asked to step back is out of the circle before anyone is told', async () => {
  const { house, roomId, ada, bob, adaSeat, signal } = await inVoice();
  const hana = await house.comeAs('host', 'Hana');
  await hana.enter(roomId);
  await hana.get('room:step-back', { roomId, personId: bob.id, minutes: 15 });
  expect(await seatsOf(ada)).toEqual([adaSeat]);
  expect(await bob.heard('voice:let-go')).toMatchObject([{ why: 'outside' }]);
  expect(await signal(ada)).toMatchObject({ why: 'not-found' });
  expect(await bob.heard('voice:signalled')).toEqual([]);
});

test('muting is on the roster, for oneself only', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat } = await inVoice();
  await ada.get('voice:mute', { roomId, muted: true });
  expect(await seatsOf(bob)).toEqual([{ ...adaSeat, muted: true }, bobSeat]);
  await bob.get('voice:mute', { roomId, muted: false });
  expect(await seatsOf(ada)).toEqual([
    { ...adaSeat, muted: true },
    { ...bobSeat, muted: false },
  ]);
});

test('a host mutes a peer: the roster says so, everyone is told, and the peer may unmute', async () => {
  const { house, roomId, ada, bob, adaSeat, bobSeat } = await inVoice();
  const hana = await house.comeAs('host', 'Hana');
  await hana.enter(roomId);
  await hana.get('voice:host-mute', { roomId, personId: ada.id });
  const told = [{ roomId, personId: ada.id, by: 'Hana' }];
  for (const person of [ada, bob, hana]) expect(await person.heard('voice:host-muted')).toEqual(told);
  expect(await seatsOf(bob)).toEqual([{ ...adaSeat, muted: true }, bobSeat]);
  // Asking once more never unmutes.
  await hana.get('voice:host-mute', { roomId, personId: ada.id });
  expect(await seatsOf(bob)).toEqual([{ ...adaSeat, muted: true }, bobSeat]);
  await ada.get('voice:mute', { roomId, muted: false });
  expect(await seatsOf(bob)).toEqual([adaSeat, bobSeat]);
});

test('no peer mutes anyone, and no host mutes a host or whoever is not in voice', async () => {
  const { house, roomId, ada, bob } = await inVoice();
  const refused = { ok: false, why: 'not-allowed' };
  expect(await bob.ask('voice:host-mute', { roomId, personId: ada.id })).toMatchObject(refused);
  expect(await bob.ask('voice:host-mute', { roomId, personId: newId() })).toMatchObject(refused);
  const hana = await house.comeAs('host', 'Hana');
  const hugo = await house.comeAs('host', 'Hugo');
  for (const host of [hana, hugo]) await host.enter(roomId);
  await hugo.get('voice:join', { roomId, muted: false });
  expect(await hana.ask('voice:host-mute', { roomId, personId: hugo.id })).toMatchObject(refused);
  expect(await hugo.ask('voice:host-mute', { roomId, personId: hana.id })).toMatchObject({
    why: 'not-found',
  });
  expect(await ada.heard('voice:host-muted')).toEqual([]);
});

test('hands are up in the order they were raised, and down when their seat is gone', async () => {
  const { roomId, ada, bob, sits } = await inVoice();
  const { person: cleo } = await sits('Cleo');
  const handsUp = async () => {
    const up = ((await seatsOf(ada)) ?? []).filter(({ hand }) => hand !== null);
    return up.sort((one, other) => Number(one.hand) - Number(other.hand)).map(({ personId }) => personId);
  };
  for (const person of [cleo, ada, bob]) await person.get('voice:hand', { roomId, raised: true });
  expect(await handsUp()).toEqual([cleo.id, ada.id, bob.id]);
  // Once more is not earlier, nor later.
  await cleo.get('voice:hand', { roomId, raised: true });
  expect(await handsUp()).toEqual([cleo.id, ada.id, bob.id]);
  await cleo.get('voice:hand', { roomId, raised: false });
  await cleo.get('voice:hand', { roomId, raised: true });
  expect(await handsUp()).toEqual([ada.id, bob.id, cleo.id]);

  await ada.get('voice:leave', { roomId });
  expect((await ada.get('voice:join', { roomId, muted: true })).seat.hand).toBeNull();
  expect(await handsUp()).toEqual([bob.id, cleo.id]);
});

test('nobody without a seat raises a hand, mutes or takes a step', async () => {
  const { house, roomId } = await inVoice();
  const cleo = await house.come('Cleo');
  await cleo.enter(roomId);
  const refused = { ok: false, why: 'not-found' };
  expect(await cleo.ask('voice:hand', { roomId, raised: true })).toEqual(refused);
  expect(await cleo.ask('voice:mute', { roomId, muted: false })).toEqual(refused);
  expect(await cleo.ask('voice:step', { roomId, step: 'voice' })).toEqual(refused);
});
