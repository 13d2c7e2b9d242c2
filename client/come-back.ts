/**
 * How long to wait before trying to come back, in milliseconds: at first any moment of a second, so that a whole
 * house does not knock at once; then about twice as long each time, give or take half, up to about five seconds.
 */
export function comeBackAfterMs(tries: number, random: () => number = Math.random): number {
  if (tries === 0) return random() * 1_000;
  return Math.min(500 * 2 ** tries, 3_400) * (0.5 + random());
}
