import { createFakeLink } from '../../test/support/fake-link';
import { readFigures } from './figures';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const some = { people: 3 };

test('asks when the line is up, then again and again, one question at a time', async () => {
  const { link, up, answer, waiting, settled } = createFakeLink();
  const { reading, stop } = readFigures(link);
  expect(waiting).toEqual([]);
  await up();
  await up();
  jest.advanceTimersByTime(60_000);
  expect(waiting).toHaveLength(1);
  await answer('figures:read', { ok: true, value: some });
  expect(reading.value).toEqual({ figures: some, isOld: false });
  jest.advanceTimersByTime(5_000);
  await settled();
  expect(waiting).toHaveLength(1);
  stop();
});

test('keeps the last figures, and says so, while none come', async () => {
  const { link, up, lose, answer } = createFakeLink();
  const { reading, stop } = readFigures(link);
  await up();
  await lose();
  expect(reading.value).toEqual({ figures: undefined, isOld: true });
  await up();
  await answer('figures:read', { ok: true, value: some });
  expect(reading.value).toEqual({ figures: some, isOld: false });
  jest.advanceTimersByTime(5_000);
  await lose();
  expect(reading.value).toEqual({ figures: some, isOld: true });
  stop();
});

test('asks no more once the screen is left', async () => {
  const { link, up, answer, waiting, settled } = createFakeLink();
  const { stop } = readFigures(link);
  await up();
  await answer('figures:read', { ok: true, value: some });
  stop();
  jest.advanceTimersByTime(60_000);
  await up();
  await settled();
  expect(waiting).toEqual([]);
});

test('an answer that comes after the screen is left starts nothing', async () => {
  const { link, up, answer, waiting, settled } = createFakeLink();
  const { reading, stop } = readFigures(link);
  await up();
  stop();
  await answer('figures:read', { ok: true, value: some });
  jest.advanceTimersByTime(60_000);
  await settled();
  expect(waiting).toEqual([]);
  expect(reading.value.figures).toBeUndefined();
});
