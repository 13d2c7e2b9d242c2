/** Time as the features see it, so that a test can move it. Nothing else reads the machine's clock. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once after so many milliseconds; gives how to stop it. */
  after(ms: number, run: () => void): () => void;
  /** Runs again and again, that far apart; once after a leap in time. Gives how to stop it. */
  every(ms: number, run: () => void): () => void;
}

export const machineClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};
