import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { cleanUp } from '../../../test/support/clean-up';
import { temporaryFolder, until } from '../../../test/support/house';
import { mongoTest, noMongoServer, startMongoServer } from '../../../test/support/mongo-server';
import { note, notes } from '../contract/notes.record';
import { Schema } from '../schema';
import { type Store, StoreDown } from '../store';
import { storeContract } from '../store.contract';
import { demandOfConnection, demandOfModel } from './demands';
import { openMongo } from './mongo';

const url = process.env.TEST_MONGODB_URL;

if (url || !noMongoServer)
  storeContract('MongoDB', async () => {
    const place = newDatabase(url ?? (await startMongoServer())?.url ?? '');
    return { open: () => openMongo(place.href), forget: () => drop(place) };
  });
else {
  process.stderr.write(`NOT CHECKED, ${noMongoServer}: the store on MongoDB\n`);
  test.todo(`the store on MongoDB (not checked: ${noMongoServer})`);
}

mongoTest(
  'M1 a server that falls silent gives StoreDown within 2 s, then at once, and is found again by itself',
  async ({ url }) => {
    const line = await createLine(new URL(url));
    const { store, kept } = await opened(line.url.href);
    await kept.insert(note('a'));

    line.silence();
    const verbs = () => [
      kept.insert(note('b', { place: 2 })),
      kept.get('a'),
      kept.change('a', (one) => one),
      store.check(),
    ];
    expect((await failedAfter(verbs())).at(-1)).toBeLessThan(2000);
    const [slowest, ...others] = (await failedAfter(verbs())).reverse();
    expect(slowest).toBeLessThan(2000); // it finds out whether the server is back
    expect(others[0]).toBeLessThan(100);

    line.speak();
    await foundAgain(store);
    expect((await kept.get('a'))?._id).toBe('a');
  },
);

mongoTest(
  'M2 a change made by another process meanwhile is not overwritten: the edit runs again on it',
  async ({ url }) => {
    const { kept } = await opened(url);
    await kept.insert(note('a'));
    const changeElsewhere = await startElsewhere(url, 'a', 'theirs');
    const bodies: string[] = [];
    await kept.change('a', (record) => {
      bodies.push(record.body);
      if (bodies.length === 1) changeElsewhere();
      return { ...record, body: `${record.body} and ours` };
    });
    expect(bodies).toEqual(['hello', 'theirs']);
    expect((await kept.get('a'))?.body).toBe('theirs and ours');
  },
);

mongoTest(
  'M3 a server killed or stopped in the middle of writing loses nothing acknowledged, and is found again within 10 s',
  async (server) => {
    const { store, kept } = await opened(server.url);
    const acknowledged: string[] = [];
    let writing = true;
    const lanes = [1, 2, 3, 4].map(async (lane) => {
      for (let n = 0; writing; n++) {
        const _id = `${lane}-${n}`;
        await kept.insert(note(_id, { roomId: `lane ${lane}`, place: n })).then(
          () => acknowledged.push(_id),
          (error) => expect(error).toBeInstanceOf(StoreDown),
        );
      }
    });
    const more = () => {
      const before = acknowledged.length;
      return until(() => acknowledged.length > before + 50);
    };

    await more();
    await server.kill();
    await until(() =>
      store.check().then(
        () => false,
        () => true,
      ),
    );
    await server.restart();
    await more();
    server.pause();
    await until(() =>
      store.check().then(
        () => false,
        () => true,
      ),
    );
    server.goOn();
    await more();
    writing = false;
    await Promise.all(lanes);
    const found = await Promise.all(acknowledged.map((id) => kept.get(id)));
    expect(acknowledged.filter((_, at) => !found[at])).toEqual([]);
  },
);

mongoTest('M4 processes that change one record at once lose none of it', async ({ url }) => {
  const { kept } = await opened(url);
  await kept.insert(note('a', { seen: 0 }));
  const program = join(__dirname, 'changes.child.cjs');
  const others = [1, 2].map(() =>
    once(spawn(process.execPath, [program, url, '40'], { stdio: 'inherit' }), 'exit'),
  );
  await Promise.all(
    Array.from({ length: 40 }, () => kept.change('a', (record) => ({ ...record, seen: record.seen + 1 }))),
  );
  expect(await Promise.all(others)).toEqual([
    [0, null],
    [0, null],
  ]);
  expect((await kept.get('a'))?.seen).toBe(120);
});

