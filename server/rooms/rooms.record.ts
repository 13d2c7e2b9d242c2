import { keepsChoices } from '../../shared/limits';
import { type AtDoor, atDoorChoices } from '../../shared/people';
import { type Role, roles } from '../../shared/roles';
import type { Keeps } from '../../shared/rooms';
import { Schema } from '../store/schema';
import type { RecordDefinition } from '../store/store';

export interface RoomRecord {
  _id: string;
  /** Always the same word: all rooms of the house are read in one go, by place. */
  house: string;
  place: number;
  code: string;
  name: string;
  purpose: string;
  open: boolean;
  atDoor: AtDoor;
  /** Missing in a room from before this could be chosen. */
  keeps?: Keeps;
}

const room = new Schema<RoomRecord>({
  _id: { type: String, required: true },
  house: { type: String, required: true },
  place: { type: Number, required: true },
  code: { type: String, required: true, unique: true },
  name: { type: String, required: true },
  purpose: { type: String, required: true },
  open: { type: Boolean, required: true },
  atDoor: { type: String, enum: atDoorChoices, required: true },
  keeps: { type: String, enum: keepsChoices, default: 'month' },
});
room.index({ house: 1, place: 1 });
export const rooms: RecordDefinition<RoomRecord> = { name: 'rooms', schema: room };

/** One for each person and room: asking again replaces it. */
export interface StepBackRecord {
  _id: string;
  roomId: string;
  personId: string;
  name: string;
  role: Role;
  by: string;
  byId?: string;
  until: number;
}

const stepBack = new Schema<StepBackRecord>({
  _id: { type: String, required: true },
  roomId: { type: String, required: true },
  personId: { type: String, required: true },
  name: { type: String, required: true },
  role: { type: String, enum: roles, required: true },
  by: { type: String, default: '' },
  byId: { type: String },
  until: { type: Number, required: true },
});
stepBack.index({ roomId: 1, until: 1 });
stepBack.index({ until: 1 });
export const stepBacks: RecordDefinition<StepBackRecord> = { name: 'stepBacks', schema: stepBack };
