import mongoose, { type Connection, type QueryFilter, type Schema } from 'mongoose';
import { createFit } from '../fit';
import { createWalks, idOf, type Walk } from '../indexes';
import { type Collection, type RecordDefinition, StoreDown, type Stored, Unfit } from '../store';
import { type Ask, mostMs } from './ask';
import { demandOfModel } from './demands';

/** Each round of a contended change is one that another process won. */
const changeRounds = 50;

/** As kept: the record, and a count of its changes that no record's type knows of. */
type Kept = { _id: string; __v: number };

/**
 * A collection as a mongoose model: its indexes, and filters that are cast and sanitized by it. Records are
 * written past its documents, because they were fitted already and must be kept exactly so.
 */
export function createRecords<R extends Stored>(
  connection: Connection,
  ask: Ask,
  definition: RecordDefinition<R>,
): Collection<R> {
  const { name } = definition;
  const fitted = createFit(definition);
  const walk = createWalks(definition);
  const schema = definition.schema.clone() as unknown as Schema<Kept>;
  schema.set('strictQuery', 'throw').set('bufferCommands', false);
  const model = connection.model<Kept>(name, schema, name);
  demandOfModel(model);
  const oneByOne = createLine();
  let indexed: Promise<unknown> | undefined;

  return {
    async insert(record) {
      const kept = fitted(record);
      await asked(() => model.collection.insertOne({ ...kept, __v: 0 } as object));
    },

    async get(id) {
      idOf(name, id);
      return asked(async () => recordOf<R>(await find(id)));
    },

    async page(by) {
      const planned = walk(by);
      const found = await asked(() =>
        model.find(filterOf(planned)).sort(sortOf(planned)).limit(planned.limit).lean(),
      );
      return found.map((kept) => recordOf<R>(kept as Kept) as R);
    },

    async change(id, edit) {
      idOf(name, id);
      return asked(() => oneByOne(id, () => replaced(id, edit)));
    },

    async remove(id) {
      idOf(name, id);
      await asked(() => model.deleteOne({ _id: id }));
    },
  };

  /** The indexes are there before the first verb; when they could not be made, the next verb tries again. */
  function asked<T>(work: () => Promise<T>): Promise<T> {
    return ask(async () => {
      indexed ??= model.syncIndexes();
      await indexed.catch((error) => {
        indexed = undefined;
        throw error;
      });
      return work();
    });
  }

  async function find(id: string): Promise<Kept | null> {
    return (await model.findOne({ _id: id }).lean()) as Kept | null;
  }

  async function replaced(id: string, edit: (record: R) => R): Promise<R | undefined> {
    for (let round = 0; round < changeRounds; round++) {
      const kept = await find(id);
      const record = recordOf<R>(kept);
      if (!kept || !record) return undefined;
      const next = fitted(edit(record));
      if (next._id !== id) throw new Unfit(`${name}._id: an id stays`);
      const unchanged = { _id: id, __v: kept.__v } as object;
      const { matchedCount } = await model.collection.replaceOne(unchanged, { ...next, __v: kept.__v + 1 });
      if (matchedCount === 1) return next;
    }
    throw new StoreDown(`${name}: others changed the record ${changeRounds} times meanwhile`);
  }
}

function recordOf<R>(kept: Kept | null): R | undefined {
  if (!kept) return undefined;
  const { __v, ...record } = kept;
  return record as unknown as R;
}

function filterOf({ equal, order: [order], past, descending }: Walk): QueryFilter<Kept> {
  const filter: Record<string, unknown> = Object.fromEntries(equal);
  if (past !== undefined) filter[order] = mongoose.trusted({ [descending ? '$lt' : '$gt']: past });
  return filter as QueryFilter<Kept>;
}

function sortOf({ order, descending }: Walk): [string, 1 | -1][] {
  return order.map((field) => [field, descending ? -1 : 1]);
}

/** Work on the same id waits its turn within this process, rather than run into each other at the server. */
function createLine() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const until = performance.now() + mostMs;
    const inTurn = () => {
      // Whoever asked was told `StoreDown` by now: doing it all the same would only surprise.
      if (performance.now() > until) throw new StoreDown('the turn came too late');
      return work();
    };
    const turn = (last.get(id) ?? Promise.resolve()).then(inTurn, inTurn);
    last.set(id, turn);
    const leave = () => last.get(id) === turn && last.delete(id);
    turn.then(leave, leave);
    return turn;
  };
}
