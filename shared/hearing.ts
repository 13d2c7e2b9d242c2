import * as z from 'zod';
import { Id } from './shapes';

/** "Do you hear me?", between people who are in voice with each other. */
export const hearingCommands = {
  /** Asks everyone else in the circle who can hear. Refuses with `not-found` whoever has no seat in it. */
  'hearing:ask': { input: z.strictObject({ roomId: Id }), output: z.null() },
  /** "I hear you now", to somebody in the same circle. */
  'hearing:answer': { input: z.strictObject({ roomId: Id, personId: Id }), output: z.null() },
};

export const hearingFacts = {
  /** This person would like to know whether you hear them. */
  'hearing:asked': z.strictObject({ roomId: Id, personId: Id }),
  /** This person hears you. */
  'hearing:answered': z.strictObject({ roomId: Id, personId: Id }),
};
