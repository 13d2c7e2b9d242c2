import { perRoom, type Rate } from '../shared/limits';
import { refuse } from './refusal';
import { createPlaces, createShares } from './share';

/**
 * What one room takes of something from all its people together. Who does it seldom is always let through; the
 * others share what is left, and wait when the disk is slower than they are, so that nobody else waits for them.
 */
export function createRoomShare(rate: Rate, now: () => number) {
  const little = createShares(perRoom.littleOfOne, now);
  const together = createShares(rate, now);
  const underWay = createPlaces(perRoom.underWay);

  /** Gives what to call when it is done. Refuses `too-fast`. */
  return (roomId: string, personId: string): (() => void) => {
    if (little.take(personId) === 0) return () => undefined;
    if (underWay.isFull(roomId)) refuse('too-fast', perRoom.busyRetryMs);
    const retryInMs = together.take(roomId);
    if (retryInMs > 0) refuse('too-fast', retryInMs);
    return underWay.take(roomId) ?? (() => undefined);
  };
}
