import mongoose, { type Connection } from 'mongoose';
import { type Collection, type RecordDefinition, type Store, StoreDown, type Stored } from '../store';
import { createAsk } from './ask';
import { demandOfAddress, demandOfConnection } from './demands';
import { createRecords } from './records';

/** Not every server can compact, nor is there a file before the first record: no reason to fail. */
const cannotCompact = ['NamespaceNotFound', 'CommandNotFound', 'CommandNotSupported', 'NotImplemented'];
/** Compacting rewrites whole files; nobody is waiting on a screen for it. */
const compactMs = 10 * 60_000;

/**
 * The store on a MongoDB server, in the database that the URL names. A write is acknowledged once it is in
 * the journal of a majority. Rejects with `StoreDown` when no server answers; later it heals by itself.
 * Throws an Error in plain words when the URL asks for less than that.
 */
export async function openMongo(url: string): Promise<Store> {
  demandOfAddress(url);
  const connection = await connect(url);
  const collections = new Map<string, { definition: unknown; collection: unknown }>();
  const ask = createAsk();

  return {
    collection<R extends Stored>(definition: RecordDefinition<R>) {
      const known = collections.get(definition.name);
      if (known && known.definition !== definition)
        throw new Error(`two definitions named ${definition.name}`);
      if (known) return known.collection as Collection<R>;
      const collection = createRecords(connection, ask, definition);
      collections.set(definition.name, { definition, collection });
      return collection;
    },

    /**
     * The nearest a client can come: each collection's file is compacted. Blocks not yet written over, the
     * server's journal and the oplog of a replica set go in the server's own time (see README.md).
     */
    async purge() {
      for (const name of collections.keys()) await ask(() => compact(database(connection), name), compactMs);
    },

    async check() {
      const proof = { $set: { at: new Date() } };
      await ask(() => connection.collection('checks').updateOne({ name: 'store' }, proof, { upsert: true }));
    },

    async close() {
      await ask.stop();
      await connection.close();
    },
  };
}

async function connect(url: string): Promise<Connection> {
  const connection = mongoose.createConnection(url, {
    writeConcern: { w: 'majority', j: true },
    bufferCommands: false,
    autoCreate: false,
    autoIndex: false,
    ignoreUndefined: true,
    promoteBuffers: true,
    serverSelectionTimeoutMS: 2000,
    connectTimeoutMS: 2000,
    heartbeatFrequencyMS: 2000,
    socketTimeoutMS: compactMs,
  });
  connection.set('sanitizeFilter', true);
  try {
    await connection.asPromise();
    demandOfConnection(connection);
    return connection;
  } catch (cause) {
    await connection.close();
    throw cause instanceof StoreDown ? cause : new StoreDown('no MongoDB server answers', { cause });
  }
}

function database({ db }: Connection) {
  if (!db) throw new StoreDown('MongoDB is not connected');
  return db;
}

async function compact(db: mongoose.mongo.Db, name: string) {
  try {
    await db.command({ compact: name, force: true });
  } catch (error) {
    if (!cannotCompact.includes((error as { codeName?: string }).codeName ?? '')) throw error;
  }
}
