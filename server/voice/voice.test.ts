import { createHmac } from 'node:crypto';
import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Signal } from '../../shared/voice';
import { openHouse, type Person, until } from '../../test/support/house';
import { createIce } from './ice';

const turn = { urls: ['turn:127.0.0.1:3478'], secret: 'a secret of the two', ttlSeconds: 600 };
const offer: Signal = { type: 'offer', round: 0, sdp: 'v=0\r\n' };
const candidateOf = (candidate: string): Signal => ({
  type: 'candidate',
  round: 0,
  candidate: { candidate, sdpMLineIndex: 0, sdpMid: '0' },
});

/** Two people who are both in the kitchen's voice circle. */
async function inVoice(settings: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse(settings);
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const adaIn = await ada.get('voice:join', { roomId, muted: false });
  const bobIn = await bob.get('voice:join', { roomId, muted: true });
  const signal = (person: Person, over: object = {}) =>
    person.ask('voice:signal', {
      ...{ roomId, from: adaIn.seat.id, to: bobIn.seat.id, epoch: 0, signal: offer },
      ...over,
    });
  return { house, roomId, ada, bob, adaSeat: adaIn.seat, bobSeat: bobIn.seat, bobIn, signal };
}

const lastSeats = async (person: Person) => (await person.heard('voice:changed')).at(-1)?.seats;

test('whoever joins is told who is in voice, and everyone inside hears of it', async () => {
  const { house, roomId, ada, adaSeat, bobSeat, bobIn } = await inVoice();
  expect(bobIn.seats).toEqual([adaSeat, bobSeat]);
  expect(bobSeat).toMatchObject({ muted: true });
  expect(await lastSeats(ada)).toEqual([adaSeat, bobSeat]);
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
  expect(await lastSeats(bob)).toEqual([bobSeat, seat]);
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
  expect(await lastSeats(bob)).toEqual([bobSeat]);
});

test('the circle is full at its limit, and has room again when somebody leaves', async () => {
  const { house, roomId, ada } = await inVoice();
  for (let seated = 2; seated < limits.voicePlaces; seated++) {
    const other = await house.come(`Other ${seated}`);
    await other.enter(roomId);
    await other.get('voice:join', { roomId, muted: true });
  }
  const cleo = await house.come('Cleo');
  await cleo.enter(roomId);
  expect(await cleo.ask('voice:join', { roomId, muted: true })).toMatchObject({ why: 'voice-full' });
  // A full circle does not keep its own people from joining anew.
  await ada.get('voice:join', { roomId, muted: false });
  await ada.get('voice:leave', { roomId });
  await cleo.get('voice:join', { roomId, muted: true });
});

test.each([
  ['leaves voice', (bob: Person, roomId: string) => bob.get('voice:leave', { roomId })],
  ['leaves the room', (bob: Person, roomId: string) => bob.get('room:leave', { roomId })],
  ['loses the line', async (bob: Person) => bob.cut()],
])('the seat is free at once when its page %s', async (_, go) => {
  const { roomId, ada, bob, adaSeat } = await inVoice();
  await go(bob, roomId);
  await seatsBecome(ada, [adaSeat]);
});

test('someone asked to step back is out of the circle before anyone is told', async () => {
  const { house, roomId, ada, bob, adaSeat, signal } = await inVoice();
  const hana = await house.comeAs('host', 'Hana');
  await hana.enter(roomId);
  await hana.get('room:step-back', { roomId, personId: bob.id, minutes: 15 });
  expect(await lastSeats(ada)).toEqual([adaSeat]);
  expect(await bob.heard('voice:let-go')).toMatchObject([{ why: 'outside' }]);
  expect(await signal(ada)).toMatchObject({ why: 'not-found' });
  expect(await bob.heard('voice:signalled')).toEqual([]);
});

test('a signal reaches the one seat it is for', async () => {
  const { house, roomId, ada, bob, adaSeat, bobSeat, signal } = await inVoice();
  const cleo = await house.come('Cleo');
  await cleo.enter(roomId);
  await cleo.get('voice:join', { roomId, muted: true });
  expect(await signal(ada, { epoch: 3 })).toEqual({ ok: true, value: null });
  expect(await bob.heard('voice:signalled')).toEqual([
    { roomId, from: adaSeat.id, to: bobSeat.id, epoch: 3, signal: offer },
  ]);
  expect(await cleo.heard('voice:signalled')).toEqual([]);
});

test('no signal passes that claims another’s seat, an older seat, or one of another page', async () => {
  const { house, roomId, ada, bob, adaSeat, bobSeat, signal } = await inVoice();
  const refused = { ok: false, why: 'not-yours' };
  expect(await signal(bob, { from: adaSeat.id, to: bobSeat.id })).toMatchObject(refused);
  const cleo = await house.come('Cleo');
  await cleo.enter(roomId);
  expect(await signal(cleo)).toMatchObject(refused);
  const adaAgain = await house.again(ada);
  await adaAgain.enter(roomId);
  expect(await signal(adaAgain)).toMatchObject(refused);
  await ada.get('voice:join', { roomId, muted: false });
  expect(await signal(ada)).toMatchObject(refused);
  expect(await bob.heard('voice:signalled')).toEqual([]);
});

test('no signal passes to a seat of another room, or to nobody', async () => {
  const { house, ada, signal } = await inVoice();
  const quiet = await house.room('quiet');
  const cleo = await house.come('Cleo');
  await cleo.enter(quiet.id);
  const { seat } = await cleo.get('voice:join', { roomId: quiet.id, muted: true });
  expect(await signal(ada, { to: seat.id })).toMatchObject({ why: 'not-found' });
  expect(await signal(ada, { to: newId() })).toMatchObject({ why: 'not-found' });
  expect(await cleo.heard('voice:signalled')).toEqual([]);
});

