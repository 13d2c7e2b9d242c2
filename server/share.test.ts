import { handClock } from '../test/support/clock';
import { createPlaces, createShares } from './share';

test('a share is taken at once, and comes back evenly', async () => {
  const clock = handClock();
  const shares = createShares({ burst: 10, perSecond: 5 }, clock.now);
  expect(Array.from({ length: 11 }, () => shares.take('ada'))).toEqual([...Array(10).fill(0), 200]);
  await clock.advance(199);
  expect(shares.take('ada')).toBe(1);
  await clock.advance(1);
  expect([shares.take('ada'), shares.take('ada'), shares.take('ben')]).toEqual([0, 200, 0]);
  await clock.advance(3_600_000);
  expect(Array.from({ length: 11 }, () => shares.take('ada')).at(-1)).toBe(200);
});

test('a clock that is set back by an hour makes nobody wait: all begin anew', () => {
  let time = 10_000_000;
  const shares = createShares({ burst: 2, perSecond: 1 }, () => time);
  expect([shares.take('ada'), shares.take('ada'), shares.take('ada')]).toEqual([0, 0, 1_000]);
  time -= 3_600_000;
  expect([shares.take('ada'), shares.take('ada'), shares.take('ada')]).toEqual([0, 0, 1_000]);
});

test('a clock that tells no time refuses rather than lets everything through', () => {
  const shares = createShares({ burst: 2, perSecond: 1 }, () => Number.NaN);
  expect(shares.take('ada')).not.toBe(0);
});

test('more than the whole share at once is refused; keys that have all of theirs are forgotten', async () => {
  const clock = handClock();
  const shares = createShares({ burst: 100, perSecond: 100 }, clock.now);
  expect([shares.take('ada', 101) > 0, shares.take('ada', 100)]).toEqual([true, 0]);
  for (let n = 0; n < 5_000; n++) shares.take(`someone ${n}`);
  await clock.advance(2_000);
  for (let n = 0; n < 10_000; n++) shares.take(`another ${n}`);
  expect(shares.size()).toBeLessThanOrEqual(10_001);
});

test('places are counted by key, and a place given back twice is one', () => {
  const places = createPlaces(2);
  const [first, second] = [places.take('ada'), places.take('ada')];
  expect([places.take('ada'), places.isFull('ada'), places.isFull('ben')]).toEqual([undefined, true, false]);
  first?.();
  first?.();
  expect([places.take('ada') !== undefined, places.take('ada')]).toEqual([true, undefined]);
  second?.();
  expect(places.isFull('ada')).toBe(false);
});
