import * as z from 'zod';
import { limits } from './limits';
import { isWayToHelp } from './links';
import type { Me } from './people';
import { Keeps } from './rooms';
import { Id, line, text } from './shapes';

/** One help outside this service. `reach` is a number or address as it is read; `link` an http(s), tel, sms or mailto one. */
export const CrisisResource = z.strictObject({
  title: line(limits.titleChars),
  reach: line(limits.titleChars),
  link: z.string().max(500).refine(isWayToHelp).optional(),
});
export type CrisisResource = z.infer<typeof CrisisResource>;

/** What the house says of itself. The agreement's version grows with every change of its text. */
export const Charter = z.strictObject({
  name: line(limits.titleChars),
  welcome: text(limits.noticeChars),
  agreement: z.strictObject({ version: z.int(), text: text(limits.noticeChars) }),
  crisis: z.array(CrisisResource).max(20),
});
export type Charter = z.infer<typeof Charter>;

/** What someone outside may know of who is inside. */
export const Inside = z.discriminatedUnion('shows', [
  z.strictObject({ shows: z.literal('name'), names: z.array(z.string()), more: z.int() }),
  z.strictObject({ shows: z.literal('counted'), count: z.int() }),
  z.strictObject({ shows: z.literal('hidden') }),
]);
export type Inside = z.infer<typeof Inside>;

/** A room as the door shows it. */
export const Doorway = z.strictObject({
  id: Id,
  code: z.string(),
  name: z.string(),
  purpose: z.string(),
  open: z.boolean(),
  /** How long words said there are kept. */
  keeps: Keeps,
  /** Is someone inside who looks after the room (and lets the door show it)? */
  hosted: z.boolean(),
  inside: Inside,
});
export type Doorway = z.infer<typeof Doorway>;

/** The door: everything that can be known without coming in. */
export const House = z.strictObject({
  charter: Charter,
  rooms: z.array(Doorway),
  /** `relayed`: people in voice do not see each other's network address. `places`: how many one circle carries. */
  voice: z.strictObject({ relayed: z.boolean(), places: z.int() }),
});
export type House = z.infer<typeof House>;

/** The parts a house stands on. While `store` is out nothing can be saved; `relay` carries voice, where there is one. */
export const Parts = z.strictObject({ store: z.enum(['ok', 'out']), relay: z.enum(['ok', 'out', 'none']) });
export type Parts = z.infer<typeof Parts>;

/** What the first HTML response carries, so that the client can go on from what the server drew. */
export type PageStart = {
  path: string;
  language: 'en' | 'fr';
  house: House;
  session?: { me: Me; token: string };
  /** Where "exit fast" leads. */
  exitTo: string;
};

export const houseCommands = {
  /** Look at the door, and hear how it changes until you come in somewhere. Needs no session. */
  'house:look': { input: z.strictObject({}), output: House },
  /** Whether the line carries. Needs no session. */
  'house:here': { input: z.strictObject({}), output: z.null() },
  'house:edit': {
    input: z.strictObject({
      name: line(limits.titleChars),
      welcome: text(limits.noticeChars),
      agreement: text(limits.noticeChars),
      crisis: z.array(CrisisResource).max(20),
    }),
    output: Charter,
  },
};

export const houseFacts = {
  'house:changed': Charter,
  /** One room's line at the door, to those who stand at it. */
  'house:doorway': Doorway,
  /** Some part is out, or back: to every page, and on arrival while some part is out. */
  'house:parts': Parts,
  /** The server was asked to stop: all that was acknowledged is kept, and it is usually back within a moment. */
  'house:restarting': z.strictObject({}),
};
