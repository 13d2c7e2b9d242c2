import * as z from 'zod';
import { Id } from './shapes';

/** A place in a room's voice circle. A page that joins anew takes a new seat, so stale signals find nobody. */
export const Seat = z.strictObject({ id: Id, personId: Id, muted: z.boolean() });
export type Seat = z.infer<typeof Seat>;

/** What a browser needs to reach the others. `relayOnly`: peers never see each other's network address. */
export const Ice = z.strictObject({
  iceServers: z.array(
    z.strictObject({
      urls: z.array(z.string()),
      username: z.string().optional(),
      credential: z.string().optional(),
    }),
  ),
  relayOnly: z.boolean(),
});
export type Ice = z.infer<typeof Ice>;

/** What two browsers say to each other through the server, of a kind that simple-peer makes. */
export const Signal = z.union([
  z.strictObject({ type: z.enum(['offer', 'answer']), sdp: z.string().max(12_000) }),
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: z.string().max(1_000),
      sdpMLineIndex: z.int().nullable().optional(),
      sdpMid: z.string().max(50).nullable().optional(),
    }),
  }),
  z.strictObject({ type: z.literal('renegotiate'), renegotiate: z.literal(true) }),
  z.strictObject({
    type: z.literal('transceiverRequest'),
    transceiverRequest: z.strictObject({ kind: z.literal('audio') }),
  }),
  /** Ours: the pair is broken on this side; begin a new epoch. */
  z.strictObject({ type: z.literal('rebuild') }),
]);
export type Signal = z.infer<typeof Signal>;

/** `epoch` counts how often this pair was built: a signal of another epoch is dropped. */
const Epoch = z.int().nonnegative();

export const voiceCommands = {
  'voice:join': {
    input: z.strictObject({ roomId: Id, muted: z.boolean() }),
    output: z.strictObject({ seat: Seat, seats: z.array(Seat), ice: Ice }),
  },
  'voice:leave': { input: z.strictObject({ roomId: Id }), output: z.null() },
  'voice:mute': { input: z.strictObject({ roomId: Id, muted: z.boolean() }), output: z.null() },
  /** A host's act: mutes, never unmutes. */
  'voice:host-mute': { input: z.strictObject({ roomId: Id, personId: Id }), output: z.null() },
  'voice:signal': {
    input: z.strictObject({ roomId: Id, from: Id, to: Id, epoch: Epoch, signal: Signal }),
    output: z.null(),
  },
  /** Fresh ways to reach the others, for a pair that is built anew. */
  'voice:ice': { input: z.strictObject({ roomId: Id }), output: Ice },
};

export const voiceFacts = {
  'voice:changed': z.strictObject({ roomId: Id, seats: z.array(Seat) }),
  'voice:signalled': z.strictObject({ roomId: Id, from: Id, to: Id, epoch: Epoch, signal: Signal }),
  /** Your seat is no longer yours: another page of yours speaks now, or you are outside the room. */
  'voice:let-go': z.strictObject({ roomId: Id, seatId: Id, why: z.enum(['elsewhere', 'outside']) }),
  /** Told to everyone inside. The person may unmute when they like. */
  'voice:host-muted': z.strictObject({ roomId: Id, personId: Id, by: z.string() }),
};
