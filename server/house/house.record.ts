import type { Charter } from '../../shared/house';
import { Schema } from '../store/schema';
import type { RecordDefinition } from '../store/store';

/** One record: what the house says of itself. */
export type HouseRecord = Charter & { _id: string };

export const houses: RecordDefinition<HouseRecord> = {
  name: 'house',
  schema: new Schema<HouseRecord>({
    _id: { type: String, required: true },
    name: { type: String, required: true },
    welcome: { type: String, required: true },
    agreement: {
      version: { type: Number, required: true },
      text: { type: String, required: true },
    },
    crisis: [
      {
        _id: false,
        title: { type: String, required: true },
        reach: { type: String, required: true },
        link: String,
      },
    ],
  }),
};
