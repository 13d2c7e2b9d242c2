import { limits } from '../../shared/limits';
import type { Step } from '../../shared/steps';
import { handClock } from '../../test/support/clock';
import { openHouse, type Person, until } from '../../test/support/house';
import { inVoice, seatsOf } from '../../test/support/in-voice';
import { readConfig } from '../config';

const places = (many: number) => ({ settings: { voice: { stun: [], places: many } } });
const stepsOf = async (person: Person) => (await seatsOf(person))?.map(({ step }) => step);

test('whoever comes when the circle is full has a seat by text, and a place as soon as one is free', async () => {
  const { roomId, ada, sits } = await inVoice();
  for (let seated = 2; seated < limits.voicePlaces; seated++) await sits(`Other ${seated}`);
  const { person: cleo, seat } = await sits('Cleo', { muted: false });
  expect(seat).toMatchObject({ step: 'text', muted: true });
  expect(await cleo.ask('voice:step', { roomId, step: 'voice' })).toEqual({ ok: false, why: 'voice-full' });
  expect(await cleo.ask('voice:mute', { roomId, muted: false })).toEqual({ ok: false, why: 'voice-full' });
  // A full circle does not keep its own people from joining anew.
  expect((await ada.get('voice:join', { roomId, muted: false })).seat).toMatchObject({
    step: 'voice',
    muted: false,
  });
  expect(await cleo.ask('voice:step', { roomId, step: 'low' })).toMatchObject({ why: 'voice-full' });

  await ada.get('voice:leave', { roomId });
  await cleo.get('voice:step', { roomId, step: 'voice' });
  expect((await seatsOf(cleo))?.at(-1)).toEqual({ ...seat, step: 'voice', muted: true });
  await cleo.get('voice:mute', { roomId, muted: false });
});

test('a step is on the roster, text mutes, and no step unmutes', async () => {
  const { roomId, ada, bob } = await inVoice();
  for (const step of ['low', 'listen', 'voice'] as const) {
    await ada.get('voice:step', { roomId, step });
    expect((await seatsOf(bob))?.[0]).toMatchObject({ step, muted: false });
  }
  await ada.get('voice:step', { roomId, step: 'text' });
  for (const step of ['voice', 'low', 'listen', 'text'] as const) {
    await ada.get('voice:step', { roomId, step });
    expect((await seatsOf(bob))?.[0]).toMatchObject({ step, muted: true });
  }
  expect(await ada.ask('voice:join', { roomId, muted: false, step: 'text' })).toMatchObject({
    value: { seat: { step: 'text', muted: true } },
  });
});

test('the same step once more tells nobody anything', async () => {
  const { roomId, ada, bob } = await inVoice();
  bob.forgetHeard();
  await ada.get('voice:step', { roomId, step: 'voice' });
  expect(await bob.heard('voice:changed')).toEqual([]);
});

test('whoever steps to text makes a place for another, and finds none on the way back', async () => {
  const { roomId, ada, bob, sits } = await inVoice(places(2));
  await ada.get('voice:step', { roomId, step: 'text' });
  const { person: cleo } = await sits('Cleo');
  expect(await stepsOf(bob)).toEqual(['text', 'voice', 'voice']);
  for (const step of ['voice', 'low', 'listen'] as const)
    expect(await ada.ask('voice:step', { roomId, step })).toEqual({ ok: false, why: 'voice-full' });
  await cleo.get('voice:step', { roomId, step: 'listen' });
  expect(await ada.ask('voice:step', { roomId, step: 'voice' })).toMatchObject({ why: 'voice-full' });
  await cleo.get('voice:step', { roomId, step: 'text' });
  await ada.get('voice:step', { roomId, step: 'voice' });
  expect(await stepsOf(bob)).toEqual(['voice', 'voice', 'text']);
});

test('a seat by text that goes on after a cut takes no place that is not free', async () => {
  const clock = handClock();
  const { house, roomId, bob, sits } = await inVoice({ clock, ...places(2) });
  const { person: cleo, seat } = await sits('Cleo');
  const before = clock.waiting();
  cleo.cut();
  await until(() => clock.waiting() > before);
  const cleoAgain = await house.again(cleo);
  await cleoAgain.enter(roomId);
  const back = await cleoAgain.get('voice:join', { roomId, muted: false, step: 'voice', resume: seat.id });
  expect(back.seat).toEqual(seat);
  expect(await stepsOf(bob)).toEqual(['voice', 'voice', 'text']);
});

test('however they come, step and go, no more have sound than the room carries', async () => {
  const { house, roomId, ada, bob, sits } = await inVoice(places(3));
  const people = [ada, bob];
  for (const name of ['Cleo', 'Dan', 'Eve']) people.push((await sits(name)).person);
  const asked = ['voice', 'text', 'listen', 'low', 'voice', 'text', 'voice'] as Step[];
  for (let n = 0; n < 60; n++) {
    const one = people[(n * 7) % people.length];
    const step = asked[n % asked.length];
    if (n % 5 === 0) await one?.get('voice:join', { roomId, muted: false, step });
    else if (step) await one?.ask('voice:step', { roomId, step });
  }
  const told = await house.again(ada).then((page) => page.enter(roomId));
  expect(told.seats).toHaveLength(5);
  for (const { seats } of await bob.heard('voice:changed'))
    expect(seats.filter(({ step }) => step !== 'text').length).toBeLessThanOrEqual(3);
});

test('a house says how many its rooms carry: 2 to 12', async () => {
  const set = (many?: string) => readConfig({ VOICE_PLACES: many }).settings.voice.places;
  expect([set(), set('2'), set('12')]).toEqual([8, 2, 12]);
  for (const wrong of ['1', '13', '0', '-2', '2.5', 'many', 'NaN'])
    expect(() => set(wrong)).toThrow('VOICE_PLACES: how many can speak in one room, from 2 to 12');

  const house = await openHouse(places(12));
  expect((await house.look()).voice.places).toBe(12);
});
