import { Schema } from '../store/schema';
import type { RecordDefinition } from '../store/store';

/** When the house was last swept, and when its files were last written anew; one record. */
export interface RoundsRecord {
  _id: string;
  sweptAt: number;
  purgedAt: number;
}

export const rounds: RecordDefinition<RoundsRecord> = {
  name: 'rounds',
  schema: new Schema<RoundsRecord>({
    _id: { type: String, required: true },
    sweptAt: { type: Number, required: true },
    purgedAt: { type: Number, required: true },
  }),
};
