import { type Carries, carriesOf, createSteps } from './steps';

const good: Carries = { up: 0, down: 0, roundTripMs: 80 };
const lossy: Carries = { ...good, up: 0.12 };
const hopeless: Carries = { ...good, up: 0.6, down: 0.6 };

const looks = (steps: ReturnType<typeof createSteps>, carries: Carries, times: number) =>
  Array.from({ length: times }, () => steps.look(carries));

/** How many good looks it takes until that step is reached. */
function looksUntil(steps: ReturnType<typeof createSteps>, step: string): number {
  for (let count = 1; count < 1_000; count++) if (steps.look(good) === step) return count;
  throw new Error(`${step} was never reached`);
}

test('a single bad moment changes nothing; a few in a row lead down, one step at a time', () => {
  const steps = createSteps();
  expect(looks(steps, lossy, 1)).toEqual(['voice']);
  expect(looks(steps, good, 1)).toEqual(['voice']);
  expect(looks(steps, lossy, 2)).toEqual(['voice', 'low']);
  // What is repaired in a lower bit rate is no reason to fall silent.
  expect(new Set(looks(steps, lossy, 50))).toEqual(new Set(['low']));
  expect(looks(steps, hopeless, 4).at(-1)).toBe('listen');
  expect(looks(steps, hopeless, 4).at(-1)).toBe('text');
});

test('a good line leads up again, later each time that it did not hold', () => {
  const steps = createSteps();
  looks(steps, lossy, 2);
  expect(looksUntil(steps, 'voice')).toBe(8);
  looks(steps, lossy, 2);
  expect(looksUntil(steps, 'voice')).toBe(16);
  looks(steps, lossy, 2);
  expect(looksUntil(steps, 'voice')).toBe(32);
  looks(steps, lossy, 2);
  expect(looksUntil(steps, 'voice')).toBe(64);
  looks(steps, lossy, 2);
  expect(looksUntil(steps, 'voice')).toBe(64);
});

test('however long a line was good, the first way up takes no longer', () => {
  const steps = createSteps();
  looks(steps, good, 500);
  looks(steps, lossy, 2);
  expect(looksUntil(steps, 'voice')).toBe(8);
});

test('nothing leads out of text but the person', () => {
  const steps = createSteps();
  steps.begin('text');
  expect(new Set(looks(steps, good, 500))).toEqual(new Set(['text']));
});

test('a line that goes slow is as weak as one that loses', () => {
  const steps = createSteps();
  expect(looks(steps, { ...good, roundTripMs: 1_200 }, 2).at(-1)).toBe('low');
});

test('what one pair alone suffers from is not our line; what most suffer from is', () => {
  const quality = { lostHere: 0, lostThere: 0, concealed: 0, kbitIn: 31, kbitOut: 31 };
  const weak = { ...quality, lostThere: 0.3 };
  expect(carriesOf([weak, quality])).toMatchObject({ up: 0 });
  expect(carriesOf([quality, weak, weak])).toMatchObject({ up: 0.3 });
  expect(carriesOf([])).toBeUndefined();
});
