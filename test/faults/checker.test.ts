import { type FaultKind, faultKinds, judge } from './checker';
import type { Event, Held, Line } from './history';

type Step = [proc: string, event: Event];

const room = 'kitchen';
const a: Held = { id: 'a', seq: 1, changed: 1, words: 'one' };
const b: Held = { id: 'b', seq: 2, changed: 2, words: 'two' };
const better: Held = { ...b, changed: 3, words: 'two, better' };
const c: Held = { id: 'c', seq: 3, changed: 4, words: '' };
const seq = (message: Held, number: number): Held => ({ ...message, seq: number });

const says = (n: number, { id, words }: Held): Step => ['ada', { op: 'send', n, room, id, words }];
const ack = (n: number, message: Held): Step => ['ada', { op: 'ack', n, room, ...message }];
const hears = (proc: string, message: Held): Step => [proc, { op: 'heard', room, ...message }];
const given = (n: number, messages: Held[], more = false): Step => [
  'bob',
  { op: 'given', n, room, messages, more },
];
const reads = (proc: string, ...messages: Held[]): Step => [
  proc,
  { op: 'read', room, whole: true, messages },
];

/** Two people inside, a third at the door, one board: everything as it should be. */
const good: Step[] = [
  ['house', { op: 'house-up' }],
  ['ada', { op: 'up' }],
  ['bob', { op: 'up' }],
  ['ada', { op: 'enter', n: 1, room }],
  ['bob', { op: 'enter', n: 2, room }],
  given(2, []),
  says(3, a),
  hears('bob', a),
  ack(3, a),
  says(4, b),
  hears('bob', b),
  ack(4, b),
  ['ada', { op: 'edit', n: 5, room, id: 'b', words: 'two, better' }],
  hears('bob', better),
  ack(5, better),
  says(6, { ...c, words: 'three' }),
  ['ada', { op: 'take-back', n: 7, room, id: 'c' }],
  hears('bob', c),
  ack(7, c),
  says(8, { id: 'd', seq: 4, changed: 5, words: 'asked, never answered' }),
  ['ada', { op: 'reuse', n: 9, room, id: 'a', words: 'other words' }],
  ['ada', { op: 'refused', n: 9, to: 'message:send', why: 'id-used' }],
  ['bob', { op: 'page', n: 10, room }],
  given(10, [a, better, c]),
  ['ada', { op: 'knock', room, board: 'letters' }],
  ['ada', { op: 'write', board: 'letters', words: 'dear' }],
  ['ada', { op: 'write', board: 'letters', words: 'me' }],
  ['ada', { op: 'saved', board: 'letters', words: ['dear'] }],
  ['bob', { op: 'knock', room, board: 'letters' }],
  ['bob', { op: 'overheard', board: 'letters', words: ['dear', 'me'] }],
  reads('ada', a, better, c),
  reads('bob', a, better, c),
  ['ada', { op: 'read-board', board: 'letters', words: ['dear', 'me'], state: 'same' }],
  ['bob', { op: 'read-board', board: 'letters', words: ['dear', 'me'], state: 'same' }],
  ['house', { op: 'house-down', asked: true, code: 'SIGKILL' }],
];

const told = (steps: Step[]): Line[] => steps.map(([proc, event], t) => ({ t, proc, ...event }));
const kinds = (steps: Step[]) => [...new Set(judge(told(steps)).map(({ kind }) => kind))].sort();

/** The same history, in which Bob reads something else at the end. */
const bobReads = (...messages: Held[]): Step[] =>
  good.map((step) => (step[0] === 'bob' && step[1].op === 'read' ? reads('bob', ...messages) : step));
const bobSees = (words: string[], state = 'same'): Step[] =>
  good.map((step) =>
    step[0] === 'bob' && step[1].op === 'read-board'
      ? ['bob', { op: 'read-board', board: 'letters', words, state }]
      : step,
  );
/** With something put in after the first step that is so. */
function after(isSo: (step: Step) => boolean, ...more: Step[]): Step[] {
  const at = good.findIndex(isSo);
  return [...good.slice(0, at + 1), ...more, ...good.slice(at + 1)];
}
const atEnd = (...more: Step[]): Step[] => [...good, ...more];
const without = (isSo: (step: Step) => boolean) => good.filter((step) => !isSo(step));
const isHeard =
  (proc: string, changed: number) =>
  ([who, event]: Step) =>
    who === proc && event.op === 'heard' && event.changed === changed;
const isAck =
  (n: number) =>
  ([, event]: Step) =>
    event.op === 'ack' && event.n === n;
const d = { id: 'd', seq: 4, changed: 5, words: 'asked, never answered' };

test('a good history has no faults, whether what was never answered is there or is not', () => {
  expect(kinds(good)).toEqual([]);
  expect(kinds(bobReads(a, better, c, d))).toEqual([]);
});

