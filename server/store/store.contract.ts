import { misfits, type Note, note, noteSchema, notes, oddSchemas, promises } from './contract/notes.record';
import { grownAndPruned, wordsIn } from './contract/words';
import { type Collection, type Page, type Store, StoreDown, Taken, Unfit } from './store';

/** A place of its own for one test, that can be opened again and again. */
export interface Place {
  open(): Promise<Store>;
  /** Where the data files are, when the test can read them. */
  folder?: string;
  forget(): Promise<void>;
}

/** The promises of the store, the same for every adapter. */
export function storeContract(name: string, newPlace: () => Promise<Place>) {
  describe(`the store: ${name}`, () => {
    let place: Place;
    let store: Store;
    let kept: Collection<Note>;

    async function reopen() {
      await store?.close();
      store = await place.open();
      kept = store.collection(notes);
    }

    beforeEach(async () => {
      place = await newPlace();
      await reopen();
    });
    afterEach(async () => {
      await store.close();
      await place.forget();
    });

    test('S1 a record inserted is there after the store is closed and opened again', async () => {
      await kept.insert(note('a', { body: 'the kettle is on' }));
      await reopen();
      expect(await kept.get('a')).toEqual(note('a', { body: 'the kettle is on' }));
    });

    test('S2 a second record under the same id is Taken, and the first stays', async () => {
      await kept.insert(note('a', { body: 'first' }));
      await expect(kept.insert(note('a', { body: 'second', place: 2 }))).rejects.toBeInstanceOf(Taken);
      expect((await kept.get('a'))?.body).toBe('first');
    });

    test('S3 a second record under a unique index is Taken', async () => {
      await kept.insert(note('a', { roomId: 'kitchen', place: 1 }));
      await kept.insert(note('b', { roomId: 'garden', place: 1 }));
      await expect(kept.insert(note('c', { roomId: 'kitchen', place: 1 }))).rejects.toBeInstanceOf(Taken);
      expect(await kept.get('c')).toBeUndefined();
    });

    test('S4 a change to what another has under a unique index is Taken, and nothing is changed', async () => {
      await kept.insert(note('a', { place: 1 }));
      await kept.insert(note('b', { place: 2 }));
      const toTheFirst = kept.change('b', (record) => ({ ...record, place: 1 }));
      await expect(toTheFirst).rejects.toBeInstanceOf(Taken);
      expect((await kept.get('b'))?.place).toBe(2);
    });

    test('S5 a refused write spares those asked for in the same moment', async () => {
      await kept.insert(note('a', { place: 1 }));
      const asked = [
        kept.insert(note('b', { place: 2 })),
        kept.insert(note('a', { place: 3 })),
        kept.insert(note('c', { place: 1 })),
        kept.change('a', () => {
          throw new RangeError('the edit failed');
        }),
        kept.insert(note('d', { place: 4 })),
      ];
      const outcomes = (await Promise.allSettled(asked)).map((one) =>
        'reason' in one ? one.reason.name : 'kept',
      );
      expect(outcomes.slice(0, 3).concat(outcomes[4] ?? '')).toEqual(['kept', 'Taken', 'Taken', 'kept']);
      expect(outcomes[3]).not.toBe('kept');
      await reopen();
      expect(await idsOf(kept.page({ where: { roomId: 'kitchen' }, order: 'place', limit: 9 }))).toEqual([
        'a',
        'b',
        'd',
      ]);
    });

    test('S6 a page holds what is equal on the leading fields, in the order of the next', async () => {
      await Promise.all([3, 1, 10, 2].map((at) => kept.insert(note(`k${at}`, { place: at }))));
      await kept.insert(note('g1', { roomId: 'garden', place: 1 }));
      const kitchen = { where: { roomId: 'kitchen' }, order: 'place' } as const;
      expect(await idsOf(kept.page({ ...kitchen, limit: 9 }))).toEqual(['k1', 'k2', 'k3', 'k10']);
      expect(await idsOf(kept.page({ ...kitchen, limit: 2 }))).toEqual(['k1', 'k2']);
      expect(await idsOf(kept.page({ ...kitchen, newestFirst: true, limit: 2 }))).toEqual(['k10', 'k3']);
      expect(await idsOf(kept.page({ ...kitchen, where: { roomId: 'attic' }, limit: 9 }))).toEqual([]);
      expect(await idsOf(kept.page({ where: {}, order: '_id', past: 'k1', limit: 9 }))).toEqual([
        'k10',
        'k2',
        'k3',
      ]);
    });

    test('S7 a page begins strictly past its cursor, in the direction of travel', async () => {
      await Promise.all([1, 2, 3, 4].map((at) => kept.insert(note(`k${at}`, { place: at }))));
      await kept.insert(note('g3', { roomId: 'garden', place: 3 }));
      const kitchen = { where: { roomId: 'kitchen' }, order: 'place' } as const;
      expect(await idsOf(kept.page({ ...kitchen, past: 2, limit: 9 }))).toEqual(['k3', 'k4']);
      expect(await idsOf(kept.page({ ...kitchen, past: 2, newestFirst: true, limit: 9 }))).toEqual(['k1']);
      expect(await idsOf(kept.page({ ...kitchen, past: 4, limit: 9 }))).toEqual([]);
    });

    test('S8 several leading fields; what is equal in the order comes by its id', async () => {
      const noon = new Date('2026-03-01T12:00:00Z');
      const later = new Date('2026-03-01T12:00:01Z');
      const times: [string, Date][] = [
        ['c', noon],
        ['a', noon],
        ['e', later],
        ['b', noon],
        ['d', later],
      ];
      await Promise.all(times.map(([id, at], place) => kept.insert(note(id, { at, place, pinned: true }))));
      await kept.insert(note('unpinned', { at: noon, place: 9 }));
      const pinned = { where: { roomId: 'kitchen', pinned: true }, order: 'at', limit: 9 } as const;
      expect(await idsOf(kept.page(pinned))).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(await idsOf(kept.page({ ...pinned, newestFirst: true }))).toEqual(['e', 'd', 'c', 'b', 'a']);
      expect(await idsOf(kept.page({ ...pinned, past: noon }))).toEqual(['d', 'e']);
    });

    test('S9 a hundred changes at once lose none', async () => {
      await kept.insert(note('a', { seen: 0 }));
      const given = await Promise.all(Array.from({ length: 100 }, () => kept.change('a', seenOnceMore)));
      expect((await kept.get('a'))?.seen).toBe(100);
      expect(new Set(given.map((record) => record?.seen)).size).toBe(100);
    });

    test('S10 nor do those of two that opened the same store', async () => {
      await kept.insert(note('a', { seen: 0 }));
      const other = await place.open();
      const both = [kept, other.collection(notes)];
      const changes = both.flatMap((one) => Array.from({ length: 50 }, () => one.change('a', seenOnceMore)));
      await Promise.all(changes).finally(other.close);
      expect((await kept.get('a'))?.seen).toBe(100);
    });

    test('S11 a change moves the record in its indexes', async () => {
      await kept.insert(note('a', { roomId: 'kitchen' }));
      await kept.change('a', (record) => ({ ...record, roomId: 'garden' }));
      expect(await idsOf(kept.page({ where: { roomId: 'kitchen' }, order: 'place', limit: 9 }))).toEqual([]);
      expect(await idsOf(kept.page({ where: { roomId: 'garden' }, order: 'place', limit: 9 }))).toEqual([
        'a',
      ]);
    });

    test('S12 a record that is not there: get and change give nothing, remove is content', async () => {
      expect(await kept.get('nobody')).toBeUndefined();
      const edit = jest.fn((record: Note) => record);
      expect(await kept.change('nobody', edit)).toBeUndefined();
      expect(edit).not.toHaveBeenCalled();
      await expect(kept.remove('nobody')).resolves.toBeUndefined();
    });

    test('S13 a record removed is gone, and its place is free', async () => {
      await kept.insert(note('a', { body: 'first' }));
      await kept.remove('a');
      expect(await kept.get('a')).toBeUndefined();
      await kept.insert(note('a', { body: 'second' }));
      await reopen();
      expect((await kept.get('a'))?.body).toBe('second');
    });

    test('S14 after a purge the bytes removed or overwritten are in no data file', async () => {
      // Where the data files belong to a server of its own, only that it answered can be seen from here.
      const words = await grownAndPruned(kept, place.folder ? 2000 : 100);
      await store.purge();
      const found = place.folder ? wordsIn(place.folder) : new Set(words.kept);
      expect(words.gone.filter((word) => found.has(word))).toEqual([]);
      expect(words.kept.filter((word) => !found.has(word))).toEqual([]);
    });

    test('S15 a record with unknown fields, wrong types or missing fields is Unfit', async () => {
      for (const misfit of misfits) {
        const record = { ...note('a'), ...misfit } as Note;
        await expect(kept.insert(record)).rejects.toBeInstanceOf(Unfit);
      }
      await expect(store.collection(promises).insert({ _id: 'a' })).rejects.toBeInstanceOf(Unfit);
      await kept.insert(note('a'));
      const grown = kept.change('a', (record) => ({ ...record, colour: 'red' }));
      await expect(grown).rejects.toBeInstanceOf(Unfit);
      await expect(kept.change('a', (record) => ({ ...record, _id: 'b' }))).rejects.toBeInstanceOf(Unfit);
      expect(await kept.get('a')).toEqual(note('a'));
    });

    test('S16 what was left out is given its default; every kind of value comes back as it went in', async () => {
      const { tags: _, seen: __, ...bare } = note('a');
      await kept.insert({ ...bare, author: { name: 'Ada' } } as Note);
      expect(await kept.get('a')).toEqual(note('a', { author: { name: 'Ada', colour: 'plain' } }));
      const full = note('b', {
        place: -(2 ** 40),
        body: 'é\u0000 ☂ 🪔',
        pinned: true,
        tags: ['', 'two'],
        seen: 0.1,
      });
      await kept.insert(full);
      expect(await kept.get('b')).toEqual(full);
    });

    test('S17 bytes come back as they went in', async () => {
      const drawing = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256);
      await kept.insert(note('a', { drawing }));
      await kept.insert(note('b', { place: 2, drawing: Buffer.from([0, 255]) }));
      await reopen();
      expect(Buffer.compare((await kept.get('a'))?.drawing ?? Buffer.of(), drawing)).toBe(0);
      expect([...((await kept.get('b'))?.drawing ?? [])]).toEqual([0, 255]);
    });

    test('S18 records are copies: changing one in memory changes nothing that is kept', async () => {
      const mine = note('a', { tags: ['one'], drawing: Buffer.from([1, 2]) });
      const inserting = kept.insert(mine);
      mine.tags.push('two');
      mine.drawing?.fill(9);
      await inserting;
      const got = await kept.get('a');
      got?.tags.push('three');
      got?.drawing?.fill(8);
      const changed = await kept.change('a', (record) => record);
      changed?.tags.push('four');
      expect(await kept.get('a')).toEqual(note('a', { tags: ['one'], drawing: Buffer.from([1, 2]) }));
    });

    test('S19 an object in place of an id or a value is refused, never read as a query', async () => {
      await kept.insert(note('a'));
      const all = { $ne: 'x' } as unknown as string;
      await expect(kept.get(all)).rejects.toBeInstanceOf(Unfit);
      await expect(kept.remove(all)).rejects.toBeInstanceOf(Unfit);
      await expect(kept.change(all, (record) => record)).rejects.toBeInstanceOf(Unfit);
      const page = { order: 'place', limit: 9 } as const;
      await expect(kept.page({ ...page, where: { roomId: all } })).rejects.toBeInstanceOf(Unfit);
      const past = { $gt: 0 } as unknown as number;
      await expect(kept.page({ ...page, where: { roomId: 'kitchen' }, past })).rejects.toBeInstanceOf(Unfit);
      await expect(kept.get(undefined as unknown as string)).rejects.toBeInstanceOf(Unfit);
      expect(await kept.get('a')).toBeDefined();
    });

    test('S20 a page that no index gives in order is refused', async () => {
      const refused: Page<Note>[] = [
        { where: { body: 'x' }, order: '_id', limit: 9 },
        { where: { roomId: 'kitchen' }, order: 'body', limit: 9 },
        { where: { place: 1 }, order: 'roomId', limit: 9 },
        { where: { roomId: undefined as unknown as string }, order: 'place', limit: 9 },
        { where: {}, order: '_id', limit: 0 },
        { where: {}, order: '_id', limit: -1 },
        { where: {}, order: '_id', limit: 1.5 },
      ];
      for (const page of refused) await expect(kept.page(page)).rejects.toBeInstanceOf(Unfit);
    });

    test('S21 the same definition gives the same collection; another of its name is refused', () => {
      expect(store.collection(notes)).toBe(kept);
      expect(() => store.collection({ name: 'notes', schema: noteSchema() })).toThrow('two definitions');
    });

    test.each(oddSchemas)('S22 a definition the adapters cannot keep alike is refused: %s', (_, schema) => {
      expect(() => store.collection({ name: 'odd', schema })).toThrow(Unfit);
    });

    test('S23 check resolves while the store can keep something', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    test('S24 close waits for writes under way; verbs after it give StoreDown', async () => {
      const inserting = Promise.all([1, 2, 3].map((at) => kept.insert(note(`k${at}`, { place: at }))));
      await store.close();
      await inserting;
      await expect(kept.insert(note('late', { place: 9 }))).rejects.toBeInstanceOf(StoreDown);
      await expect(kept.get('k1')).rejects.toBeInstanceOf(StoreDown);
      await expect(kept.page({ where: {}, order: '_id', limit: 1 })).rejects.toBeInstanceOf(StoreDown);
      await expect(kept.change('k1', (record) => record)).rejects.toBeInstanceOf(StoreDown);
      await expect(kept.remove('k1')).rejects.toBeInstanceOf(StoreDown);
      await expect(store.check()).rejects.toBeInstanceOf(StoreDown);
      await expect(store.purge()).rejects.toBeInstanceOf(StoreDown);
      await reopen();
      expect(await idsOf(kept.page({ where: { roomId: 'kitchen' }, order: 'place', limit: 9 }))).toEqual([
        'k1',
        'k2',
        'k3',
      ]);
    });
  });
}

async function idsOf(page: Promise<Note[]>): Promise<string[]> {
  return (await page).map((record) => record._id);
}

function seenOnceMore(record: Note): Note {
  return { ...record, seen: record.seen + 1 };
}
