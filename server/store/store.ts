import type { Schema } from 'mongoose';

/**
 * The store port: all that Porchlight remembers goes through it. Two adapters keep its promises, which
 * are numbered in `store.contract.ts`: `embedded/` (one SQLite file) and `mongo/` (a MongoDB server).
 */
export interface Store {
  /** The collection of a record definition. The same definition always gives the same collection. */
  collection<R extends Stored>(definition: RecordDefinition<R>): Collection<R>;
  /** Resolves when what was removed or overwritten before is gone from the data files. */
  purge(): Promise<void>;
  /** Is the store able to keep something right now? Rejects with `StoreDown` when it is not. */
  check(): Promise<void>;
  /** Waits for writes under way, then lets files and connections go. */
  close(): Promise<void>;
}

export interface Collection<R extends Stored> {
  /** Durable once it resolves. Refuses a second record under a unique index (or id) with `Taken`. */
  insert(record: R): Promise<void>;
  get(id: string): Promise<R | undefined>;
  /** In the order of a declared index: equal on its leading fields, strictly past the cursor. */
  page(by: Page<R>): Promise<R[]>;
  /** Atomic read-modify-write; `edit` may run again. Undefined when there is no such record. */
  change(id: string, edit: (record: R) => R): Promise<R | undefined>;
  /** The bytes are gone from the data files, not only from sight, when `purge` next resolves. */
  remove(id: string): Promise<void>;
}

export type Stored = { _id: string };

export interface Page<R> {
  /** Values of the leading fields of one declared index (all of them or some, from its first field on). */
  where: Partial<R>;
  /** A record (its index fields are enough): the page begins strictly past it, in the direction of travel. */
  past?: Partial<R>;
  newestFirst?: boolean;
  limit: number;
}

/** A record is defined once, as a mongoose schema: fields, defaults, validation, indexes. */
export interface RecordDefinition<R extends Stored> {
  name: string;
  schema: Schema<R>;
}

/** A record under the same id or unique index exists already. */
export class Taken extends Error {
  override name = 'Taken';
}

/** The record does not fit its schema: a defect of ours, never a person's mistake. */
export class Unfit extends Error {
  override name = 'Unfit';
}

/** The store cannot keep or give anything right now; nothing was acknowledged. */
export class StoreDown extends Error {
  override name = 'StoreDown';
}
