/**
 * Inserts into the folder named, five at a time and without end, and prints each id once it is acknowledged.
 * Told to, it purges all the while.
 */
const { readFileSync, writeSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };
require.extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code, filename);
};

const { openEmbedded } = require('./embedded.ts');
const { steps } = require('./steps.record.ts');

const [, , folder, round, purging] = process.argv;
const store = openEmbedded(folder);
const kept = store.collection(steps);
for (let lane = 0; lane < 5; lane++) insertWithoutEnd(lane);
if (purging) purgeWithoutEnd();

async function insertWithoutEnd(lane) {
  for (let n = 0; ; n++) {
    const _id = `${round}-${lane}-${n}`;
    await kept.insert({ _id, walk: `${round}-${lane}`, n, body: 'word '.repeat(1 + (n % 200)) });
    writeSync(1, `${_id}\n`);
  }
}

async function purgeWithoutEnd() {
  for (;;) await store.purge();
}
