import type { Step } from '../../shared/steps';
import type { Quality } from './quality';

/** How our own line carries, over all its pairs. */
export interface Carries {
  /** Share of what we send, and of what the others send, that is lost at most of them. */
  up: number;
  down: number;
  roundTripMs: number;
}

/** How our own line is: what most pairs say. What one pair alone suffers from is the other side's line. */
export function carriesOf(qualities: Quality[]): Carries | undefined {
  if (qualities.length === 0) return;
  return {
    up: middle(qualities.map(({ lostThere }) => lostThere)),
    down: middle(qualities.map(({ lostHere }) => lostHere)),
    roundTripMs: middle(qualities.map(({ roundTripMs = 0 }) => roundTripMs)),
  };
}

/** Of two the better: one bad pair is no reason to say less to the other. */
const middle = (values: number[]) =>
  [...values].sort((one, other) => one - other)[(values.length - 1) >> 1] ?? 0;

/** So many looks in a row, a few seconds apart, lead down; a single bad moment does not. */
const looksDown = { voice: 2, low: 4, listen: 4, text: Infinity };
const firstLooksUp = 8;
const mostLooksUp = 64;

/**
 * What a line can carry, step by step: `voice`, `low`, `listen`, `text`. Down after a few bad looks; up again
 * after some half a minute of good ones, and later each time that a step up did not hold. Text is left by the
 * person alone: with no sound, nothing shows how the line is.
 */
export function createSteps() {
  let step: Step = 'voice';
  let bad = 0;
  let good = 0;
  let looksUp = firstLooksUp;

  function go(to: Step) {
    bad = good = 0;
    step = to;
  }

  return {
    step: () => step,
    /** Begins again from here, for whoever chose so themselves. */
    begin: go,
    look(carries: Carries): Step {
      if (isBad(step, carries)) {
        good = 0;
        bad += 1;
        if (bad >= looksDown[step]) go(below[step]);
      } else {
        bad = 0;
        good = isGood(carries) ? good + 1 : 0;
        const up = above[step];
        if (up && good >= looksUp) {
          go(up);
          // The next time it has to be good for longer.
          if (up === 'voice') looksUp = Math.min(mostLooksUp, looksUp * 2);
        }
      }
      return step;
    },
  };
}

const below = { voice: 'low', low: 'listen', listen: 'text', text: 'text' } as const;
const above: Partial<Record<Step, Step>> = { low: 'voice', listen: 'low' };

function isBad(step: Step, { up, down, roundTripMs }: Carries): boolean {
  if (step === 'voice') return up > 0.08 || down > 0.08 || roundTripMs > 900;
  if (step === 'low') return up > 0.4 || roundTripMs > 4_000;
  return step === 'listen' && down > 0.5;
}

const isGood = ({ up, down, roundTripMs }: Carries) => up < 0.03 && down < 0.03 && roundTripMs < 700;
