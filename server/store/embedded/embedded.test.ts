import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import Database from 'libsql';
import { Schema } from '../schema';
import { type Collection, type RecordDefinition, type Store, StoreDown, Taken } from '../store';
import { storeContract } from '../store.contract';
import { demandSettings, openEmbedded } from './embedded';
import { type Step, steps } from './steps.record';

const leftovers: (() => unknown)[] = [];

storeContract('embedded', async () => {
  const folder = newFolder();
  return { folder, open: async () => openEmbedded(folder), forget: async () => {} };
});

test('E1 only the user running the server may read the folder and its files', async () => {
  const folder = newFolder();
  const store = opened(folder);
  await store.collection(steps).insert(step('a'));
  chmodSync(join(folder, 'porchlight.sqlite'), 0o644);
  await store.close();
  await opened(folder).check();
  expect(modeOf(folder)).toBe('700');
  const files = readdirSync(folder);
  expect(files).toEqual(expect.arrayContaining(['porchlight.sqlite', 'porchlight.sqlite-wal']));
  expect(files.map((file) => modeOf(join(folder, file)))).toEqual(files.map(() => '600'));
});

test('E2 a folder that cannot be, and a file that is no database, give StoreDown', () => {
  const folder = newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, 'porchlight.sqlite'), 'these are no pages of a database'.repeat(200));
  expect(() => openEmbedded(folder)).toThrow(StoreDown);
  expect(() => openEmbedded(join(folder, 'porchlight.sqlite', 'data'))).toThrow(StoreDown);
});

test('E3 a file from before an index was declared is brought up to it', async () => {
  const folder = newFolder();
  const before = opened(folder);
  const old = before.collection(withIndexes());
  await Promise.all([1, 2, 3].map((n) => old.insert(step(`id\u0000${n}`, { n: 4 - n }))));
  await before.close();

  const after = opened(folder).collection(withIndexes({ walk: 1, n: 1 }));
  const page = await after.page({ where: { walk: 'w' }, order: 'n', past: 1, limit: 9 });
  expect(page.map(({ n }) => n)).toEqual([2, 3]);
  await expect(after.insert(step('d', { n: 2 }))).rejects.toBeInstanceOf(Taken);
});

test('E4 an index that is no longer declared refuses nothing, and keeps nothing of what was overwritten', async () => {
  const folder = newFolder();
  const before = opened(folder);
  const old = before.collection(withIndexes({ walk: 1, body: 1 }));
  await old.insert(step('a', { body: 'ONCE-INDEXED' }));
  await before.close();

  const store = opened(folder);
  const kept = store.collection(withIndexes({ walk: 1, n: 1 }));
  await kept.insert(step('b', { n: 2, body: 'ONCE-INDEXED' }));
  await Promise.all(['a', 'b'].map((id) => kept.change(id, (record) => ({ ...record, body: 'other' }))));
  await store.purge();
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  expect(files.join().includes('ONCE-INDEXED')).toBe(false);
});

test('E5 nothing acknowledged is lost in twelve kills, some of them while it purges, and the next start opens the file at once', async () => {
  const folder = newFolder();
  const acknowledged: string[] = [];
  for (let round = 0; round < 12; round++) {
    acknowledged.push(...(await insertsUntilKilled(folder, round, 50 + round * 12)));
    const started = performance.now();
    const store = openEmbedded(folder);
    const kept = store.collection(steps);
    expect(performance.now() - started).toBeLessThan(1000);
    const found = await Promise.all(acknowledged.map((id) => kept.get(id)));
    expect(acknowledged.filter((_, at) => !found[at])).toEqual([]);
    await store.close();
  }
  expect(acknowledged.length).toBeGreaterThan(12 * 100);
}, 60_000);

test('E7 what is written into files that were moved or deleted is not acknowledged; put back, they are used again', async () => {
  const folder = newFolder();
  const store = opened(folder);
  const kept = store.collection(steps);
  await kept.insert(step('before'));
  renameSync(folder, `${folder}-moved`);
  await expect(kept.insert(step('meanwhile', { n: 2 }))).rejects.toBeInstanceOf(StoreDown);
  await expect(store.check()).rejects.toBeInstanceOf(StoreDown);
  mkdirSync(folder);
  for (const file of ['porchlight.sqlite', 'porchlight.sqlite-wal']) writeFileSync(join(folder, file), '');
  await expect(store.check()).rejects.toBeInstanceOf(StoreDown);
  rmSync(folder, { recursive: true });
  renameSync(`${folder}-moved`, folder);
  await kept.insert(step('after', { n: 3 }));
  expect(await kept.get('meanwhile')).toBeUndefined();

  rmSync(join(folder, 'porchlight.sqlite-wal'));
  await expect(kept.insert(step('lost', { n: 4 }))).rejects.toBeInstanceOf(StoreDown);
});

test('E8 a file that is not kept as the store promises is refused', () => {
  const db = new Database(join(mkdtempSync(join(newFolder(), '..', 'plain-')), 'porchlight.sqlite'));
  leftovers.push(() => db.close());
  expect(() => demandSettings(db)).toThrow("SQLite's journal_mode is delete there, not wal");
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  expect(() => demandSettings(db)).toThrow("SQLite's synchronous is 1 there, not 2");
  db.pragma('synchronous = FULL');
  expect(() => demandSettings(db)).toThrow("SQLite's secure_delete is 0 there, not 1");
  db.pragma('secure_delete = ON');
  expect(() => demandSettings(db)).not.toThrow();

  const { pragma } = Database.prototype;
  const deaf = function (this: Database.Database, asked: string) {
    return asked === 'journal_mode = WAL' ? [] : pragma.call(this, asked);
  };
  const spy = jest.spyOn(Database.prototype, 'pragma').mockImplementation(deaf);
  leftovers.push(() => spy.mockRestore());
  expect(() => openEmbedded(newFolder())).toThrow(StoreDown);
});

