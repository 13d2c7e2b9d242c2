import { types } from 'node:util';
import { deserialize, serialize } from 'bson';
import type { Scalar } from '../indexes';

/** The column of the whole record; no field can be named so. */
export const whole = 'whole record';

export function quoted(name: string): string {
  return `"${name}"`;
}

export function bytesOf(record: object): Buffer {
  return Buffer.from(serialize(record, { ignoreUndefined: true }));
}

export function recordIn<R>(row: unknown): R {
  const [bytes] = row as [Buffer];
  return deserialize(bytes, { promoteBuffers: true }) as R;
}

/** The values of some fields, for their columns. */
export function columnValues(record: object, columns: string[]): (string | number | null)[] {
  return columns.map((column) => columnValue((record as Record<string, Scalar | undefined>)[column]));
}

/** Numbers, text and null only: libsql ends the process when handed a boolean. */
export function columnValue(value: Scalar | undefined): string | number | null {
  if (types.isDate(value)) return value.getTime();
  return typeof value === 'boolean' ? Number(value) : (value ?? null);
}
