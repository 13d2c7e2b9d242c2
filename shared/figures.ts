import * as z from 'zod';
import { refusalCodes } from './result';
import { Id } from './shapes';
import { steps } from './steps';

/** How often something happened: in the last hour, and since the server was started. */
const Often = z.strictObject({ lastHour: z.int(), total: z.int() });
export type Often = z.infer<typeof Often>;

/** How long something took in the last minutes, in milliseconds. All are 0 when it did not happen. */
const Times = z.strictObject({ count: z.int(), p50: z.number(), p99: z.number(), most: z.number() });
export type Times = z.infer<typeof Times>;

/** What this process holds in memory, by kind. With nobody there all of it goes back to where it began. */
const held = [
  'connections',
  'pages',
  'places',
  'seats',
  'liveLines',
  'boards',
  'stepBacks',
  'allowances',
] as const;
export type Held = Record<(typeof held)[number], number>;

/** `overdue`: older than they may become, and a day more. */
const OldestWords = z.strictObject({
  roomId: Id,
  name: z.string(),
  ageHours: z.int(),
  keptHours: z.int().optional(),
  overdue: z.boolean(),
});
export type OldestWords = z.infer<typeof OldestWords>;

/** How the house is doing: sums and times alone, never who or what. */
export const Figures = z.strictObject({
  upSeconds: z.int(),
  /** Inside some room now; someone in two rooms is one person. */
  people: z.int(),
  rooms: z.strictObject({ open: z.int(), withSomeone: z.int() }),
  /** People in voice, by how they take part. */
  voice: z.record(z.enum(steps), z.int()),
  messages: Often,
  commands: Often,
  refused: z.partialRecord(z.enum(refusalCodes), Often),
  store: z.strictObject({ reads: Times, writes: Times }),
  /** How late the server came to what was due, in the last full minute: milliseconds. */
  loop: z.strictObject({ p50: z.number(), p99: z.number(), most: z.number() }),
  memory: z.strictObject({ rssBytes: z.int(), heapBytes: z.int() }),
  held: z.record(z.enum(held), z.int()),
  /** Timers, sockets and the like that keep the process alive, by Node's own names. */
  handles: z.record(z.string(), z.int()),
  /** Rooms that hold words: how old the oldest are, and how old this room lets them become. */
  oldest: z.array(OldestWords),
});
export type Figures = z.infer<typeof Figures>;

export const figuresCommands = {
  'figures:read': { input: z.strictObject({}), output: Figures },
};