const smallDisk = mountSmallDisk();
if (smallDisk) {
  test('E6 a full disk gives StoreDown to all who shared the write, loses nothing kept before, and heals by itself', async () => {
    const ballast = join(smallDisk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1024 * 1024));
    const store = opened(join(smallDisk, 'data'));
    const kept = store.collection(steps);
    const sizes: [string, number][] = [
      ['before', 1],
      ['big', 8_000_000],
      ['after', 1],
    ];
    const shared = sizes.map(([id, size]) => kept.insert(step(id, { walk: id, body: 'x'.repeat(size) })));
    const outcomes = await Promise.allSettled(shared);
    expect(outcomes.map((one) => 'reason' in one && one.reason.name)).toEqual(sizes.map(() => 'StoreDown'));
    expect(await Promise.all(sizes.map(([id]) => kept.get(id)))).toEqual(sizes.map(() => undefined));

    const ids: string[] = [];
    for (const size of [64_000, 1000, 1000]) ids.push(...(await insertedUntilDown(kept, size, ids.length)));
    // A check needs less room than a record, so some may still find it.
    await expect(checkedUntilDown(store)).rejects.toBeInstanceOf(StoreDown);
    expect(await Promise.all(ids.map(async (id) => (await kept.get(id))?._id))).toEqual(ids);

    await expect(store.purge()).rejects.toBeInstanceOf(StoreDown);

    rmSync(ballast);
    await store.check();
    await kept.insert(step('healed', { body: 'x'.repeat(64_000) }));
    await store.close();
    const again = opened(join(smallDisk, 'data')).collection(steps);
    expect(await again.get('never')).toBeUndefined();
    expect(await Promise.all([...ids, 'healed'].map(async (id) => (await again.get(id))?._id))).toEqual([
      ...ids,
      'healed',
    ]);
  });

  test('E10 a purge without room for it gives back what it took, and is done once there is room', async () => {
    const disk = mountSmallDisk() ?? '';
    leftovers.push(() => {
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true });
    });
    const folder = join(disk, 'data');
    const store = opened(folder);
    const kept = store.collection(steps);
    const insert = (n: number) => kept.insert(step(`${n}`, { n, body: `WORD-${n}-`.repeat(8000) }));
    const ids = Array.from({ length: 36 }, (_, n) => n);
    for (const n of ids.slice(0, 18)) await insert(n);
    await store.purge();
    for (const n of ids.slice(18)) await insert(n);
    await kept.remove('7');
    await expect(store.purge()).rejects.toBeInstanceOf(StoreDown);
    expect(statSync(join(folder, 'porchlight.sqlite-wal')).size).toBe(0);
    expect((await kept.get('29'))?._id).toBe('29');

    execFileSync('mount', ['-o', 'remount,size=8m', disk]);
    await Promise.all([store.purge(), store.purge()]);
    const bytes = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .join();
    expect([bytes.includes('WORD-7-'), bytes.includes('WORD-8-')]).toEqual([false, true]);
  });
} else {
  process.stderr.write('store: a full disk was not checked (a small disk cannot be mounted here)\n');
  test('E6 a full disk: not checked, a small disk cannot be mounted here', () => {
    expect(mountSmallDisk()).toBeUndefined();
  });
}

afterEach(async () => {
  for (const leave of leftovers.splice(0).reverse()) await leave();
});
afterAll(() => {
  // Lazily: libsql lets a closed file go when its statements are collected.
  if (smallDisk) execFileSync('umount', ['-l', smallDisk]);
});

function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'porchlight-store-'));
  leftovers.push(() => rmSync(parent, { recursive: true }));
  return join(parent, 'data');
}

function opened(folder: string) {
  const store = openEmbedded(folder);
  leftovers.push(() => store.close());
  return store;
}

function step(_id: string, more: Partial<Step> = {}): Step {
  return { _id, walk: 'w', n: 1, body: 'hello', ...more };
}

function withIndexes(...indexes: Record<string, 1>[]): RecordDefinition<Step> {
  const schema = new Schema<Step>(steps.schema.obj);
  for (const index of indexes) schema.index(index, { unique: true });
  return { name: 'steps', schema };
}

/** The ids that a child acknowledged before it was killed, at the earliest after `count` of them. */
async function insertsUntilKilled(folder: string, round: number, count: number): Promise<string[]> {
  const asked = [folder, `${round}`, ...(round % 4 === 0 ? ['purging'] : [])];
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    [join(__dirname, 'inserts.child.cjs'), ...asked],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let told = '';
  for await (const words of child.stdout) {
    told += words;
    if (told.split('\n').length > count) child.kill('SIGKILL');
  }
  return told.split('\n').slice(0, -1);
}

async function insertedUntilDown(kept: Collection<Step>, size: number, from: number): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const _id = `n${from + ids.length}`;
    try {
      await kept.insert(step(_id, { walk: _id, body: 'x'.repeat(size) }));
    } catch (error) {
      expect(error).toBeInstanceOf(StoreDown);
      return ids;
    }
    ids.push(_id);
  }
}

async function checkedUntilDown(store: Store): Promise<void> {
  for (let room = 0; room < 100; room++) await store.check();
}

/** A disk of 4 MB; undefined where one may not be mounted. */
function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return undefined;
  }
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
