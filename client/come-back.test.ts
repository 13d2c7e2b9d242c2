import { comeBackAfterMs } from './come-back';

test('the first try comes at any moment of a second, later ones within about five', () => {
  const spread = (tries: number) => [0, 0.5, 1].map((chance) => comeBackAfterMs(tries, () => chance));
  expect(spread(0)).toEqual([0, 500, 1_000]);
  expect(spread(1)).toEqual([500, 1_000, 1_500]);
  expect(spread(2)).toEqual([1_000, 2_000, 3_000]);
  for (const tries of [3, 10, 5_000]) expect(spread(tries)).toEqual([1_700, 3_400, 5_100]);
});

test('five hundred who lost the line together do not come back together', () => {
  const tenths = Array.from({ length: 500 }, () => Math.floor(comeBackAfterMs(0) / 100));
  const most = Math.max(...tenths.map((one) => tenths.filter((other) => other === one).length));
  expect(most).toBeLessThan(100);
});
