import type { Board } from '../../shared/boards';
import { Schema } from '../store/schema';
import type { RecordDefinition } from '../store/store';

export type BoardRecord = Omit<Board, 'id'> & {
  _id: string;
  place: number;
  starterId: string;
  /** Who gave the title, when it was not the starter. */
  titledBy?: string;
};

const board = new Schema<BoardRecord>({
  _id: { type: String, required: true },
  roomId: { type: String, required: true },
  place: { type: Number, required: true },
  kind: { type: String, enum: ['story'], required: true },
  title: { type: String, default: '' },
  starterId: { type: String, required: true },
  startedBy: { type: String, default: '' },
  titledBy: { type: String },
  startedAt: { type: Number, required: true },
});
// Unique: two starts at the same moment never share a place, so the limit of a room holds.
board.index({ roomId: 1, place: 1 }, { unique: true });
export const boards: RecordDefinition<BoardRecord> = { name: 'boards', schema: board };

/** A Yjs client id and whose it is. */
export type Pen = { pen: number; personId: string };
const pens = [
  { _id: false, pen: { type: Number, required: true }, personId: { type: String, required: true } },
];

/** One step of a board's log: what came in together. One record, so it is on disk whole or not at all. */
export interface StepRecord {
  _id: string;
  boardId: string;
  n: number;
  updates: Buffer[];
  /** Pens used for the first time in this step. */
  pens: Pen[];
}

const step = new Schema<StepRecord>({
  _id: { type: String, required: true },
  boardId: { type: String, required: true },
  n: { type: Number, required: true },
  updates: { type: [Buffer], required: true },
  pens,
});
step.index({ boardId: 1, n: 1 }, { unique: true });
export const boardSteps: RecordDefinition<StepRecord> = { name: 'boardSteps', schema: step };

/** A whole board after step `upTo`, under the board's id. */
export interface SnapshotRecord {
  _id: string;
  upTo: number;
  state: Buffer;
  pens: Pen[];
}

const snapshot = new Schema<SnapshotRecord>({
  _id: { type: String, required: true },
  upTo: { type: Number, required: true },
  state: { type: Buffer, required: true },
  pens,
});
export const boardSnapshots: RecordDefinition<SnapshotRecord> = { name: 'boardSnapshots', schema: snapshot };
