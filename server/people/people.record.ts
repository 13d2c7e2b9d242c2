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
}

const person = new Schema<PersonRecord>({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  nameKey: { type: String, required: true, unique: true },
  role: { type: String, enum: roles, required: true },
  atDoor: { type: String, enum: atDoorChoices, required: true },
  agreedTo: { type: Number, required: true },
  cameAt: { type: Number, required: true },
});
person.index({ role: 1, _id: 1 });
export const people: RecordDefinition<PersonRecord> = { name: 'people', schema: person };

/** A device that knows someone. The cookie's token itself is never stored, only its hash (the id). */
export interface SessionRecord {
  _id: string;
  personId: string;
  startedAt: number;
}

export const sessions: RecordDefinition<SessionRecord> = {
  name: 'sessions',
  schema: new Schema<SessionRecord>({
    _id: { type: String, required: true },
    personId: { type: String, required: true, index: true },
    startedAt: { type: Number, required: true },
  }),
};

/** The one-time link that makes the first steward, by its hash; empty once it was used. */
export interface StewardLinkRecord {
  _id: string;
  hash: string;
}

export const stewardLinks: RecordDefinition<StewardLinkRecord> = {
  name: 'stewardLinks',
  schema: new Schema<StewardLinkRecord>({
    _id: { type: String, required: true },
    hash: { type: String, default: '' },
  }),
};
