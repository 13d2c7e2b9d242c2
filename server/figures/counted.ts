import type { RefusalCode } from '../../shared/result';
import { createTally, type Tally } from './tally';
import { createTimings } from './timings';

/** What is counted while it happens: that it happened and how long it took, never by whom or where. */
export function createCounted(now: () => number) {
  const messages = createTally(now);
  const commands = createTally(now);
  const refused = new Map<RefusalCode, Tally>();
  const store = { reads: createTimings(now), writes: createTimings(now) };

  function refuse(why: RefusalCode) {
    const tally = refused.get(why) ?? createTally(now);
    refused.set(why, tally);
    tally.add();
  }

  return {
    /** A command was answered, or refused with this code. */
    answered(command: string, why: RefusalCode | undefined) {
      commands.add();
      if (why) refuse(why);
      else if (command === 'message:send') messages.add();
    },
    /** Something that is no command was refused: a page, coming in. */
    refused: refuse,
    store,
    read: () => ({
      messages: messages.read(),
      commands: commands.read(),
      refused: Object.fromEntries([...refused].map(([why, tally]) => [why, tally.read()])),
      store: { reads: store.reads.read(), writes: store.writes.read() },
    }),
  };
}

export type Counted = ReturnType<typeof createCounted>;
