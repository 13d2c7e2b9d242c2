import type { Schema } from 'mongoose';

/**
 * The store port: all that Porchlight remembers goes through it. Two adapters keep its promises, which
 * are numbered in `store.contract.ts`: `embedded/` (one SQLite file) and `mongo/` (a MongoDB server).
 */
export interface Store {
  /**
   * The collection of a record definition. The same definition always gives the same collection. A
   * definition that the adapters cannot keep alike is refused with `Unfit`, here, when the server starts.
   */
  collection<R extends Stored>(definition: RecordDefinition<R>): Collection<R>;
  /** Resolves when what was removed or overwritten before is gone from the data files. */
  purge(): Promise<void>;
  /** Is the store able to keep something right now? Rejects with `StoreDown` when it is not. */
  check(): Promise<void>;
  /** Waits for writes under way, then lets files and connections go. Verbs after it give `StoreDown`. */
  close(): Promise<void>;
}

/**
 * Every verb may reject with `StoreDown` (nothing was acknowledged; ask again later) or `Unfit` (our own
 * defect). Records go in and come out as copies: changing one in memory changes nothing that is kept.
 */
export interface Collection<R extends Stored> {
  /** Durable once it resolves. Refuses a second record under a unique index (or id) with `Taken`. */
  insert(record: R): Promise<void>;
  get(id: string): Promise<R | undefined>;
  /** In the order of a declared index: equal on its leading fields, strictly past the cursor, ties by `_id`. */
  page(by: Page<R>): Promise<R[]>;
  /**
   * Atomic read-modify-write; `edit` may run again, so it only computes. Resolves to the record as it is
   * now kept, or undefined when there is none. `Taken` when the edit meets another's unique index.
   */
  change(id: string, edit: (record: R) => R): Promise<R | undefined>;
  /** The bytes are gone from the data files, not only from sight, when `purge` next resolves. */
  remove(id: string): Promise<void>;
}

export type Stored = { _id: string };

export interface Page<R> {
  /** Values of the leading fields of a declared index; may be empty. */
  where: Partial<R>;
  /**
   * The index's next field, whose order the page is in (ties by `_id`). The index is the declared one that
   * begins with the fields of `where` and goes on with `order`; a page that no index serves is `Unfit`.
   */
  order: keyof R & string;
  /** The page begins strictly past this value of `order`, in the direction of travel. */
  past?: R[keyof R & string];
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

/** The record, id or page does not fit its schema: a defect of ours, never a person's mistake. */
export class Unfit extends Error {
  override name = 'Unfit';
}

/** The store cannot keep or give anything right now; nothing was acknowledged. */
export class StoreDown extends Error {
  override name = 'StoreDown';
}
