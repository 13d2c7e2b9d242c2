import * as z from 'zod';
import { Board } from './boards';
import { keepsChoices } from './limits';
import { MessagePage } from './messages';
import { AtDoor, Person } from './people';
import { Present } from './presence';
import { Id, Moment } from './shapes';
import { Circle } from './voice';

/** How long a room keeps what is said in it: `limits.keptMs`, or until the house itself ends. */
export const Keeps = z.enum(keepsChoices);
export type Keeps = z.infer<typeof Keeps>;

/** An always-open place. `atDoor` is the most that the door shows of those inside. */
export const Room = z.strictObject({
  id: Id,
  code: z.string(),
  name: z.string(),
  purpose: z.string(),
  open: z.boolean(),
  atDoor: AtDoor,
  keeps: Keeps,
});
export type Room = z.infer<typeof Room>;

/** Someone who was asked to step back from a room, until when and by whom. */
export const StepBack = z.strictObject({ person: Person, until: Moment, by: z.string() });
export type StepBack = z.infer<typeof StepBack>;

/** How long a host may ask someone to step back. */
const stepBackMinutes = [15, 60, 1440] as const;

/** Everything a page needs on coming in. `messages` is what was missed since `since`, or the newest page. */
export const InsideRoom = z.strictObject({
  room: Room,
  here: z.array(Present),
  messages: MessagePage,
  /** What was sent before this moment is gone, also for a page that still has it. */
  goneBefore: Moment,
  boards: z.array(Board),
  ...Circle.shape,
  /** Only hosts are given these. */
  stepBacks: z.array(StepBack),
});
export type InsideRoom = z.infer<typeof InsideRoom>;

export const roomCommands = {
  'room:enter': {
    /** `since`: the last `changed` this page knows, when it was here before. */
    input: z.strictObject({ roomId: Id, since: z.int().optional() }),
    output: InsideRoom,
  },
  'room:leave': { input: z.strictObject({ roomId: Id }), output: z.null() },
  'room:close': { input: z.strictObject({ roomId: Id }), output: Room },
  'room:reopen': { input: z.strictObject({ roomId: Id }), output: Room },
  'room:at-door': { input: z.strictObject({ roomId: Id, atDoor: AtDoor }), output: Room },
  /** From now on words stay that long. What is older is gone within the hour. */
  'room:keep': { input: z.strictObject({ roomId: Id, keeps: Keeps }), output: Room },
  'room:step-back': {
    input: z.strictObject({ roomId: Id, personId: Id, minutes: z.literal(stepBackMinutes) }),
    output: StepBack,
  },
  /** Ends a step-back early. */
  'room:welcome-back': { input: z.strictObject({ roomId: Id, personId: Id }), output: z.null() },
};

export const roomFacts = {
  'room:changed': Room,
  /** Those inside see that it happened. */
  'room:stepped-back': z.strictObject({ roomId: Id, stepBack: StepBack }),
  'room:welcomed-back': z.strictObject({ roomId: Id, personId: Id, by: z.string() }),
  'room:closed': z.strictObject({ roomId: Id, by: z.string() }),
  'room:reopened': z.strictObject({ roomId: Id, by: z.string() }),
  'room:keeping-changed': z.strictObject({ roomId: Id, by: z.string(), keeps: Keeps }),
  /** To the person it happens to: you are outside now, and why. */
  'room:let-go': z.strictObject({
    roomId: Id,
    why: z.enum(['stepped-back', 'room-closed', 'no-session']),
    by: z.string().optional(),
    until: Moment.optional(),
  }),
};
