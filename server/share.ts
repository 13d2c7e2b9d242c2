import { limits } from '../shared/limits';

/** Gives a predicate that is true once one line has sent more than its share in the window. */
export function createShare(now: () => number) {
  let began = now();
  let frames = 0;
  let bytes = 0;
  return (size: number): boolean => {
    if (now() - began >= limits.rateWindowMs) {
      began = now();
      frames = 0;
      bytes = 0;
    }
    frames += 1;
    bytes += size;
    return frames > limits.framesInWindow || bytes > limits.bytesInWindow;
  };
}
