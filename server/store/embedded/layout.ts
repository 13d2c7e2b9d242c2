import type Database from 'libsql';
import type { Index } from '../indexes';
import { columnValues, quoted, recordIn, whole } from './row';

/** The columns beside the id: every field that some index is over. */
export function columnsOf(indexes: Index[]): string[] {
  return [...new Set(indexes.flatMap(({ fields }) => fields))].filter((field) => field !== '_id');
}

/**
 * Makes the table, or brings one of an older version to what is declared now: columns added and filled from
 * the records. What is no longer declared goes, for a forgotten column would keep what its record forgot.
 */
export function layTable(db: Database.Database, name: string, indexes: Index[]) {
  db.transaction(() => {
    db.exec(
      `CREATE TABLE IF NOT EXISTS ${quoted(name)} (_id TEXT PRIMARY KEY NOT NULL, ${quoted(whole)} BLOB NOT NULL)`,
    );
    const wanted = new Map(indexes.map((index) => [indexName(name, index), index]));
    for (const old of indexNames(db, name)) if (!wanted.has(old)) db.exec(`DROP INDEX ${quoted(old)}`);
    layColumns(db, name, columnsOf(indexes));
    for (const [title, { fields, unique }] of wanted) {
      const kind = unique ? 'UNIQUE INDEX' : 'INDEX';
      db.exec(`CREATE ${kind} IF NOT EXISTS ${quoted(title)} ON ${quoted(name)} (${fields.map(quoted)})`);
    }
  }).immediate();
}

function layColumns(db: Database.Database, name: string, wanted: string[]) {
  const there = (db.pragma(`table_info(${quoted(name)})`) as { name: string }[]).map((column) => column.name);
  for (const old of there) {
    if (old !== '_id' && old !== whole && !wanted.includes(old))
      db.exec(`ALTER TABLE ${quoted(name)} DROP COLUMN ${quoted(old)}`);
  }
  const added = wanted.filter((column) => !there.includes(column));
  for (const column of added) db.exec(`ALTER TABLE ${quoted(name)} ADD COLUMN ${quoted(column)}`);
  if (added.length > 0) fill(db, name, added);
}

function fill(db: Database.Database, name: string, columns: string[]) {
  const rows = db
    .prepare(`SELECT rowid FROM ${quoted(name)}`)
    .raw()
    .all([]) as [number][];
  const read = db.prepare(`SELECT ${quoted(whole)} FROM ${quoted(name)} WHERE rowid = ?`).raw();
  const sets = columns.map((column) => `${quoted(column)} = ?`);
  const write = db.prepare(`UPDATE ${quoted(name)} SET ${sets} WHERE rowid = ?`);
  for (const [row] of rows) write.run([...columnValues(recordIn<object>(read.get([row])), columns), row]);
}

/** An index that changed is another index: its name says all that it is. */
function indexName(table: string, { fields, unique }: Index): string {
  return `${table} ${fields.join(' ')}${unique ? ' unique' : ''}`;
}

function indexNames(db: Database.Database, name: string): string[] {
  const list = db.pragma(`index_list(${quoted(name)})`) as { name: string; origin: string }[];
  return list.filter(({ origin }) => origin === 'c').map((index) => index.name);
}
