import { signal } from '@preact/signals';
import { createFakeLink } from '../../test/support/fake-link';
import { wordsOf } from '../words/words';
import { createActing } from './acting';

const ids = { roomId: 'kitchenkitchenkitchen0', personId: 'benbenbenbenbenbenben0' };

function open() {
  const hand = createFakeLink();
  const done = jest.fn();
  const app = { link: hand.link, announce: () => {}, words: signal(wordsOf.en) };
  return { ...hand, done, ...createActing(app, done) };
}

test('what a host does while the line is cut for a moment is done when it is back', async () => {
  const { up, lose, answer, act, why, done } = open();
  await up();
  await lose();
  const acted = act('room:step-back', { ...ids, minutes: 60 });
  await up();
  await answer('room:step-back', { ok: true, value: null });
  await acted;
  expect([why.value, done.mock.calls.length]).toEqual([undefined, 1]);
});

test('a line that does not come back is said, and nothing is done later', async () => {
  jest.useFakeTimers();
  const { up, lose, waiting, act, why, done } = open();
  await lose();
  const acted = act('room:step-back', { ...ids, minutes: 60 });
  await jest.advanceTimersByTimeAsync(3_000);
  await acted;
  expect([why.value?.why, done.mock.calls.length]).toEqual(['offline', 0]);
  await up();
  expect(waiting).toEqual([]);
  jest.useRealTimers();
});
