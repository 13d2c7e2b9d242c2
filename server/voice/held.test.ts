import { handClock } from '../../test/support/clock';
import { until } from '../../test/support/house';
import { inVoice } from '../../test/support/in-voice';

test('when all have gone, by whatever way, nothing of their voice is held', async () => {
  const clock = handClock();
  const metricsToken = 'a token of enough letters';
  const before = clock.waiting();
  const { house, roomId, ada, bob, sits, signal, hostComes } = await inVoice({
    clock,
    settings: { metricsToken },
  });
  const held = async (kind: string) => {
    const headers = { authorization: `Bearer ${metricsToken}` };
    const text = await (await fetch(`${house.origin}/metrics`, { headers })).text();
    return Number(new RegExp(`held\\{kind="${kind}"\\} (\\d+)`).exec(text)?.[1]);
  };
  const hana = await hostComes();
  const { person: cleo } = await sits('Cleo');
  const { person: dan } = await sits('Dan');
  const timers = clock.waiting();
  await ada.get('voice:hand', { roomId, raised: true });
  await signal(ada);
  await ada.get('voice:piece', { roomId, to: dan.id });
  expect(await held('seats')).toBe(4);

  ada.leave();
  bob.cut();
  await hana.get('room:step-back', { roomId, personId: cleo.id, minutes: 15 });
  await dan.get('voice:leave', { roomId });
  for (const person of [cleo, dan, hana, await house.steward()]) person.leave();
  await until(async () => (await held('pages')) === 0);
  expect(clock.waiting()).toBeGreaterThan(timers);
  await clock.advance(3_600_000);
  for (const kind of ['seats', 'places']) expect([kind, await held(kind)]).toEqual([kind, 0]);
  // What asking for this takes.
  await clock.advance(60_000);
  expect(await held('allowances')).toBe(0);
  expect(clock.waiting()).toBeLessThanOrEqual(timers);
  await house.close();
  expect(clock.waiting()).toBe(before);
});

test('a house that closes waits for no seat', async () => {
  const clock = handClock();
  const before = clock.waiting();
  const { house, bob, anotherPage } = await inVoice({ clock });
  await anotherPage(bob);
  const timers = clock.waiting();
  bob.cut();
  await until(() => clock.waiting() > timers, 'the line is seen to be lost');
  await house.close();
  expect(clock.waiting()).toBe(before);
});
