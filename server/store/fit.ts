import { types } from 'node:util';
import { calculateObjectSize } from 'bson';
import type { Schema, SchemaType } from 'mongoose';
import { type RecordDefinition, type Stored, Unfit } from './store';

/** MongoDB keeps no larger record; so the embedded store does not either. */
const largestRecordBytes = 16 * 1024 * 1024;

type Check = (given: unknown, owner: object) => unknown;

/**
 * Reads a schema once into a function that gives a copy of a record, defaults filled in, or throws
 * `Unfit`. It takes fields, defaults and validators from the mongoose schema, but casts nothing: a number
 * in a text field is refused, not rewritten. (mongoose's own document does the same work in 30 to 50 µs a
 * record, this in about 3, and its synchronous validation is deprecated.)
 */
export function createFit<R extends Stored>({ name, schema }: RecordDefinition<R>): (record: R) => R {
  if (!/^[a-zA-Z][\w-]*$/.test(name)) throw new Unfit(`"${name}" is no name for a collection`);
  const check = schemaCheck(schema as unknown as Schema, name);
  return (record) => {
    const kept = check(record, record) as R;
    if (typeof kept._id !== 'string' || kept._id === '') throw new Unfit(`${name}._id: an id is a string`);
    if (calculateObjectSize(kept) > largestRecordBytes) throw new Unfit(`${name}: larger than 16 MiB`);
    return kept;
  };
}

/** The kinds of value an index can be over, as mongoose names them. */
export const scalars: Record<string, (value: unknown) => boolean> = {
  String: (value) => typeof value === 'string',
  Number: (value) => Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
  Date: (value) => types.isDate(value) && !Number.isNaN(value.getTime()),
};

function schemaCheck(schema: Schema, path: string): Check {
  if (schema.get('timestamps')) throw new Unfit(`${path}: give times yourself, not by "timestamps"`);
  const fields: [string[], SchemaType][] = [];
  schema.eachPath((field, type) => {
    if (!field.includes('$')) fields.push([field.split('.'), type]);
  });
  return objectCheck(fields, path);
}

/** An object of fields; a dotted field of the schema is a field of an object within. */
function objectCheck(fields: [string[], SchemaType][], path: string): Check {
  const checks = new Map<string, Check>();
  for (const [[first = '', ...rest], type] of fields) {
    if (checks.has(first)) continue;
    const within = fields.filter(([steps]) => steps[0] === first);
    const inner: [string[], SchemaType][] = within.map(([steps, kind]) => [steps.slice(1), kind]);
    const at = `${path}.${first}`;
    checks.set(first, rest.length === 0 ? fieldCheck(type, at) : optional(objectCheck(inner, at)));
  }
  return (given, owner) => {
    if (!isObject(given)) return refuse(path, 'not an object');
    for (const key of Object.keys(given)) {
      if (!checks.has(key)) refuse(path, 'a field that is not in the schema');
    }
    const kept: Record<string, unknown> = {};
    for (const [key, check] of checks) {
      const value = check(given[key], given ?? owner);
      if (value !== undefined) kept[key] = value;
    }
    return kept;
  };
}

/** A nested object left out counts as empty, so that its defaults and required fields still hold. */
function optional(check: Check): Check {
  return (given, owner) => {
    const kept = check(given ?? {}, owner);
    return given === undefined && Object.keys(kept as object).length === 0 ? undefined : kept;
  };
}

function fieldCheck(type: SchemaType, path: string): Check {
  const rewrites = ['lowercase', 'uppercase', 'trim', 'set', 'get'].find((option) => type.options[option]);
  if (rewrites) throw new Unfit(`${path}: "${rewrites}" would rewrite what was given`);
  const copy = copyOf(type, path);
  return (given, owner) => {
    const value = given === undefined ? initial(type, owner) : given;
    const kept = value === undefined || value === null ? value : copy(value, owner);
    for (const { validator, type: rule } of type.validators) {
      if (kept === undefined && rule !== 'required') continue;
      if (!passes(validator, kept, owner)) refuse(path, rule ?? 'a validator');
    }
    return kept;
  };
}

function initial(type: SchemaType, owner: object): unknown {
  const start: unknown = type.options.default;
  if (typeof start === 'function') return start.call(owner, owner);
  // As in mongoose: a list begins empty, unless its schema says `default: undefined`.
  return type.instance === 'Array' && !Object.hasOwn(type.options, 'default') ? [] : start;
}

function passes(validator: unknown, value: unknown, owner: object): boolean {
  if (validator instanceof RegExp) return validator.test(String(value));
  if (typeof validator !== 'function') return true;
  const said: unknown = validator.call(owner, value);
  // A promise is no answer: a record is checked in one step, inside the transaction that keeps it.
  return said === undefined || (Boolean(said) && !types.isPromise(said));
}

function copyOf(type: SchemaType, path: string): Check {
  const is = scalars[type.instance];
  if (is) return (given) => (!is(given) ? refuse(path, `not a ${type.instance}`) : copyDate(given));
  if (type.instance === 'Buffer')
    return (given) => (types.isUint8Array(given) ? Buffer.from(given) : refuse(path, 'not bytes'));
  if (type.instance === 'Mixed') return (given) => cloneMixed(given, path);
  const element = type.instance === 'Array' ? type.getEmbeddedSchemaType() : undefined;
  if (element)
    return listCheck(element.schema ? schemaCheck(element.schema, path) : fieldCheck(element, path), path);
  if (type.schema) return schemaCheck(type.schema, path);
  throw new Unfit(`${path}: the store keeps no ${type.instance} (a schema within needs { _id: false })`);
}

function listCheck(element: Check, path: string): Check {
  return (given, owner) => {
    if (!Array.isArray(given)) return refuse(path, 'not a list');
    return given.map((item) => element(item, owner) ?? refuse(path, 'a list with a hole'));
  };
}

function copyDate(given: unknown): unknown {
  return types.isDate(given) ? new Date(given) : given;
}

function cloneMixed(given: unknown, path: string): unknown {
  try {
    return structuredClone(given);
  } catch {
    return refuse(path, 'not a value that can be kept');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Names the field, never the value: what people write does not belong in a log. */
function refuse(path: string, why: string): never {
  throw new Unfit(`${path}: ${why}`);
}
