import { type Fault, type FaultKind, faultKinds } from './checker';
import type { Line } from './history';

/** A judged history in words: what was done, what was checked, what was wrong. */
export function tableOf(history: readonly Line[], faults: readonly Fault[]): string {
  const wrong = Object.entries(faultKinds).map(([kind, meaning]) =>
    row(kind, wrongOf(kind as FaultKind), meaning),
  );
  const examples = faults.slice(0, 12).map(({ kind, what }) => `  ${kind}: ${what}`);
  return [
    'What was done',
    ...done(history),
    'What was checked',
    ...checked(history),
    'What was wrong',
    ...wrong,
    ...examples,
  ].join('\n');

  function wrongOf(kind: FaultKind) {
    return faults.filter((fault) => fault.kind === kind).length;
  }
}

/** How many messages were acknowledged: each once, however often it was asked. */
export function acknowledged(history: readonly Line[]): number {
  const sends = new Map(history.flatMap((line) => (line.op === 'send' ? [[line.n, line.id] as const] : [])));
  return new Set(history.flatMap((line) => (line.op === 'ack' ? (sends.get(line.n) ?? []) : []))).size;
}

function checked(history: readonly Line[]): string[] {
  const count = (...ops: Line['op'][]) => history.filter(({ op }) => ops.includes(op)).length;
  const sent = new Set<string>();
  const again = history.filter((line) => line.op === 'send' && (sent.has(line.id) || !sent.add(line.id)));
  const outside = history.filter(({ proc, op }) => (proc === 'door' || proc === 'nan') && op === 'refused');
  return [
    row('messages acknowledged', acknowledged(history), `${again.length} asked again`),
    row('edits, words taken back', count('edit', 'take-back'), 'asked'),
    row('told live', count('heard'), 'each in the order of its room'),
    row('answers, pages read', count('given', 'read'), `${count('loaded')} after a reload`),
    row('other words, same id', count('reuse'), 'asked, and to be refused'),
    row('let go of', count('barred'), 'people and rooms'),
    row('tries from outside', outside.length, 'refused, with everything heard written down'),
    row('board words', count('write'), `${count('saved')} times saved, ${count('read-board')} boards read`),
    row('lines opened', count('up')),
  ];
}

function done(history: readonly Line[]): string[] {
  const lasted = new Map<string, number[]>();
  for (const line of history)
    if (line.op === 'strike') lasted.set(line.what, [...(lasted.get(line.what) ?? []), line.forMs]);
  return [...lasted]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([what, times]) =>
      row(what, times.length, lasts(what) ? `up to ${seconds(Math.max(...times))} s` : ''),
    );
}

/** Some things are over as soon as they are done. */
const lasts = (what: string) => !/^kill|^SIGTERM|everybody/.test(what);
const seconds = (ms: number) => Math.round(ms / 100) / 10;

const row = (what: string, number: number, more = '') =>
  `  ${what.padEnd(30)}${`${number}`.padStart(8)}   ${more}`.trimEnd();
