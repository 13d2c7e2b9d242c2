import { Schema } from '../store/schema';
import type { RecordDefinition } from '../store/store';

/**
 * Someone who had all of theirs erased, by the hash of their id and nothing else: enough to erase them again
 * from a backup. `personId` is there only until it is done.
 */
export interface ErasureRecord {
  _id: string;
  at: number;
  done: boolean;
  personId?: string;
}

const erasure = new Schema<ErasureRecord>({
  _id: { type: String, required: true },
  at: { type: Number, required: true },
  done: { type: Boolean, required: true },
  personId: { type: String },
});
erasure.index({ done: 1 });
export const erasures: RecordDefinition<ErasureRecord> = { name: 'erasures', schema: erasure };
