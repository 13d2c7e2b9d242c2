import { type Event, judge } from './checker';

/** Two people, two readers, one board: everything as it should be. */
const good: Event[] = [
  { op: 'send', room: 'kitchen', id: 'a', body: 'one' },
  { op: 'ack', id: 'a' },
  { op: 'send', room: 'kitchen', id: 'b', body: 'two' },
  { op: 'ack', id: 'b' },
  { op: 'send', room: 'kitchen', id: 'c', body: 'three' },
  { op: 'ack', id: 'c' },
  { op: 'edit', room: 'kitchen', id: 'b', body: 'two, better' },
  { op: 'ack', id: 'b' },
  { op: 'take-back', room: 'kitchen', id: 'c' },
  { op: 'ack', id: 'c' },
  { op: 'send', room: 'kitchen', id: 'd', body: 'asked, never answered' },
  { op: 'write', board: 'letters', word: 'dear' },
  { op: 'write', board: 'letters', word: 'me' },
  { op: 'saved', board: 'letters', words: ['dear', 'me'] },
  ...['ada', 'bob'].flatMap((by): Event[] => [
    {
      op: 'read',
      by,
      room: 'kitchen',
      messages: [
        { id: 'a', seq: 1, body: 'one' },
        { id: 'b', seq: 2, body: 'two, better' },
        { id: 'c', seq: 3, body: '' },
      ],
    },
    { op: 'read-board', by, board: 'letters', words: ['dear', 'me'] },
  ]),
];

type Read = Extract<Event, { op: 'read' }>;
type BoardRead = Extract<Event, { op: 'read-board' }>;

/** The same history, in which Bob reads something else. */
function bobReads(change: (messages: Read['messages']) => Read['messages']): Event[] {
  return good.map((event) =>
    event.op === 'read' && event.by === 'bob' ? { ...event, messages: change(event.messages) } : event,
  );
}

function bobSees(change: (words: BoardRead['words']) => BoardRead['words']): Event[] {
  return good.map((event) =>
    event.op === 'read-board' && event.by === 'bob' ? { ...event, words: change(event.words) } : event,
  );
}

const kinds = (history: Event[]) => [...new Set(judge(history).map(({ kind }) => kind))];

test('a good history has no faults, also where an unanswered message is there or is not', () => {
  expect(judge(good)).toEqual([]);
  const there = { id: 'd', seq: 4, body: 'asked, never answered' };
  const kept = good.map((event) =>
    event.op === 'read' ? { ...event, messages: [...event.messages, there] } : event,
  );
  expect(judge(kept)).toEqual([]);
});

test.each([
  ['a lost message', bobReads((messages) => messages.slice(0, 2)), ['lost', 'order']],
  [
    'a doubled message',
    bobReads(([a, b, c]) => [a, b, c, { ...a, seq: 4 }] as Read['messages']),
    ['doubled', 'order'],
  ],
  [
    'the same words under a second id',
    bobReads((messages) => [...messages, { id: 'd', seq: 4, body: 'one' }]),
    ['doubled', 'changed', 'order'],
  ],
  [
    'a gap',
    bobReads((messages) => messages.map((one) => (one.seq === 3 ? { ...one, seq: 4 } : one))),
    ['gap'],
  ],
  [
    'another order',
    bobReads(([a, b, c]) => [b, a, c].map((one, at) => ({ ...one, seq: at + 1 })) as Read['messages']),
    ['order'],
  ],
  [
    'a lost edit',
    bobReads((messages) => messages.map((one) => (one.id === 'b' ? { ...one, body: 'two' } : one))),
    ['changed'],
  ],
  [
    'words that came back',
    bobReads((messages) => messages.map((one) => (one.id === 'c' ? { ...one, body: 'three' } : one))),
    ['changed'],
  ],
  [
    'a message nobody sent',
    bobReads((messages) => [...messages, { id: 'x', seq: 4, body: 'boo' }]),
    ['unknown', 'order'],
  ],
  ['a lost board word', bobSees(() => ['dear']), ['lost word', 'replicas']],
  ['a doubled board word', bobSees((words) => [...words, 'me']), ['doubled word', 'replicas']],
  ['a board word nobody wrote', bobSees((words) => [...words, 'boo']), ['unknown word', 'replicas']],
  ['pages of a board that differ', bobSees((words) => words.toReversed()), ['replicas']],
])('%s is found', (_what, history, found) => {
  expect(kinds(history)).toEqual(found);
});

test('what is acknowledged later is not asked of an earlier read', () => {
  const early: Event = { op: 'read', by: 'rea', room: 'kitchen', messages: [] };
  const afterwards = good.findLast((event) => event.op === 'read') as Read;
  expect(judge([early, ...good, { ...afterwards, by: 'rea' }])).toEqual([]);
  expect(kinds([...good, early])).toEqual(['lost', 'order']);
});
