import * as z from 'zod';
import { limits } from './limits';
import { Id, line, Moment } from './shapes';

/** A titled page that people in a room write together. Its words travel over `/boards/ID`, not here. */
export const Board = z.strictObject({
  id: Id,
  roomId: Id,
  kind: z.literal('story'),
  title: z.string(),
  startedBy: z.string(),
  startedAt: Moment,
});
export type Board = z.infer<typeof Board>;

const Title = line(limits.titleChars);

export const boardCommands = {
  'board:start': { input: z.strictObject({ id: Id, roomId: Id, title: Title }), output: Board },
  'board:rename': { input: z.strictObject({ id: Id, roomId: Id, title: Title }), output: Board },
};

export const boardFacts = {
  /** A board was started or renamed. */
  'board:changed': Board,
};
