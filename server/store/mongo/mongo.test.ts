import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import mongoose from 'mongoose';
import { note, notes } from '../contract/notes.record';
import { type Store, StoreDown } from '../store';
import { storeContract } from '../store.contract';
import { openMongo } from './mongo';

const url = process.env.TEST_MONGODB_URL;

if (url) {
  storeContract('MongoDB', async () => {
    const place = newDatabase(url);
    return { open: () => openMongo(place.href), forget: () => drop(place) };
  });

  test('M1 a server that falls silent gives StoreDown within 4 s, and is found again by itself', async () => {
    const place = newDatabase(url);
    leftovers.push(() => drop(place));
    const line = await createLine(place);
    leftovers.push(() => line.close());
    const store = await openMongo(line.url.href);
    leftovers.push(() => store.close());
    const kept = store.collection(notes);
    await kept.insert(note('a'));

    line.silence();
    const asked = performance.now();
    const outcomes = await Promise.allSettled([
      kept.insert(note('b', { place: 2 })),
      kept.get('a'),
      store.check(),
    ]);
    expect(performance.now() - asked).toBeLessThan(4000);
    expect(outcomes.map((one) => 'reason' in one && one.reason instanceof StoreDown)).toEqual([
      true,
      true,
      true,
    ]);

    line.speak();
    await foundAgain(store);
    expect((await kept.get('a'))?._id).toBe('a');
  });

  test('M2 a change made by another process meanwhile is not overwritten: the edit runs again on it', async () => {
    const place = newDatabase(url);
    leftovers.push(() => drop(place));
    const store = await openMongo(place.href);
    leftovers.push(() => store.close());
    const kept = store.collection(notes);
    await kept.insert(note('a'));
    const bodies: string[] = [];
    await kept.change('a', (record) => {
      bodies.push(record.body);
      if (bodies.length === 1) changeElsewhere(place, 'a', 'theirs');
      return { ...record, body: `${record.body} and ours` };
    });
    expect(bodies).toEqual(['hello', 'theirs']);
    expect((await kept.get('a'))?.body).toBe('theirs and ours');
  });
} else {
  process.stderr.write('store: MongoDB not checked (TEST_MONGODB_URL names no server)\n');
  test('MongoDB: not checked, TEST_MONGODB_URL names no server', () => {
    expect(process.env.TEST_MONGODB_URL).toBeUndefined();
  });
}

const leftovers: (() => unknown)[] = [];
afterEach(async () => {
  for (const leave of leftovers.splice(0).reverse()) await leave();
});

function newDatabase(server: string): URL {
  const place = new URL(server);
  place.pathname = `porchlight-test-${randomUUID()}`;
  return place;
}

/** What another server process does in a change, done by one and waited for. */
function changeElsewhere(place: URL, _id: string, body: string) {
  const program = `const mongoose = require('mongoose');
    mongoose.createConnection(process.argv[1]).asPromise().then(async (connection) => {
      const change = { $set: { body: process.argv[3] }, $inc: { __v: 1 } };
      await connection.collection('notes').updateOne({ _id: process.argv[2] }, change);
      await connection.close();
    });`;
  execFileSync(process.execPath, ['-e', program, place.href, _id, body], { cwd: __dirname });
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
  const url = new URL(place);
  url.host = `127.0.0.1:${(line.address() as AddressInfo).port}`;
  url.searchParams.set('directConnection', 'true');
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
    close() {
      for (const socket of sockets) socket.destroy();
      line.close();
    },
  };
}
