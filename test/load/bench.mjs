// What Porchlight costs, beside the barest program that does the same work on the same machine in the same
// run: `npm run bench`, or `npm run bench -- fanout idle boards memory load voice` for some of it.
import { cpus } from 'node:os';
import { boards } from './boards.mjs';
import { fanout } from './fanout.mjs';
import { idle } from './idle.mjs';
import { load } from './load.mjs';
import { memory } from './memory.mjs';
import { versionOf } from './servers.mjs';
import { voice } from './voice.mjs';

const parts = { memory, fanout, idle, boards, load, voice };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !parts[name]);
if (unknown.length > 0) throw new Error(`the bench has ${Object.keys(parts).join(', ')}; not ${unknown}`);

const say = (text) => process.stdout.write(`${text}\n`);
const named = ['socket.io', 'express', 'ws', 'yjs', 'libsql', 'mongoose'];
say(`Node ${process.version}, ${named.map((name) => `${name} ${versionOf(name)}`).join(', ')}`);
say(`${cpus().length} × ${cpus()[0].model}; medians of repeats in turn; loopback only`);
say('');
print('', '', 'ours', 'bare', 'ratio', 'bar');

// Its servers end with it, also when it is ended.
process.on('SIGTERM', () => process.exit(1));
process.on('SIGINT', () => process.exit(1));

const began = performance.now();
for (const name of asked.length > 0 ? asked : Object.keys(parts)) await parts[name]({ row, limit, say });
say('');
say(`${Math.round((performance.now() - began) / 1000)} s`);

/** A figure beside its baseline; the bar is the largest ratio that is good enough. */
function row(what, unit, ours, bare, bar) {
  const ratio = ours / bare;
  print(what, unit, spelt(ours), spelt(bare), ratio.toFixed(2), bar ? verdict(ratio, bar) : '');
}

/** A figure that has to be no larger than `most`, in its own unit; the baseline is only for comparison. */
function limit(what, unit, ours, bare, most) {
  print(what, unit, spelt(ours), bare === undefined ? '' : spelt(bare), '', verdict(ours, most));
}

function verdict(value, bar) {
  return `<= ${bar} ${value <= bar ? 'met' : 'MISSED'}`;
}

function spelt(value) {
  return value.toFixed(value < 100 ? 2 : 0);
}

function print(what, unit, ours, bare, ratio, bar) {
  const columns = [ours.padStart(9), bare.padStart(9), ratio.padStart(7), bar];
  say(`${what.padEnd(52)} ${unit.padEnd(4)} ${columns.join('  ')}`.trimEnd());
}