test('signals are of the kinds we know, and no larger than the limit', async () => {
  const { ada, bob, signal } = await inVoice();
  expect(await signal(ada, { signal: { type: 'offer', round: 0, sdp: 'x'.repeat(12_001) } })).toMatchObject({
    why: 'too-large',
  });
  // Few letters, many bytes.
  expect(await signal(ada, { signal: { type: 'offer', round: 0, sdp: '字'.repeat(6_000) } })).toMatchObject({
    why: 'too-large',
  });
  for (const odd of [{ type: 'gift' }, { type: 'offer' }, { ...offer, more: 1 }, null, 'offer'])
    expect(await signal(ada, { signal: odd })).toMatchObject({ why: 'bad-input' });
  expect(await signal(ada, { epoch: -1 })).toMatchObject({ why: 'bad-input' });
  expect(await bob.heard('voice:signalled')).toEqual([]);
});

test('muting is on the roster, for oneself only', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat } = await inVoice();
  await ada.get('voice:mute', { roomId, muted: true });
  expect(await lastSeats(bob)).toEqual([{ ...adaSeat, muted: true }, bobSeat]);
  await bob.get('voice:mute', { roomId, muted: false });
  expect(await lastSeats(ada)).toEqual([
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
  expect(await lastSeats(bob)).toEqual([{ ...adaSeat, muted: true }, bobSeat]);
  // Asking once more never unmutes.
  await hana.get('voice:host-mute', { roomId, personId: ada.id });
  expect(await lastSeats(bob)).toEqual([{ ...adaSeat, muted: true }, bobSeat]);
  await ada.get('voice:mute', { roomId, muted: false });
  expect(await lastSeats(bob)).toEqual([adaSeat, bobSeat]);
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

test('without a relay the browsers reach each other directly, and their signals pass as they are', async () => {
  const { roomId, ada, bob, signal } = await inVoice({
    settings: { voice: { stun: ['stun:stun.test:3478'] } },
  });
  expect(await ada.get('voice:ice', { roomId })).toEqual({
    iceServers: [{ urls: ['stun:stun.test:3478'] }],
    relayOnly: false,
  });
  const host = candidateOf('candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0');
  await signal(ada, { signal: host });
  expect(await bob.heard('voice:signalled')).toMatchObject([{ signal: host }]);
});

test('with a relay, only relay candidates pass, and nothing else that says where somebody is', async () => {
  const { ada, bob, signal } = await inVoice({ settings: { voice: { turn, stun: [] } } });
  const passed = async (what: Signal) => {
    bob.forgetHeard();
    expect(await signal(ada, { signal: what })).toEqual({ ok: true, value: null });
    return (await bob.heard('voice:signalled')).map((told) => told.signal);
  };
  const relay = 'candidate:9 1 udp 41885439 203.0.113.5 50100 typ relay';
  for (const candidate of [
    'candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0',
    'candidate:1 1 udp 2122260223 c0ffee.local 50000 typ host generation 0',
    'candidate:2 1 udp 1686052607 198.51.100.4 50000 typ srflx raddr 192.168.1.7 rport 50000',
    'candidate:3 1 udp 1686052607 198.51.100.4 50000 typ prflx raddr 192.168.1.7 rport 50000',
    'candidate:4 1 udp 1686052607 198.51.100.4 50000 typ host x typ relay',
    `${relay} generation 0\r\na=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host`,
    `${relay}-not`,
    '192.168.1.7',
  ])
    expect(await passed(candidateOf(candidate))).toEqual([]);

  expect(await passed(candidateOf(`${relay} raddr 198.51.100.4 rport 50000 generation 0`))).toEqual([
    candidateOf(`${relay} raddr 0.0.0.0 rport 0 generation 0`),
  ]);
  expect(await passed(candidateOf(''))).toEqual([candidateOf('')]);

  const sdp = [
    'v=0',
    'o=- 4611731400430051336 2 IN IP4 192.168.1.7',
    's=-',
    'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 198.51.100.4',
    'a=rtcp:9 IN IP4 192.168.1.7',
    'a=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0',
    `a=${relay} raddr 198.51.100.4 rport 50000`,
    'a=mid:0',
    '',
  ].join('\r\n');
  expect(await passed({ type: 'answer', round: 0, sdp })).toEqual([
    {
      type: 'answer',
      round: 0,
      sdp: [
        'v=0',
        'o=- 4611731400430051336 2 IN IP4 0.0.0.0',
        's=-',
        'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
        'c=IN IP4 0.0.0.0',
        'a=rtcp:9 IN IP4 0.0.0.0',
        `a=${relay} raddr 0.0.0.0 rport 0`,
        'a=mid:0',
        '',
      ].join('\r\n'),
    },
  ]);
});

test('a relay’s credentials end when they say, are signed with the shared secret, and name nobody', () => {
  const { give } = createIce({ turn, stun: [] }, () => 1_000_000_999);
  const { iceServers, relayOnly } = give();
  const [server] = iceServers;
  expect(relayOnly).toBe(true);
  expect(server?.urls).toEqual(turn.urls);
  expect(server?.username).toMatch(/^1000600:[\w-]{12}$/);
  expect(server?.credential).toBe(
    createHmac('sha1', turn.secret)
      .update(server?.username ?? '')
      .digest('base64'),
  );
  expect(give().iceServers[0]?.username).not.toBe(server?.username);
});

async function seatsBecome(person: Person, seats: object[]) {
  await until(async () => JSON.stringify(await lastSeats(person)) === JSON.stringify(seats));
}
