import * as z from 'zod';
import { Person } from './people';
import { Id } from './shapes';

/** How someone is here, by their own choice. "In voice" is not chosen: the voice roster says it. */
const hows = ['here', 'listening', 'text', 'away'] as const;
export const How = z.enum(hows);
export type How = z.infer<typeof How>;

/** Someone inside. A lost line keeps its place for a while. */
export const Present = z.strictObject({ person: Person, how: How, line: z.enum(['ok', 'lost']) });
export type Present = z.infer<typeof Present>;

export const presenceCommands = {
  'presence:set': { input: z.strictObject({ roomId: Id, how: How }), output: Present },
  /** This page is closing. A reload is back before anyone is told. */
  'presence:closing': { input: z.strictObject({ roomId: Id }), output: z.null() },
};

export const presenceFacts = {
  'presence:changed': z.strictObject({ roomId: Id, present: Present }),
  'presence:left': z.strictObject({ roomId: Id, personId: Id }),
};
