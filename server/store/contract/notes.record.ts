import { Schema } from '../schema';
import type { RecordDefinition, Stored } from '../store';

/** What the contract keeps: a field of every kind, a unique index and one with ties. */
export interface Note {
  _id: string;
  roomId: string;
  place: number;
  at: Date;
  body: string;
  pinned: boolean;
  drawing?: Uint8Array;
  tags: string[];
  seen: number;
  author?: { name: string; colour: string };
}

export const notes: RecordDefinition<Note> = { name: 'notes', schema: noteSchema() };

export function noteSchema(): Schema<Note> {
  const author = new Schema(
    { name: { type: String, required: true }, colour: { type: String, default: 'plain' } },
    { _id: false },
  );
  const schema = new Schema({
    _id: { type: String, required: true },
    roomId: { type: String, required: true },
    place: { type: Number, required: true },
    at: { type: Date, required: true },
    body: { type: String, required: true, maxlength: 20_000 },
    pinned: { type: Boolean, required: true },
    drawing: Buffer,
    tags: [String],
    seen: { type: Number, default: 0 },
    author,
  });
  schema.index({ roomId: 1, place: 1 }, { unique: true });
  schema.index({ roomId: 1, pinned: 1, at: 1 });
  return schema as unknown as Schema<Note>;
}

export function note(_id: string, more: Partial<Note> = {}): Note {
  const at = new Date('2026-03-01T12:00:00Z');
  return { _id, roomId: 'kitchen', place: 1, at, body: 'hello', pinned: false, tags: [], seen: 0, ...more };
}

/** Each makes a note that does not fit its schema. */
export const misfits: object[] = [
  { colour: 'red' },
  { place: '1' },
  { body: 5 },
  { body: { $gt: '' } },
  { at: '2026-03-01' },
  { pinned: 'yes' },
  { drawing: 'text' },
  { drawing: new Uint8Array(16 * 1024 * 1024) },
  { tags: 'one' },
  { tags: ['one', 2] },
  { author: { name: 'Ada', hat: 'blue' } },
  { author: {} },
  { body: undefined },
  { body: 'x'.repeat(20_001) },
  { place: Number.NaN },
  { _id: '' },
  { _id: undefined },
];

/** A record is checked in one step: a validator that would answer later is no answer. */
export const promises: RecordDefinition<Stored> = {
  name: 'promises',
  schema: new Schema<Stored>({ _id: { type: String, required: true, validate: async () => true } }),
};

/** What SQLite and MongoDB, or mongoose and a check without casting, would each understand differently. */
export const oddSchemas = (
  [
    ['a descending index', new Schema({ _id: String, at: Number }).index({ at: -1 })],
    ['an index over a list', new Schema({ _id: String, tags: { type: [String], index: true } })],
    [
      'a unique index over what may be missing',
      new Schema({ _id: String, code: { type: String, unique: true } }),
    ],
    ['an index option', new Schema({ _id: String, at: { type: Date, index: { expires: 60 } } })],
    ['a field that rewrites', new Schema({ _id: String, name: { type: String, trim: true } })],
    ['times set by mongoose', new Schema({ _id: String }, { timestamps: true })],
    ['a kind that is not kept', new Schema({ _id: String, counts: { type: Map, of: Number } })],
    ['an id of another kind', new Schema({ name: String })],
  ] as [string, unknown][]
).map(([title, schema]) => [title, schema as Schema<Stored>] as const);
