import type { AtDoor } from '../../shared/people';
import { atDoorChoices } from '../../shared/people';
import { type Role, roles } from '../../shared/roles';
import { Schema } from '../store/schema';
import type { RecordDefinition } from '../store/store';

/** Someone who has come in. No e-mail, no address, no password: a name, and what they chose. */
export interface PersonRecord {
  _id: string;
  name: string;
  /** What the name looks like; two people never look alike. */
  nameKey: string;
  role: Role;
  atDoor: AtDoor;
  /** The version of the community agreement they came in with. */
  agreedTo: number;
  cameAt: number;
  /** The name they had a moment ago, and until when the others are shown it. */
  was?: string;
  wasUntil?: number;
}

const person = new Schema<PersonRecord>({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  nameKey: { type: String, required: true, unique: true },
  role: { type: String, enum: roles, required: true },
  atDoor: { type: String, enum: atDoorChoices, required: true },
  agreedTo: { type: Number, required: true },
  cameAt: { type: Number, required: true },
  was: { type: String },
  wasUntil: { type: Number },
});
person.index({ role: 1, _id: 1 });
export const people: RecordDefinition<PersonRecord> = { name: 'people', schema: person };

/** What a name looked like that somebody has laid down, and for how long nobody else may take it. */
export interface KeptNameRecord {
  /** The name's key. */
  _id: string;
  personId: string;
  until: number;
}

const keptName = new Schema<KeptNameRecord>({
  _id: { type: String, required: true },
  personId: { type: String, required: true },
  until: { type: Number, required: true },
});
keptName.index({ personId: 1, until: 1 });
keptName.index({ until: 1 });
export const keptNames: RecordDefinition<KeptNameRecord> = { name: 'keptNames', schema: keptName };

/** A device that knows someone. The cookie's secret itself is never stored, only its hash (the id). */
export interface SessionRecord {
  _id: string;
  personId: string;
  /** The first moment of that day: when on the day is nobody's business. */
  startedAt: number;
  /** Their role has changed since: it only fetches the session that takes its place. */
  stale?: boolean;
  /** The session whose place this one takes, which ends when this one is first used. */
  replaces?: string;
}

const session = new Schema<SessionRecord>({
  _id: { type: String, required: true },
  personId: { type: String, required: true },
  startedAt: { type: Number, required: true },
  stale: { type: Boolean },
  replaces: { type: String },
});
session.index({ personId: 1, _id: 1 });
export const sessions: RecordDefinition<SessionRecord> = { name: 'sessions', schema: session };

/** The one-time link that makes the first steward, by its hash; empty once it was used. */
export interface StewardLinkRecord {
  _id: string;
  hash: string;
  endsAt: number;
}

export const stewardLinks: RecordDefinition<StewardLinkRecord> = {
  name: 'stewardLinks',
  schema: new Schema<StewardLinkRecord>({
    _id: { type: String, required: true },
    hash: { type: String, default: '' },
    endsAt: { type: Number, default: 0 },
  }),
};
