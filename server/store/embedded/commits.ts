import Database from 'libsql';
import { StoreDown, Taken } from '../store';

/** Runs work on the database; no error of SQLite leaves it but as `Taken` or `StoreDown`. */
export interface Commits {
  /** The statement, prepared once. Selects give their rows as lists. */
  statement(sql: string): Database.Statement;
  read<T>(work: () => T): T;
  /** Resolves when the transaction that the work shares with its neighbours is on the disk. */
  write<T>(work: () => T): Promise<T>;
  close(): Promise<void>;
}

/** Each throws when the files are no longer where the next start will look for them. */
export interface FilesInPlace {
  beforeWrite(): void;
  afterWrite(): void;
}

interface Job {
  /** Runs inside the transaction; the function it gives tells the outcome, once there is one. */
  run(): () => void;
  fail(error: StoreDown): void;
}

/**
 * Writes of the same turn of the event loop share one transaction, and so one wait for the disk. Each work
 * changes at most one row: a refused statement undoes only itself, so one refusal spares its neighbours.
 * SQLite itself goes on writing into files that were moved or deleted, so it is looked after where they are.
 */
export function createCommits(db: Database.Database, place: FilesInPlace): Commits {
  const prepared = new Map<string, Database.Statement>();
  let due: Job[] = [];
  let closed = false;

  return {
    statement(sql) {
      const known = prepared.get(sql) ?? (sql.startsWith('SELECT') ? db.prepare(sql).raw() : db.prepare(sql));
      prepared.set(sql, known);
      return known;
    },

    read(work) {
      if (closed) throw new StoreDown('the store is closed');
      try {
        return work();
      } catch (cause) {
        throw new StoreDown('the store cannot be read', { cause });
      }
    },

    write<T>(work: () => T) {
      return new Promise<T>((resolve, reject) => {
        if (closed) return reject(new StoreDown('the store is closed'));
        if (due.length === 0) setImmediate(commit);
        due.push({ run: () => attempt(work, resolve, reject), fail: reject });
      });
    },

    async close() {
      closed = true;
      commit();
      prepared.clear(); // libsql holds the file open until its last statement is collected
    },
  };

  function commit() {
    const jobs = due;
    due = [];
    if (jobs.length === 0) return;
    try {
      place.beforeWrite();
      db.exec('BEGIN IMMEDIATE');
      const outcomes = jobs.map((job) => job.run());
      db.exec('COMMIT');
      place.afterWrite();
      for (const tell of outcomes) tell();
    } catch (cause) {
      const error = new StoreDown('nothing can be kept', { cause });
      undo();
      for (const job of jobs) job.fail(error);
    }
  }

  function undo() {
    try {
      if (db.inTransaction) db.exec('ROLLBACK');
    } catch {
      // The next BEGIN tells, and fails its own jobs, for as long as this lasts.
    }
  }
}

/** Taken, unfit, or an edit that threw: told to the one who asked. A fault of the disk ends the whole batch. */
function attempt<T>(work: () => T, resolve: (value: T) => void, reject: (error: unknown) => void) {
  try {
    const value = work();
    return () => resolve(value);
  } catch (error) {
    const refusal = asTaken(error);
    if (refusal instanceof Database.SqliteError) throw error;
    return () => reject(refusal);
  }
}

function asTaken(error: unknown): unknown {
  const isTaken = error instanceof Database.SqliteError && /_(PRIMARYKEY|UNIQUE)$/.test(error.code);
  // SQLite's message names table and fields, no values.
  return isTaken ? new Taken(error.message) : error;
}
