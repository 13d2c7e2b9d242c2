import * as z from 'zod';
import { limits } from './limits';
import { Id, typed } from './shapes';

/** Live typing: words that the others see while they are written. Nothing of it is kept; what is said is `message:send`. */
export const liveCommands = {
  /** The line that this page is writing, whole, as it stands now; '' takes it back. */
  'live:write': { input: z.strictObject({ roomId: Id, text: typed(limits.liveChars) }), output: z.null() },
  /** Tells this page, as facts, every line that others are writing in the room just now. */
  'live:look': { input: z.strictObject({ roomId: Id }), output: z.null() },
};

export const liveFacts = {
  /** Told to those inside, but not to the page that writes. '': nothing of theirs is being written any more. */
  'live:written': z.strictObject({ roomId: Id, personId: Id, text: z.string() }),
};
