import { scalars } from './fit';
import { type Page, type RecordDefinition, type Stored, Unfit } from './store';

/** A declared index, ascending over scalar fields. */
export interface Index {
  fields: string[];
  unique: boolean;
}

export type Scalar = string | number | boolean | Date | null;

/** A page, planned: equal on `equal`, in the order of `order`, whose first field is strictly past `past`. */
export interface Walk {
  equal: [field: string, value: Scalar][];
  order: [string, ...string[]];
  past: Scalar | undefined;
  descending: boolean;
  limit: number;
}

/** The indexes of a definition; one that SQLite and MongoDB would keep differently is refused. */
export function indexesOf<R extends Stored>({ name, schema }: RecordDefinition<R>): Index[] {
  return schema.indexes().map(([spec, options]) => {
    const fields = Object.keys(spec);
    const at = `${name} index ${fields.join(', ')}`;
    for (const field of fields) {
      if (!scalars[schema.path(field)?.instance ?? ''] || field.includes('.'))
        throw new Unfit(`${at}: "${field}" is no plain field of text, number, boolean or date`);
    }
    if (Object.values(spec).some((direction) => direction !== 1))
      throw new Unfit(`${at}: declare it ascending, a page travels either way`);
    for (const option of Object.keys(options)) {
      if (option !== 'unique') throw new Unfit(`${at}: the option "${option}" is not kept`);
    }
    // MongoDB counts two records without the field as the same, SQLite as different.
    if (options.unique && !fields.every((field) => schema.path(field)?.isRequired))
      throw new Unfit(`${at}: the fields of a unique index are required fields`);
    return { fields, unique: Boolean(options.unique) };
  });
}

/** Plans pages of a definition; throws `Unfit` for a page that no declared index can give in order. */
export function createWalks<R extends Stored>(definition: RecordDefinition<R>): (page: Page<R>) => Walk {
  const { name, schema } = definition;
  const indexes = indexesOf(definition);

  return ({ where, order, past, newestFirst = false, limit }) => {
    if (!Number.isInteger(limit) || limit < 1) throw new Unfit(`${name}: a page has a limit of 1 or more`);
    const asked = Object.keys(where);
    const index = [...indexes, { fields: [], unique: false }].find(({ fields }) => {
      const [next = '_id'] = fields.slice(asked.length);
      return next === order && sameMembers(fields.slice(0, asked.length), asked);
    });
    if (!index)
      throw new Unfit(`${name}: no index begins with ${asked.join(', ')} and goes on with ${order}`);
    // A missing value has no place in an order: such a record would be lost between two pages.
    if (!schema.path(order)?.isRequired)
      throw new Unfit(`${name}.${order}: only a required field gives an order`);
    const neverTies = order === '_id' || (index.unique && index.fields.at(-1) === order);
    return {
      equal: asked.map((field) => [field, scalarIn(field, where[field as keyof R], true)]),
      order: neverTies ? [order] : [order, '_id'],
      past: past === undefined ? undefined : scalarIn(order, past, false),
      descending: newestFirst,
      limit,
    };
  };

  /** What a client sent never becomes part of a query but as a scalar of the field's own kind. */
  function scalarIn(field: string, value: unknown, orNull: boolean): Scalar {
    const fits = scalars[schema.path(field)?.instance ?? '']?.(value) || (orNull && value === null);
    if (!fits) throw new Unfit(`${name}.${field}: not a value that a page can look for`);
    return value as Scalar;
  }
}

/** An id is a string: an object in its place could be read as a query. */
export function idOf(name: string, id: unknown): string {
  if (typeof id !== 'string') throw new Unfit(`${name}._id: an id is a string`);
  return id;
}

function sameMembers(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