test.each(['w=0', 'w=1', 'journal=false', 'J=false', 'readPreference=secondaryPreferred'])(
  'M5 an address that asks for less than the store promises is refused in plain words: %s',
  async (asked) => {
    const opening = openMongo(`mongodb://127.0.0.1:1,127.0.0.1:2/porchlight?appName=x&${asked}`);
    await expect(opening).rejects.toThrow(
      `MONGODB_URL says ${asked}, but Porchlight keeps its word only with`,
    );
  },
);

mongoTest('M6 what an address may say of it is taken', async ({ url }) => {
  await opened(`${url}?w=majority&journal=true&readPreference=primary`);
});

mongoTest('M7 a connection or a model that would do with less is refused', async ({ url }) => {
  const connection = mongoose.createConnection(url);
  cleanUp(() => connection.close());
  await connection.asPromise();
  expect(() => demandOfConnection(connection)).toThrow('unless writes wait for a majority');
  const schema = new Schema({ _id: String });
  const lenient = () => connection.model('lenient', schema, 'lenient', { overwriteModels: true });
  expect(() => demandOfModel(lenient())).toThrow('filters on lenient are sanitized');
  connection.set('sanitizeFilter', true);
  expect(() => demandOfModel(lenient())).toThrow('name known fields only');
  schema.set('strictQuery', 'throw');
  expect(() => demandOfModel(lenient())).toThrow('waits for no lost server');
});

mongoTest('M8 a purge spares a collection that has no record yet', async ({ url }) => {
  const { store } = await opened(url);
  await expect(store.purge()).resolves.toBeUndefined();
});

async function opened(url: string) {
  const store = await openMongo(url);
  cleanUp(() => store.close());
  return { store, kept: store.collection(notes) };
}

/** How many ms it took each to fail, as it must; in order. */
async function failedAfter(asked: Promise<unknown>[]): Promise<number[]> {
  const began = performance.now();
  const failed = asked.map(async (one) => {
    await expect(one).rejects.toBeInstanceOf(StoreDown);
    return performance.now() - began;
  });
  return (await Promise.all(failed)).sort((a, b) => a - b);
}

function newDatabase(server: string): URL {
  const place = new URL(server);
  place.pathname = `porchlight-test-${randomUUID()}`;
  return place;
}

/** Another process that does what a server does in a change, when told to, and is waited for. */
async function startElsewhere(url: string, _id: string, body: string) {
  const folder = await temporaryFolder();
  const [ready, go, done] = ['ready', 'go', 'done'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const program = `const { existsSync, writeFileSync } = require('node:fs');
    const [, url, _id, body, ready, go, done] = process.argv;
    require('mongoose').createConnection(url).asPromise().then(async (connection) => {
      writeFileSync(ready, '');
      while (!existsSync(go)) await new Promise((resolve) => setTimeout(resolve, 2));
      await connection.collection('notes').updateOne({ _id }, { $set: { body }, $inc: { __v: 1 } });
      writeFileSync(done, '');
      await connection.close();
    });`;
  const other = spawn(process.execPath, ['-e', program, url, _id, body, ready, go, done], { cwd: __dirname });
  cleanUp(() => other.kill('SIGKILL'));
  await until(() => existsSync(ready));
  return () => {
    writeFileSync(go, '');
    const bell = new Int32Array(new SharedArrayBuffer(4));
    while (!existsSync(done)) Atomics.wait(bell, 0, 0, 2);
  };
}

async function drop(place: URL) {
  const connection = await mongoose.createConnection(place.href).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

/** Each try comes back by itself, so no pause is needed between them. */
async function foundAgain(store: Store): Promise<void> {
  try {
    await store.check();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreDown);
    await foundAgain(store);
  }
}

/** A line to the server that can fall silent without being cut. */
async function createLine(place: URL) {
  const sockets = new Set<Socket>();
  let silent = false;
  const line = createServer((here) => {
    sockets.add(here);
    if (silent) return;
    const there = connect(Number(place.port || 27017), place.hostname);
    for (const socket of [here, there]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    here.pipe(there).pipe(here);
  });
  await once(line.listen(0, '127.0.0.1'), 'listening');
  cleanUp(() => {
    for (const socket of sockets) socket.destroy();
    line.close();
  });
  const url = new URL(place);
  url.host = `127.0.0.1:${(line.address() as AddressInfo).port}`;
  return {
    url,
    silence() {
      silent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    /** What was in the silent line is lost; new lines are answered. */
    speak() {
      silent = false;
      for (const socket of sockets) socket.destroy();
    },
  };
}
