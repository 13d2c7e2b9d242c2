import type { Input } from '../../shared/contract';
import { limits, perPair } from '../../shared/limits';
import type { Signal } from '../../shared/voice';
import { refuse } from '../refusal';
import { createShares } from '../share';
import { relayed } from './relayed';

/** What of a signal may pass from one seat to another, and how often. */
export function createSignals({ now, relayOnly }: { now: () => number; relayOnly: boolean }) {
  const shares = createShares(perPair.signals, now);

  return {
    counting: shares.size,
    /** Undefined when nothing of it may pass. Refuses what is too large, or comes too fast. */
    passed({ from, to, signal }: Input<'voice:signal'>): Signal | undefined {
      if (Buffer.byteLength(JSON.stringify(signal)) > limits.signalBytes) refuse('too-large');
      const waitMs = shares.take(`${from} ${to}`);
      if (waitMs > 0) refuse('too-fast', waitMs);
      return relayOnly ? relayed(signal) : signal;
    },
  };
}
