/** Counts one more in a record, as often as told, each time a change of its own. */
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };
require.extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code, filename);
};

const { openMongo } = require('./mongo.ts');
const { notes } = require('../contract/notes.record.ts');

const [, , url, times] = process.argv;
countMore();

async function countMore() {
  const store = await openMongo(url);
  const kept = store.collection(notes);
  for (let n = 0; n < Number(times); n++)
    await kept.change('a', (record) => ({ ...record, seen: record.seen + 1 }));
  await store.close();
}
