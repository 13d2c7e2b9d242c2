import { signal } from '@preact/signals';
import type { Message } from '../../shared/messages';
import type { Me } from '../../shared/people';
import { wordsOf } from '../words/words';
import { createReader, type ReadingLevel } from './reader';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function listening(to: ReadingLevel) {
  const read: string[] = [];
  const reader = createReader({
    announce: (text) => read.push(text),
    words: signal(wordsOf.en),
    me: signal<Me | undefined>({ id: 'ada', name: 'Ada', role: 'peer', atDoor: 'name' }),
    level: signal(to),
  });
  const say = (body: string, more: Partial<Message> = {}) =>
    reader.hear({
      id: body,
      roomId: 'r',
      seq: 1,
      changed: 1,
      authorId: 'ben',
      authorName: 'Ben',
      body,
      sentAt: 1,
      ...more,
    });
  return { read, say };
}

test('a burst is read as one message and then a number', () => {
  const { read, say } = listening('all');
  for (const body of ['one', 'two', 'three']) say(body);
  jest.advanceTimersByTime(2_000);
  say('four');
  jest.advanceTimersByTime(2_000);
  expect(read).toEqual(['Ben: one', '2 new messages', 'Ben: four']);
});

test('her own words, edits and what was taken back are never read', () => {
  const { read, say } = listening('all');
  say('mine', { authorId: 'ada' });
  say('edited', { editedAt: 2 });
  say('', { takenBackAt: 2 });
  expect(read).toEqual([]);
});

test('at "my name only" she hears what names her; at "nothing", nothing', () => {
  const named = listening('mentions');
  named.say('Tea is on');
  named.say('ada, tea?');
  expect(named.read).toEqual(['Ben: ada, tea?']);
  const silent = listening('none');
  silent.say('Ada!');
  expect(silent.read).toEqual([]);
});
