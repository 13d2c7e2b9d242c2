/**
 * Every command is answered with a Result. A refusal is one of this closed list of codes; the sentence a
 * person reads for each lives in the words files (`client/words`), so it is always in their language.
 */
export const refusalCodes = [
  'bad-input', // what was sent does not fit the schema
  'too-large', // longer than the limit
  'too-fast', // more often than the limit
  'no-session', // nobody knows who you are yet: come in first
  'not-inside', // only people inside this room may do that
  'not-allowed', // your role may not do that
  'not-yours', // only its author may do that
  'stepped-back', // a host asked you to step back for a while
  'room-closed', // a host closed the room
  'voice-full', // as many voices as the room carries
  'piece-elsewhere', // somebody else has the talking piece
  'not-found', // no such room, message, board or person
  'id-used', // this id already stands for something else
  'name-refused', // a name with hidden or mixed letters, or an empty one
  'name-taken', // too like the name of somebody else
  'agreement-changed', // the agreement was changed since you read it
  'link-used', // the one-time link was used already, or is not known
  'store-down', // the server cannot save right now
  'broken', // a defect of ours
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** What the client itself adds when no answer came at all. */
export type Refusal = RefusalCode | 'offline' | 'no-answer';

export type Result<Value> = { ok: true; value: Value } | { ok: false; why: RefusalCode; retryInMs?: number };
