import * as z from 'zod';
import { limits } from './limits';
import { roles } from './roles';
import { Id, line, Moment } from './shapes';

const Role = z.enum(roles);

/** Anyone taking part, as the others inside see them. Name and role always come from the server. */
export const Person = z.strictObject({
  id: Id,
  name: z.string(),
  role: Role,
  /** The name they had a moment ago; shown until then, so that nobody changes it unseen. */
  was: z.strictObject({ name: z.string(), until: Moment }).optional(),
});
export type Person = z.infer<typeof Person>;

/** How much of a person, or of a whole room, the door shows to someone outside. */
export const atDoorChoices = ['name', 'counted', 'hidden'] as const;
export const AtDoor = z.enum(atDoorChoices);
export type AtDoor = z.infer<typeof AtDoor>;

export const Me = Person.extend({ atDoor: AtDoor });
export type Me = z.infer<typeof Me>;

/**
 * POST /session: come in for the first time on this device. Coming in accepts the agreement of that
 * version. The page suggests a name, so that nobody has to think of one.
 */
export const Entry = z.strictObject({ name: line(limits.nameChars), agreement: z.int() });
export type Entry = z.infer<typeof Entry>;

/** POST /steward: the same with the one-time link's token, which makes the first steward. */
export const StewardEntry = Entry.extend({ token: z.string().max(100) });
export type StewardEntry = z.infer<typeof StewardEntry>;

/** The answer to both, and to GET /session. `token` goes into the handshake of both sockets, beside the cookie. */
export type Session = { me: Me; token: string };

export const peopleCommands = {
  'people:rename': { input: z.strictObject({ name: line(limits.nameChars) }), output: Me },
  'people:at-door': { input: z.strictObject({ atDoor: AtDoor }), output: Me },
  'people:role': { input: z.strictObject({ roomId: Id, personId: Id, role: Role }), output: Person },
};

export const peopleFacts = {
  /** Someone inside your room has another name or role now. */
  'people:changed': Person,
  /** The same about yourself, on all your pages. */
  'people:you': Me,
  /** Someone had all of theirs erased: what pages inside still show of them goes. */
  'people:erased': z.strictObject({ id: Id }),
};
