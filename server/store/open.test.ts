import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp } from '../../test/support/clean-up';
import { temporaryFolder } from '../../test/support/house';
import { launchHouse, startHouse } from '../../test/support/process';
import { steps } from './embedded/steps.record';
import { openStore } from './open';
import { StoreDown } from './store';

async function opened(dataFolder: string) {
  const store = await openStore({ dataFolder });
  cleanUp(() => store.close());
  return store;
}

test('O1 a second process on one data folder is refused in plain words, and the first goes on', async () => {
  const dataFolder = await temporaryFolder();
  const first = await startHouse({ dataFolder });
  const second = launchHouse({ dataFolder });
  expect(await second.exited).toEqual({ code: 1, signal: null });
  expect(second.output()).toBe(
    `Another Porchlight runs on the folder ${dataFolder}. End it first, or set PORCHLIGHT_DATA to another folder.\n`,
  );
  expect((await fetch(`${first.origin}/healthz`)).status).toBe(200);

  await first.kill('SIGKILL');
  await startHouse({ dataFolder });
});

test('O2 nor does one process open it twice, until it has closed it', async () => {
  const dataFolder = await temporaryFolder();
  const store = await opened(dataFolder);
  await expect(openStore({ dataFolder })).rejects.toThrow('Another Porchlight runs on the folder');
  await store.close();
  await (await opened(dataFolder)).check();
});

test('O3 while it is taken, the store may be read from outside, as a backup does', async () => {
  const dataFolder = await temporaryFolder();
  const store = await opened(dataFolder);
  await store.collection(steps).insert({ _id: 'a', walk: 'w', n: 1, body: 'hello' });
  const { default: Database } = await import('libsql');
  const copy = join(dataFolder, 'copy.sqlite');
  new Database(join(dataFolder, 'porchlight.sqlite')).exec(`VACUUM INTO '${copy}'`);
  expect(existsSync(copy)).toBe(true);
});

test('O4 a folder that cannot be is no reason to hold it', async () => {
  await expect(openStore({ dataFolder: '/dev/null/data' })).rejects.toBeInstanceOf(StoreDown);
});
