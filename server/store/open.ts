import type { Store } from './store';

/**
 * Opens the store: on the MongoDB server that is named, else in the data folder, which is for one process at a time.
 * Only the parts of the one that is used are loaded, for they weigh some 10 to 20 MB of memory each.
 */
export async function openStore(place: {
  dataFolder: string;
  mongodbUrl?: string | undefined;
}): Promise<Store> {
  if (place.mongodbUrl) {
    const { openMongo } = await import('./mongo/mongo');
    return openMongo(place.mongodbUrl);
  }
  const [{ takeAlone }, { openEmbedded }] = await Promise.all([
    import('./embedded/alone'),
    import('./embedded/embedded'),
  ]);
  const letGo = takeAlone(place.dataFolder);
  try {
    const store = openEmbedded(place.dataFolder);
    return { ...store, close: () => store.close().finally(letGo) };
  } catch (problem) {
    letGo();
    throw problem;
  }
}
