import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { storeContract } from '../store.contract';
import { openMongo } from './mongo';

const url = process.env.TEST_MONGODB_URL;

if (url) {
  storeContract('MongoDB', async () => {
    const place = new URL(url);
    place.pathname = `porchlight-test-${randomUUID()}`;
    return {
      open: () => openMongo(place.href),
      forget: async () => {
        const connection = await mongoose.createConnection(place.href).asPromise();
        await connection.dropDatabase();
        await connection.close();
      },
    };
  });
} else {
  process.stderr.write('store: MongoDB not checked (TEST_MONGODB_URL names no server)\n');
  test('MongoDB: not checked, TEST_MONGODB_URL names no server', () => {
    expect(process.env.TEST_MONGODB_URL).toBeUndefined();
  });
}
