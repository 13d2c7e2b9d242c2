import { newId } from '../../shared/ids';
import { perPair } from '../../shared/limits';
import { handClock } from '../../test/support/clock';
import { dice } from '../../test/support/dice';
import { inVoice, offer } from '../../test/support/in-voice';

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

test('from one seat to another pass so many signals at once, and so many more each second', async () => {
  const clock = handClock();
  const { ada, bob, adaSeat, bobSeat, sits, signal } = await inVoice({ clock });
  const { person: cleo, seat } = await sits('Cleo');
  const { burst, perSecond } = perPair.signals;
  for (let sent = 0; sent < burst; sent++) expect(await signal(ada)).toMatchObject({ ok: true });
  expect(await signal(ada)).toEqual({ ok: false, why: 'too-fast', retryInMs: 1_000 / perSecond });
  expect(await bob.heard('voice:signalled')).toHaveLength(burst);
  // No other pair is meant, and not the way back.
  expect(await signal(ada, { to: seat.id })).toMatchObject({ ok: true });
  expect(await signal(bob, { from: bobSeat.id, to: adaSeat.id })).toMatchObject({ ok: true });
  expect(await signal(cleo, { from: seat.id })).toMatchObject({ ok: true });

  await clock.advance(2_000);
  for (let sent = 0; sent < 2 * perSecond; sent++) expect(await signal(ada)).toMatchObject({ ok: true });
  expect(await signal(ada)).toMatchObject({ why: 'too-fast' });
});

test('the signals of each pair arrive once and in the order they were sent, whatever others send meanwhile', async () => {
  const { roomId, ada, bob, adaSeat, bobSeat, sits } = await inVoice();
  const { person: cleo, seat: cleoSeat } = await sits('Cleo');
  const { person: dan, seat: danSeat } = await sits('Dan');
  const all = [
    { person: ada, seat: adaSeat },
    { person: bob, seat: bobSeat },
    { person: cleo, seat: cleoSeat },
    { person: dan, seat: danSeat },
  ];
  const roll = dice(7);
  const sent = new Map<string, number>();
  const answers = [];
  for (let n = 0; n < 400; n++) {
    const from = all[roll(4)] ?? all[0];
    const to = all[roll(4)] ?? all[0];
    if (!from || !to || from === to) continue;
    const pair = `${from.seat.id} ${to.seat.id}`;
    const round = sent.get(pair) ?? 0;
    if (round === perPair.signals.burst) continue;
    sent.set(pair, round + 1);
    const signal = roll(2) ? { ...offer, round } : candidate(round);
    answers.push(
      from.person.ask('voice:signal', { roomId, from: from.seat.id, to: to.seat.id, epoch: round, signal }),
    );
    // Now and then they wait for an answer.
    if (roll(9) === 0) await answers.at(-1);
  }
  expect((await Promise.all(answers)).filter(({ ok }) => !ok)).toEqual([]);

  const rounds = new Map<string, number[]>();
  for (const { person, seat } of all)
    for (const { from, to, epoch } of await person.heard('voice:signalled')) {
      expect(to).toBe(seat.id);
      const pair = `${from} ${to}`;
      rounds.set(pair, [...(rounds.get(pair) ?? []), epoch]);
    }
  expect(rounds.size).toBe(12);
  for (const [pair, many] of sent)
    expect(rounds.get(pair)).toEqual(Array.from({ length: many }, (_, n) => n));
});

const candidate = (round: number) => ({ type: 'candidate', round, candidate: { candidate: '' } }) as const;