const broken: [what: string, history: Step[], found: FaultKind[]][] = [
  ['a message is lost', bobReads(a, better), ['lost', 'stale']],
  ['a message stands twice', bobReads(a, better, c, seq(a, 4)), ['doubled']],
  ['words stand twice', bobReads(a, better, c, { ...d, words: 'one' }), ['changed', 'doubled']],
  ['a number is missing', bobReads(a, better, seq(c, 4)), ['gap']],
  ['an edit is lost', bobReads(a, b, c), ['changed', 'stale']],
  ['a message nobody sent is read', bobReads(a, better, c, { ...d, id: 'x' }), ['unknown']],
  ['a message nobody sent is told', atEnd(hears('bob', { ...d, id: 'x' })), ['unknown']],
  [
    'other words are told',
    after(isAck(4), hears('bob', { ...b, changed: 3, words: 'boo' })),
    ['changed', 'order'],
  ],
  ['a number stands for two messages', atEnd(hears('bob', { ...d, seq: 3 })), ['order']],
  ['a change stands for two changes', atEnd(['ada', { op: 'ack', n: 8, room, ...d, changed: 4 }]), ['order']],
  ['a message moves', atEnd(['ada', { op: 'ack', n: 3, room, ...seq(a, 9), changed: 1 }]), ['order']],
  ['two things are told in another order', atEnd(hears('bob', better)), ['order']],
  [
    'someone inside is not told of what they wrote',
    after(
      ([, event]) => event.op === 'enter',
      ['ada', { op: 'given', n: 1, room, messages: [], more: false }],
    ),
    ['gap'],
  ],
  ['something is not told', without(isHeard('bob', 3)), ['gap']],
  [
    'a reader is taken back in time',
    atEnd(['bob', { op: 'page', n: 20, room }], given(20, [a, better])),
    ['stale'],
  ],
  [
    'what was missed is not all given',
    atEnd(['bob', { op: 'since', n: 20, room, past: 1 }], given(20, [better])),
    ['stale'],
  ],
  ['a page has a hole', atEnd(['bob', { op: 'page', n: 20, room }], given(20, [a, c])), ['gap', 'stale']],
  [
    'other words under the same id are acknowledged',
    atEnd(['ada', { op: 'reuse', n: 20, room, id: 'a', words: 'boo' }], ack(20, a)),
    ['false ack'],
  ],
  ['someone at the door is told', atEnd(hears('door', a)), ['leaked']],
  ['something else tells the words', atEnd(['door', { op: 'overheard', words: ['one'] }]), ['leaked']],
  [
    'someone at the door is given a page',
    atEnd(
      ['door', { op: 'page', n: 20, room }],
      ['door', { op: 'given', n: 20, room, messages: [a, better, c], more: false }],
    ),
    ['leaked'],
  ],
  ['someone who left is told', after(isHeard('bob', 2), ['bob', { op: 'out', room }]), ['leaked']],
  [
    'a new line is told before it asked to come in',
    after(isHeard('bob', 2), ['bob', { op: 'up' }]),
    ['leaked'],
  ],
  [
    'someone who was let go of is told what was written since',
    after(isAck(3), ['host', { op: 'barred', room, person: 'bob' }]),
    ['leaked'],
  ],
  [
    'a board opens to someone at the door',
    atEnd(
      ['door', { op: 'knock', room, board: 'letters' }],
      ['door', { op: 'overheard', board: 'letters', words: ['dear'] }],
    ),
    ['leaked'],
  ],
  ['a saved word is lost', bobSees(['me']), ['lost word']],
  ['a word is doubled', bobSees(['dear', 'me', 'me']), ['doubled word']],
  ['a word nobody wrote is there', bobSees(['dear', 'me', 'boo']), ['unknown word']],
  ['two pages of a board differ', bobSees(['me', 'dear'], 'other'), ['replicas']],
  [
    'a command breaks',
    atEnd(['ada', { op: 'refused', n: 20, to: 'message:send', why: 'broken' }]),
    ['broken'],
  ],
  ['someone does not come back', atEnd(['watch', { op: 'stuck', what: 'ada' }]), ['stuck']],
  ['the server ends by itself', atEnd(['house', { op: 'house-down', asked: false, code: 1 }]), ['crashed']],
];

test.each(broken)('it is found when %s', (_what, history, found) => {
  expect(kinds(history)).toEqual(found);
});

test('every kind of fault has a history that has it', () => {
  const found = new Set(broken.flatMap(([, , kinds]) => kinds));
  expect([...found].sort()).toEqual(Object.keys(faultKinds).sort());
});

test('what was asked while inside may be answered after; someone asked back may be told again', () => {
  const asked: Step[] = [['bob', { op: 'page', n: 20, room }], ['bob', { op: 'out', room }], given(20, [a])];
  expect(kinds([...good.slice(0, good.findIndex(isAck(3)) + 1), ...asked])).toEqual([]);
  const back = after(
    isAck(3),
    ['host', { op: 'barred', room, person: 'bob' }],
    ['host', { op: 'welcome', room, person: 'bob' }],
  );
  expect(kinds(back)).toEqual([]);
});
