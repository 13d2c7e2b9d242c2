import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { StoreDown } from '../store';

/**
 * Takes a data folder for this process alone, until it lets go or ends, however it ends: what is held is SQLite's own
 * lock on an empty file beside the store, so that backups may still read the store. Throws `StoreDown`, in plain
 * words, while another process has the folder.
 */
export function takeAlone(folder: string): () => void {
  let lock: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    lock = new Database(join(folder, 'porchlight.lock'));
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    if ((cause as { code?: string }).code === 'SQLITE_BUSY')
      throw new StoreDown(
        `Another Porchlight runs on the folder ${folder}. End it first, or set PORCHLIGHT_DATA to another folder.`,
      );
    throw new StoreDown(`the store in ${folder} cannot be opened`, { cause });
  }
  const held = lock;
  return () => {
    if (!held.open) return;
    held.exec('ROLLBACK'); // libsql closes the file in its own time
    held.close();
  };
}
