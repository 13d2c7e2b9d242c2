import { signal } from '@preact/signals';
import type { Seat } from '../../shared/voice';
import { createFakeLink } from '../../test/support/fake-link';
import { hearAsked } from './asked';
import type { Voice } from './voice';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const seat = (personId: string): Seat => ({
  id: personId,
  personId,
  muted: false,
  step: 'voice',
  hand: null,
});

/** We are in the kitchen's circle with Ada and Ben. */
function inCircle() {
  const line = createFakeLink();
  const state = signal<Voice>({ at: 'talking', roomId: 'kitchen', muted: false, step: 'voice' });
  const seats = signal([seat('me'), seat('ada'), seat('ben')]);
  const asked = hearAsked({ link: line.link, voice: { state }, room: { roomId: 'kitchen', seats } });
  const asks = (personId: string, roomId = 'kitchen') => line.tell('hearing:asked', { roomId, personId });
  return { state, seats, asked, asks };
}

test('whoever asks is there until they are answered, and once, however often they ask', async () => {
  const { asked, asks } = inCircle();
  await asks('ada');
  await asks('ben');
  await asks('ada');
  expect(asked.by.value).toEqual(['ben', 'ada']);
  asked.answered('ada');
  expect(asked.by.value).toEqual(['ben']);
});

test('a question of another room, or while this page is not in voice, is not for us', async () => {
  const { state, asked, asks } = inCircle();
  await asks('ada', 'quiet');
  expect(asked.by.value).toEqual([]);
  state.value = { at: 'away' };
  await asks('ben');
  expect(asked.by.value).toEqual([]);
});

test('a question goes when its person leaves voice, when we do, and after a while', async () => {
  const { state, seats, asked, asks } = inCircle();
  await asks('ada');
  await asks('ben');
  seats.value = [seat('me'), seat('ben')];
  expect(asked.by.value).toEqual(['ben']);
  jest.advanceTimersByTime(89_000);
  expect(asked.by.value).toEqual(['ben']);
  // Asked anew: the time begins anew too.
  await asks('ben');
  jest.advanceTimersByTime(89_000);
  expect(asked.by.value).toEqual(['ben']);
  jest.advanceTimersByTime(1_001);
  expect(asked.by.value).toEqual([]);
  await asks('ben');
  state.value = { at: 'away' };
  expect(asked.by.value).toEqual([]);
});

test('once it is closed nothing is heard or waits any more', async () => {
  const { asked, asks } = inCircle();
  await asks('ada');
  asked.close();
  await asks('ben');
  expect(asked.by.value).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});
