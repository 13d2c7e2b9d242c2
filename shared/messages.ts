import * as z from 'zod';
import { limits } from './limits';
import { Id, Moment, text } from './shapes';

const Body = text(limits.bodyChars);

/**
 * `seq` is the message's place in the room: gap-free, never changed. `changed` counts every change in the
 * room (sending, editing, taking back), so one number says how far a reader has come.
 */
export const Message = z.strictObject({
  id: Id,
  roomId: Id,
  seq: z.int(),
  changed: z.int(),
  authorId: Id,
  authorName: z.string(),
  body: z.string(),
  sentAt: Moment,
  editedAt: Moment.optional(),
  takenBackAt: Moment.optional(),
  /** Its author had all of theirs erased: no words, no name, and `nobody` as its author. */
  erasedAt: Moment.optional(),
});
export type Message = z.infer<typeof Message>;

/** Oldest first. `more`: there are others past it in the direction asked for. */
export const MessagePage = z.strictObject({ messages: z.array(Message), more: z.boolean() });
export type MessagePage = z.infer<typeof MessagePage>;

export const messageCommands = {
  /** `id` is the sender's: the same id with the same words is the same message, however often it is sent. */
  'message:send': { input: z.strictObject({ id: Id, roomId: Id, body: Body }), output: Message },
  'message:edit': { input: z.strictObject({ id: Id, roomId: Id, body: Body }), output: Message },
  'message:take-back': { input: z.strictObject({ id: Id, roomId: Id }), output: Message },
  /** What was said before `before` (a seq), or the newest. */
  'message:page': { input: z.strictObject({ roomId: Id, before: z.int().optional() }), output: MessagePage },
  /** Every message that changed after `changed`, in that order: what a reader missed. */
  'message:since': { input: z.strictObject({ roomId: Id, changed: z.int() }), output: MessagePage },
};

export const messageFacts = {
  /** A message was sent, edited or taken back: `changed` is one more than in the fact before it. */
  'message:changed': Message,
  /** What was sent before that moment is gone from this room for good. Its numbers are not given again. */
  'message:gone': z.strictObject({ roomId: Id, sentBefore: Moment }),
};
