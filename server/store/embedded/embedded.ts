import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { type Collection, type RecordDefinition, type Store, StoreDown, type Stored } from '../store';
import { createCommits, type FilesInPlace } from './commits';
import { createTable } from './table';

/** How long a write waits when another process (a backup, say) holds the file. The process waits with it. */
const busyMs = 1000;
/** The layout of the file. Writing it anew changes nothing, and so is the proof that writing works. */
const layout = 1;

/**
 * The store in one SQLite file, `porchlight.sqlite`, in a folder that is made when missing; only the user
 * running the server may read it. Throws `StoreDown` when the file cannot be opened.
 *
 * SQLite runs inside this process, on its one thread: a write waits for the disk, a purge rewrites the file
 * (about half a second for each 100 MB), and nothing else runs meanwhile.
 */
export function openEmbedded(folder: string): Store {
  const file = join(folder, 'porchlight.sqlite');
  const db = openFile(folder, file);
  const commits = createCommits(db, filesInPlace(file));
  const collections = new Map<string, { definition: unknown; collection: unknown }>();
  let purging: Promise<void> | undefined;

  return {
    collection<R extends Stored>(definition: RecordDefinition<R>) {
      const known = collections.get(definition.name);
      if (known && known.definition !== definition)
        throw new Error(`two definitions named ${definition.name}`);
      if (known) return known.collection as Collection<R>;
      const collection = createTable(db, commits, definition);
      collections.set(definition.name, { definition, collection });
      return collection;
    },

    purge() {
      // Whoever asks while a purge is due shares it: what they removed is already committed.
      purging ??= new Promise(setImmediate).then(() => {
        purging = undefined;
        commits.read(() => rewrite(db));
      });
      return purging;
    },

    async check() {
      await commits.write(() => db.exec(`PRAGMA user_version = ${layout}`));
    },

    async close() {
      await Promise.allSettled([purging]);
      await commits.close();
      collections.clear();
      db.close();
    },
  };
}

function openFile(folder: string, file: string): Database.Database {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600); // SQLite gives its log the mode of the file
    const db = new Database(file, { timeout: busyMs });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.pragma('temp_store = FILE'); // a purge of a large file would otherwise take as much memory
    demandSettings(db);
    return db;
  } catch (cause) {
    throw new StoreDown(`the store in ${folder} cannot be opened`, { cause });
  }
}

/** Throws unless the file is kept as was asked: not every disk can (a network folder may know no shared memory). */
export function demandSettings(db: Database.Database) {
  const demanded = { journal_mode: 'wal', synchronous: 2, secure_delete: 1 };
  for (const [setting, must] of Object.entries(demanded)) {
    const [is] = db.pragma(setting) as Record<string, unknown>[];
    if (is?.[setting] !== must) throw new Error(`SQLite's ${setting} is ${is?.[setting]} there, not ${must}`);
  }
}

function filesInPlace(file: string): FilesInPlace {
  const { ino } = statSync(file);
  const gone = () => new Error('the files of the store were moved or deleted');
  return {
    beforeWrite() {
      if (statSync(file, { throwIfNoEntry: false })?.ino !== ino) throw gone();
    },
    afterWrite() {
      if (!existsSync(`${file}-wal`)) throw gone();
    },
  };
}

/**
 * secure_delete alone is not enough: when a page of SQLite's tree is split, copies of rows stay in the
 * unused part of the old page, and outlive the row (seen: 4 of 4,000 removed). Only a rewrite drops them. It needs
 * room for the whole file once more; where there is none, the room that it took is given back: for that the log
 * is empty first.
 */
function rewrite(db: Database.Database) {
  emptyLog(db);
  try {
    db.exec('VACUUM');
  } finally {
    emptyLog(db);
  }
}

function emptyLog(db: Database.Database) {
  const [answer] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (answer?.busy !== 0) throw new Error('another process is reading the log');
}
