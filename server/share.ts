import { perLine, type Rate } from '../shared/limits';

/**
 * Counts what each key takes of its share. What is taken comes back evenly, so that nobody has to wait for
 * the end of a window.
 */
export function createShares(rate: Rate, now: () => number) {
  const pace = paceOf(rate);
  /** Until when each key's share is spent, were it spent evenly. Whoever is not in it has all of theirs. */
  const spentUntil = new Map<string, number>();
  let sweepAt = fewKeys;

  function sweep(at: number) {
    for (const [key, until] of spentUntil) if (until <= at) spentUntil.delete(key);
    sweepAt = Math.max(fewKeys, 2 * spentUntil.size);
  }

  return {
    /** Gives 0 when it was taken; otherwise in how many milliseconds it can be. */
    take(key: string, amount = 1): number {
      const at = now();
      const spent = spentBy(pace, at, spentUntil.get(key) ?? at);
      const until = spent + amount * pace.eachMs;
      const has = fits(pace, at, until);
      if (spentUntil.size >= sweepAt) sweep(at);
      spentUntil.set(key, has ? until : spent);
      return has ? 0 : Math.max(1, Math.ceil(until - at - pace.mostAheadMs));
    },
    /** How many keys have not got all of their share back. */
    size() {
      sweep(now());
      return spentUntil.size;
    },
  };
}

export type Shares = ReturnType<typeof createShares>;

/** Keys are forgotten in passing, once there are more than these. */
const fewKeys = 1_000;

/** Gives a predicate that is true while one line sends more than its share. Every line has one: it is kept small. */
export function createFeed(now: () => number) {
  let framesUntil = 0;
  let bytesUntil = 0;
  return (size: number): boolean => {
    const at = now();
    const afterFrame = spentBy(frames, at, framesUntil) + frames.eachMs;
    const afterBytes = spentBy(bytes, at, bytesUntil) + size * bytes.eachMs;
    if (!fits(frames, at, afterFrame) || !fits(bytes, at, afterBytes)) return true;
    framesUntil = afterFrame;
    bytesUntil = afterBytes;
    return false;
  };
}

function paceOf({ burst, perSecond }: Rate) {
  const eachMs = 1000 / perSecond;
  return { eachMs, mostAheadMs: burst * eachMs };
}

type Pace = ReturnType<typeof paceOf>;

const frames = paceOf(perLine.frames);
const bytes = paceOf(perLine.bytes);

/** Further ahead than a whole share: the clock was set back. Whoever had to wait for it would be cut off. */
function spentBy({ mostAheadMs }: Pace, at: number, until: number): number {
  return until > at + mostAheadMs + 1 ? at : Math.max(until, at);
}

/** Half a millisecond for what sums of fractions lose. */
const fits = ({ mostAheadMs }: Pace, at: number, until: number) => until <= at + mostAheadMs + 0.5;

/** Counts what each key holds at the same time. */
export function createPlaces(most: number) {
  const held = new Map<string, number>();
  const count = (key: string) => held.get(key) ?? 0;

  return {
    size: () => held.size,
    isFull: (key: string) => !(count(key) < most),
    /** Gives how to give the place back, which may be called twice; undefined when none is left. */
    take(key: string): (() => void) | undefined {
      if (!(count(key) < most)) return undefined;
      held.set(key, count(key) + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        if (count(key) === 1) held.delete(key);
        else held.set(key, count(key) - 1);
      };
    },
  };
}
