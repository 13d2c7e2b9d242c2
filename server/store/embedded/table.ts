import type Database from 'libsql';
import { createFit } from '../fit';
import { createWalks, idOf, indexesOf, type Walk } from '../indexes';
import { type Collection, type RecordDefinition, type Stored, Unfit } from '../store';
import type { Commits } from './commits';
import { columnsOf, layTable } from './layout';
import { bytesOf, columnValue, columnValues, quoted, recordIn, whole } from './row';

/** A collection as one SQLite table: the id, the indexed fields as columns, the whole record as BSON. */
export function createTable<R extends Stored>(
  db: Database.Database,
  commits: Commits,
  definition: RecordDefinition<R>,
): Collection<R> {
  const { name } = definition;
  const fitted = createFit(definition);
  const walk = createWalks(definition);
  const indexes = indexesOf(definition);
  commits.read(() => layTable(db, name, indexes));

  const columns = columnsOf(indexes);
  const table = quoted(name);
  const all = ['_id', ...columns, whole].map(quoted);
  const insertSql = `INSERT INTO ${table} (${all}) VALUES (${all.map(() => '?')})`;
  const changeSql = `UPDATE ${table} SET ${all.map((column) => `${column} = ?`)} WHERE _id = ?`;
  const removeSql = `DELETE FROM ${table} WHERE _id = ?`;
  const findSql = `SELECT ${quoted(whole)} FROM ${table} WHERE _id = ?`;

  return {
    async insert(record) {
      const values = valuesOf(fitted(record));
      await commits.write(() => commits.statement(insertSql).run(values));
    },

    async get(id) {
      idOf(name, id);
      return commits.read(() => find(id));
    },

    async page(by) {
      const { sql, values } = pageQuery(table, walk(by));
      return commits.read(() =>
        commits
          .statement(sql)
          .all(values)
          .map((row) => recordIn<R>(row)),
      );
    },

    async change(id, edit) {
      idOf(name, id);
      return commits.write(() => {
        const record = find(id);
        if (!record) return undefined;
        const kept = fitted(edit(record));
        if (kept._id !== id) throw new Unfit(`${name}._id: an id stays`);
        commits.statement(changeSql).run([...valuesOf(kept), id]);
        return kept;
      });
    },

    async remove(id) {
      idOf(name, id);
      await commits.write(() => commits.statement(removeSql).run([id]));
    },
  };

  function find(id: string): R | undefined {
    const row = commits.statement(findSql).get([id]);
    return row ? recordIn<R>(row) : undefined;
  }

  function valuesOf(record: R): unknown[] {
    return [record._id, ...columnValues(record, columns), bytesOf(record)];
  }
}

function pageQuery(table: string, { equal, order, past, descending, limit }: Walk) {
  const conditions = equal.map(([field]) => `${quoted(field)} IS ?`);
  if (past !== undefined) conditions.push(`${quoted(order[0])} ${descending ? '<' : '>'} ?`);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const sorted = order.map((field) => `${quoted(field)} ${descending ? 'DESC' : 'ASC'}`);
  const values = [...equal.map(([, value]) => value), ...(past === undefined ? [] : [past]), limit];
  return {
    sql: `SELECT ${quoted(whole)} FROM ${table} ${where} ORDER BY ${sorted} LIMIT ?`,
    values: values.map(columnValue),
  };
}
