import type { Ice } from '../../shared/voice';

/** A relay's credentials are asked for anew when they are older than this. */
const goodForMs = 30_000;
/**
 * And when so many connections were built with them: each takes up to three addresses of the relay (for UDP, TCP
 * and TLS), and one credential gets sixteen (`user-quota` in deploy/turnserver.conf).
 */
const goodForConnections = 5;
/** Old credentials are better than a long wait. */
const answeredWithinMs = 1_500;

/** Ways to reach the others, asked for anew when those that we have may be good no longer. */
export function createWays(first: Ice, ask: () => Promise<Ice | undefined>) {
  let ice = first;
  let givenAt = Date.now();
  let left = goodForConnections;

  function take(given: Ice) {
    ice = given;
    givenAt = Date.now();
    left = goodForConnections;
  }

  return {
    take,
    /** They led nowhere. */
    spoil() {
      left = 0;
    },
    /** For one connection, or one more search of it. */
    async fresh(): Promise<Ice> {
      if (left === 0 || Date.now() - givenAt > goodForMs) {
        const given = await withinTime(ask());
        if (given) take(given);
      }
      left = Math.max(0, left - 1);
      return ice;
    },
  };
}

function withinTime<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), answeredWithinMs);
  });
  return Promise.race([asked, tooLong]).finally(() => clearTimeout(timer));
}
