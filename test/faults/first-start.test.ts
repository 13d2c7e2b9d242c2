import { type Store, StoreDown } from '../../server/store/store';
import { openHouse, temporaryFolder } from '../support/house';

test('a first start that is cut short is begun again, and leaves no room twice', async () => {
  const dataFolder = await temporaryFolder();
  for (const name of ['rooms', 'house'])
    for (const kept of [0, 1, 2]) {
      const opening = openHouse({ dataFolder, through: (store) => endAfter(store, name, kept) });
      await opening.then(
        (house) => house.close(),
        (problem) => expect(problem).toBeInstanceOf(StoreDown),
      );
    }
  const { rooms } = await (await openHouse({ dataFolder })).look();
  const { rooms: whole } = await (await openHouse()).look();
  expect(rooms.map(({ name }) => name)).toEqual(whole.map(({ name }) => name));
});

/** The real store, which takes so many more records of one collection, and then none. */
function endAfter(store: Store, name: string, kept: number): Store {
  let left = kept;
  return {
    ...store,
    collection(definition) {
      const collection = store.collection(definition);
      if (definition.name !== name) return collection;
      const insert: typeof collection.insert = (record) => {
        left -= 1;
        return left < 0 ? Promise.reject(new StoreDown('the power is gone')) : collection.insert(record);
      };
      return { ...collection, insert };
    },
  };
}
