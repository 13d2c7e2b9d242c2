import type { Message } from '../../shared/messages';
import { Schema } from '../store/schema';
import type { RecordDefinition } from '../store/store';

export type MessageRecord = Omit<Message, 'id'> & { _id: string };

const message = new Schema<MessageRecord>({
  _id: { type: String, required: true },
  roomId: { type: String, required: true },
  seq: { type: Number, required: true },
  changed: { type: Number, required: true },
  authorId: { type: String, required: true },
  authorName: { type: String, default: '' },
  body: { type: String, default: '' },
  sentAt: { type: Number, required: true },
  editedAt: { type: Number },
  takenBackAt: { type: Number },
  erasedAt: { type: Number },
});
// Unique: two processes can never give the same number to two messages of a room.
message.index({ roomId: 1, seq: 1 }, { unique: true });
message.index({ roomId: 1, changed: 1 }, { unique: true });
// What is oldest, and what is someone's own.
message.index({ roomId: 1, sentAt: 1 });
message.index({ roomId: 1, authorId: 1, seq: 1 });
export const messages: RecordDefinition<MessageRecord> = { name: 'messages', schema: message };

/** The last numbers given in a room (the id) when words of it were last let go of. */
export interface FloorRecord {
  _id: string;
  seq: number;
  changed: number;
}

export const floors: RecordDefinition<FloorRecord> = {
  name: 'floors',
  schema: new Schema<FloorRecord>({
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    changed: { type: Number, required: true },
  }),
};
