import { Schema } from '../schema';
import type { RecordDefinition } from '../store';

/** A record for the tests of this folder, and for the process that they kill. */
export interface Step {
  _id: string;
  walk: string;
  n: number;
  body: string;
}

const schema = new Schema<Step>({
  _id: { type: String, required: true },
  walk: { type: String, required: true },
  n: { type: Number, required: true },
  body: { type: String, required: true },
});
schema.index({ walk: 1, n: 1 }, { unique: true });

export const steps: RecordDefinition<Step> = { name: 'steps', schema };
