import * as z from 'zod';
import { Id } from './shapes';
import { steps } from './steps';

const Step = z.enum(steps);

/** A place in a room's voice circle. A page whose line comes back in time goes on in its seat. */
export const Seat = z.strictObject({
  id: Id,
  personId: Id,
  muted: z.boolean(),
  step: Step,
  /** Counts up with every hand that is raised, so the lowest was first. Null while the hand is down. */
  hand: z.int().nullable(),
});
export type Seat = z.infer<typeof Seat>;

/** What a room's voice is right now. While someone has the talking piece, nobody else can unmute. */
export const Circle = z.strictObject({
  /** In the order of coming. */
  seats: z.array(Seat),
  /** Id of the person who has the talking piece; null while there is none out. */
  piece: Id.nullable(),
});
export type Circle = z.infer<typeof Circle>;

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

/** Counts the offers of one epoch, so that an answer or a candidate is never taken for another offer's. */
const Round = z.int().nonnegative();

/** What two browsers say to each other through the server. Only the side that initiates offers. */
export const Signal = z.union([
  z.strictObject({ type: z.enum(['offer', 'answer']), round: Round, sdp: z.string().max(12_000) }),
  z.strictObject({
    type: z.literal('candidate'),
    round: Round,
    candidate: z.strictObject({
      candidate: z.string().max(1_000),
      sdpMLineIndex: z.int().nullable().optional(),
      sdpMid: z.string().max(50).nullable().optional(),
    }),
  }),
  /** To the side that initiates: find a new way for this connection (`restart`), or build another (`rebuild`). */
  z.strictObject({ type: z.enum(['restart', 'rebuild']) }),
  /** Every few seconds: what crossed this pair since it was built, as this side counted it. */
  z.strictObject({
    type: z.literal('report'),
    /** Packets of sound that this side sent, and received. */
    sent: z.int().nonnegative(),
    received: z.int().nonnegative(),
    /** This side has heard nothing of the other for a while, though the other sends. */
    deaf: z.boolean(),
    /** What this side would have the other send. */
    wants: z.enum(['voice', 'low']),
  }),
]);
export type Signal = z.infer<typeof Signal>;

/** `epoch` counts how often this pair was built: a signal of another epoch is dropped. */
const Epoch = z.int().nonnegative();

export const voiceCommands = {
  /**
   * Takes a seat; one that this person has elsewhere is let go. Where as many speak as the room carries, the
   * seat is one by text. `resume`: the seat that this page had before its line broke; it goes on in it, unless
   * that is gone meanwhile.
   */
  'voice:join': {
    input: z.strictObject({
      roomId: Id,
      muted: z.boolean(),
      step: Step.default('voice'),
      resume: Id.optional(),
    }),
    output: z.strictObject({ seat: Seat, ...Circle.shape, ice: Ice }),
  },
  'voice:leave': { input: z.strictObject({ roomId: Id }), output: z.null() },
  'voice:mute': { input: z.strictObject({ roomId: Id, muted: z.boolean() }), output: z.null() },
  /** A host's act: mutes, never unmutes. */
  'voice:host-mute': { input: z.strictObject({ roomId: Id, personId: Id }), output: z.null() },
  'voice:hand': { input: z.strictObject({ roomId: Id, raised: z.boolean() }), output: z.null() },
  /** Refuses with `voice-full` whoever comes from `text` when no place is free. */
  'voice:step': { input: z.strictObject({ roomId: Id, step: Step }), output: z.null() },
  /**
   * Gives the talking piece to someone in voice, or puts it away (null). While nobody has it, anyone in voice
   * may bring it in; then only whoever has it may pass it, or a host. Once they
   * had it for `limits.pieceKeptMs` anyone in voice may put it away.
   */
  'voice:piece': { input: z.strictObject({ roomId: Id, to: Id.nullable() }), output: z.null() },
  'voice:signal': {
    input: z.strictObject({ roomId: Id, from: Id, to: Id, epoch: Epoch, signal: Signal }),
    output: z.null(),
  },
  /** Fresh ways to reach the others, for whoever has a seat. */
  'voice:ice': { input: z.strictObject({ roomId: Id }), output: Ice },
  /** The same for a moment, for whoever tries before taking a seat whether the relay can be reached. */
  'voice:try': { input: z.strictObject({ roomId: Id }), output: Ice },
};

export const voiceFacts = {
  'voice:changed': z.strictObject({ roomId: Id, ...Circle.shape }),
  'voice:signalled': z.strictObject({ roomId: Id, from: Id, to: Id, epoch: Epoch, signal: Signal }),
  /** Your seat is no longer yours: another page of yours speaks now, or you are outside the room. */
  'voice:let-go': z.strictObject({ roomId: Id, seatId: Id, why: z.enum(['elsewhere', 'outside']) }),
  /** Told to everyone inside. The person may unmute when they like. */
  'voice:host-muted': z.strictObject({ roomId: Id, personId: Id, by: z.string() }),
};
