import { limits } from '../../shared/limits';
import type { Message } from '../../shared/messages';
import { createFakeLink } from '../../test/support/fake-link';
import { createKept } from '../kept';
import { createTalk } from './messages';

const roomId = 'kitchen';

/** Ben's nth word in the kitchen. */
function said(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    roomId,
    seq,
    changed: seq,
    authorId: 'ben',
    authorName: 'Ben',
    body: `word ${seq}`,
    sentAt: seq * 1_000,
    ...more,
  };
}

/** Ada's page; `kept` is what her tab kept from before a reload. */
async function ada({ kept = createKept() } = {}) {
  const { link, ...hand } = createFakeLink();
  const heard: string[] = [];
  const troubles: string[] = [];
  const talk = createTalk({
    link,
    roomId,
    kept,
    heard: ({ id }) => heard.push(id),
    unsent: (holdup) => troubles.push(holdup?.why ?? 'over'),
  });
  link.hear('message:changed', talk.take);
  link.line.subscribe((line) => line !== 'up' && talk.left());
  await hand.up();
  return {
    ...hand,
    talk,
    kept,
    heard,
    troubles,
    bodies: () => talk.list.value.map(({ body }) => body),
    unsent: () => talk.outbox.value.map(({ body, failed }) => [body, failed]),
  };
}

const page = (messages: Message[], more = false) => ({ ok: true as const, value: { messages, more } });
const kept = (body: unknown, seq: number, id: unknown) => ({
  ok: true as const,
  value: said(seq, { id: String(id), body: String(body), authorId: 'ada', authorName: 'Ada' }),
});

test('what was said comes in its order, each once, whatever is told twice or late', async () => {
  const { talk, tell, bodies, heard } = await ada();
  talk.entered({ messages: [said(1), said(2)], more: false });
  await tell('message:changed', said(3));
  await tell('message:changed', said(3));
  await tell('message:changed', said(2));
  expect(bodies()).toEqual(['word 1', 'word 2', 'word 3']);
  expect(heard).toEqual(['m3']);
});

test('a fact that skips one brings what was missed, with one question', async () => {
  const { talk, tell, answer, bodies, waiting } = await ada();
  talk.entered({ messages: [said(1)], more: false });
  await tell('message:changed', said(5));
  await tell('message:changed', said(6));
  expect(waiting.map(({ name, input }) => [name, input.changed])).toEqual([['message:since', 1]]);
  await answer('message:since', page([2, 3, 4, 5, 6].map((seq) => said(seq))));
  expect(waiting).toEqual([]);
  expect(bodies()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `word ${n}`));
});

test('a number whose words are gone for good is asked about once, and never again', async () => {
  const { talk, tell, answer, bodies, waiting } = await ada();
  talk.entered({ messages: [said(1)], more: false });
  await tell('message:changed', said(3));
  await answer('message:since', page([said(3)]));
  await tell('message:changed', said(5));
  await answer('message:since', page([]));
  await tell('message:changed', said(6));
  expect(waiting).toEqual([]);
  expect(bodies()).toEqual(['word 1', 'word 3', 'word 5', 'word 6']);
});

test('who missed more than one answer carries starts anew from the newest page, with no hole', async () => {
  const { talk, lose, up, tell, answer, bodies, waiting } = await ada();
  talk.entered({ messages: [said(1), said(2)], more: false });
  await lose();
  await up();
  talk.entered({ messages: [said(3)], more: true });
  expect(waiting.map(({ name, input }) => [name, input.before])).toEqual([['message:page', undefined]]);
  await tell('message:changed', said(2_000, { changed: 3_001 }));
  await tell('message:changed', said(7, { changed: 3_002, body: 'an old one, edited' }));
  await answer('message:page', page([said(1_998), said(1_999)], true));
  expect(bodies()).toEqual(['word 1998', 'word 1999', 'word 2000']);
  void talk.earlier();
  expect((await answer('message:page', page([said(1_997)], true))).before).toBe(1_998);
  expect(bodies()[0]).toBe('word 1997');
});

test('one far behind while inside begins anew too, and asks no more of what the newest page cannot show', async () => {
  const { talk, tell, answer, bodies, waiting } = await ada();
  talk.entered({ messages: [said(1), said(2)], more: false });
  await tell('message:changed', said(7, { changed: 3_001, body: 'an old one, edited' }));
  await answer('message:since', page([said(3)], true));
  await answer('message:page', page([said(1_999), said(2_000)], true));
  await tell('message:changed', said(2_001, { changed: 3_002 }));
  expect(waiting).toEqual([]);
  expect(bodies()).toEqual(['word 1999', 'word 2000', 'word 2001']);
});

test('an earlier page that was asked for before starting anew leaves no hole', async () => {
  const { talk, lose, up, answer, bodies, waiting } = await ada();
  talk.entered({ messages: [said(60)], more: true });
  void talk.earlier();
  const [slow] = waiting.splice(0);
  await lose();
  await up();
  talk.entered({ messages: [said(61)], more: true });
  await answer('message:page', page([said(2_000)], true));
  slow?.answer(page([said(59)], true));
  await talk.earlier;
  expect(bodies()).toEqual(['word 2000']);
});

test('an edit that overtakes the earlier page which holds its words is not undone by it', async () => {
  const { talk, tell, answer, bodies } = await ada();
  talk.entered({ messages: [said(60)], more: true });
  void talk.earlier();
  await tell('message:changed', said(59, { changed: 61, body: 'edited' }));
  await answer('message:page', page([said(58), said(59)], false));
  expect(bodies()).toEqual(['word 58', 'edited', 'word 60']);
});

test('what is told while coming in again is under way is not asked for', async () => {
  const { talk, lose, up, tell, bodies, waiting } = await ada();
  talk.entered({ messages: [said(1)], more: false });
  await lose();
  await up();
  await tell('message:changed', said(4));
  talk.entered({ messages: [said(2), said(3)], more: false });
  expect(waiting).toEqual([]);
  expect(bodies()).toEqual(['word 1', 'word 2', 'word 3', 'word 4']);
});

test('an edit of words before our oldest page moves us on without a hole in the list', async () => {
  const { talk, tell, answer, bodies, waiting } = await ada();
  talk.entered({ messages: [said(60), said(61)], more: true });
  await tell('message:changed', said(3, { changed: 62, body: 'old, edited' }));
  await tell('message:changed', said(62, { changed: 63 }));
  expect(waiting).toEqual([]);
  expect(bodies()).toEqual(['word 60', 'word 61', 'word 62']);
  void talk.earlier();
  expect((await answer('message:page', page([said(58), said(59)], true))).before).toBe(60);
  expect(bodies()[0]).toBe('word 58');
});

test('after a lost line she gets what was said, edited and taken back while she was away', async () => {
  const { talk, lose, up, bodies, heard } = await ada();
  talk.entered({ messages: [said(1), said(2)], more: false });
  await lose();
  await up();
  expect(talk.since()).toBe(2);
  talk.entered({
    messages: [
      said(1, { changed: 3, body: 'other words', editedAt: 9 }),
      said(2, { changed: 4, body: '', takenBackAt: 9 }),
      said(3, { changed: 5 }),
      said(4, { changed: 6 }),
    ],
    more: false,
  });
  expect(bodies()).toEqual(['other words', '', 'word 3', 'word 4']);
  expect(heard).toEqual(['m3', 'm4']);
});

test('facts that come before the first page are not lost', async () => {
  const { talk, tell, bodies } = await ada();
  await tell('message:changed', said(3));
  talk.entered({ messages: [said(1), said(2)], more: false });
  expect(bodies()).toEqual(['word 1', 'word 2', 'word 3']);
});

test('an older state that arrives late does not undo an edit', async () => {
  const { talk, tell, bodies } = await ada();
  talk.entered({ messages: [said(1, { changed: 3, body: 'edited' }), said(2)], more: false });
  await tell('message:changed', said(1));
  expect(bodies()).toEqual(['edited', 'word 2']);
});

test('one of several late facts may already be in the first page', async () => {
  const { talk, tell, bodies, waiting } = await ada();
  await tell('message:changed', said(2));
  await tell('message:changed', said(3));
  talk.entered({ messages: [said(1), said(2)], more: false });
  expect(bodies()).toEqual(['word 1', 'word 2', 'word 3']);
  expect(waiting).toEqual([]);
});

test('her own words stand at once, go out in order and one at a time, and are there once', async () => {
  const { talk, answer, tell, bodies, unsent, waiting } = await ada();
  talk.entered({ messages: [], more: false });
  talk.send('first');
  talk.send('second');
  expect(unsent()).toEqual([
    ['first', undefined],
    ['second', undefined],
  ]);
  expect(waiting.length).toBe(1);
  const { id } = waiting[0]?.input ?? {};
  // The fact overtakes the answer.
  await tell('message:changed', said(1, { id: String(id), body: 'first', authorId: 'ada' }));
  expect(unsent()).toEqual([['second', undefined]]);
  await answer('message:send', (input) => kept(input.body, 1, input.id));
  await answer('message:send', (input) => kept(input.body, 2, input.id));
  expect(bodies()).toEqual(['first', 'second']);
  expect(unsent()).toEqual([]);
});

test('what is written while the line is lost goes out by itself, once she is inside again', async () => {
  const { talk, lose, up, answer, unsent, waiting } = await ada();
  talk.entered({ messages: [], more: false });
  await lose();
  talk.send('are you there?');
  await up();
  talk.send('hello?');
  expect(waiting).toEqual([]);
  expect(unsent()).toEqual([
    ['are you there?', undefined],
    ['hello?', undefined],
  ]);
  talk.entered({ messages: [], more: false });
  await answer('message:send', (input) => kept(input.body, 1, input.id));
  await answer('message:send', (input) => kept(input.body, 2, input.id));
  expect(unsent()).toEqual([]);
});

test('words refused because she was outside go out when she came in meanwhile', async () => {
  const { talk, answer, unsent } = await ada();
  talk.entered({ messages: [], more: false });
  talk.send('hello');
  talk.entered({ messages: [], more: false });
  await answer('message:send', { ok: false, why: 'not-inside' });
  await answer('message:send', (input) => kept(input.body, 1, input.id));
  expect(unsent()).toEqual([]);
});

test('words whose answer was lost with the line are sent again under the same id', async () => {
  const { talk, lose, up, answer, waiting } = await ada();
  talk.entered({ messages: [], more: false });
  talk.send('hello');
  const { id } = waiting[0]?.input ?? {};
  await lose();
  await up();
  talk.entered({ messages: [], more: false });
  expect((await answer('message:send', (input) => kept(input.body, 1, input.id))).id).toBe(id);
});

test('words whose answer was lost are not sent again when coming in shows that they arrived', async () => {
  const { talk, lose, up, waiting, unsent, bodies } = await ada();
  talk.entered({ messages: [], more: false });
  talk.send('hello');
  const { id } = waiting[0]?.input ?? {};
  await lose();
  await up();
  talk.entered({ messages: [said(1, { id: String(id), body: 'hello', authorId: 'ada' })], more: false });
  expect(waiting).toEqual([]);
  expect(unsent()).toEqual([]);
  expect(bodies()).toEqual(['hello']);
});

test('a reload in mid-sending keeps draft and words, and sends with the same id', async () => {
  const before = await ada();
  before.talk.entered({ messages: [], more: false });
  before.talk.send('on its way');
  before.talk.write('half a thou');
  const { id } = before.waiting[0]?.input ?? {};

  const after = await ada({ kept: before.kept });
  expect(after.talk.draft.value).toBe('half a thou');
  expect(after.unsent()).toEqual([['on its way', undefined]]);
  after.talk.entered({ messages: [], more: false });
  expect((await after.answer('message:send', (input) => kept(input.body, 1, input.id))).id).toBe(id);
  expect(before.kept.get(`outbox:${roomId}`)).toBeUndefined();
});

test('refused words wait for her, and do not hold up the next', async () => {
  const { talk, answer, unsent, waiting, troubles } = await ada();
  talk.entered({ messages: [], more: false });
  talk.send('not for this room');
  talk.send('the next');
  const refused = await answer('message:send', { ok: false, why: 'not-allowed' });
  await answer('message:send', (input) => kept(input.body, 1, input.id));
  expect(unsent()).toEqual([['not for this room', 'not-allowed']]);
  expect(troubles).toEqual(['not-allowed']);
  talk.sendAgain(String(refused.id));
  expect(waiting[0]?.input.id).toBe(refused.id);
  await answer('message:send', (input) => kept(input.body, 2, input.id));
  expect(unsent()).toEqual([]);
});

test.each([
  ['too-fast', 4_000],
  ['store-down', undefined],
  ['no-answer', undefined],
] as const)(
  'while it is %s her words wait, say so truly, and go out by themselves',
  async (why, retryInMs) => {
    jest.useFakeTimers();
    try {
      const { talk, answer, settled, unsent, waiting, troubles } = await ada();
      const pass = async (ms: number) => {
        jest.advanceTimersByTime(ms);
        await settled();
      };
      talk.entered({ messages: [], more: false });
      talk.send('first');
      talk.send('second');
      const { id } = await answer('message:send', { ok: false, why, ...(retryInMs && { retryInMs }) });
      expect(talk.holdup.value).toEqual({
        why,
        until: Date.now() + (retryInMs ?? (why === 'no-answer' ? 500 : 2_000)),
      });
      expect(waiting).toEqual([]);
      if (retryInMs) await pass(retryInMs - 1);
      expect(waiting).toEqual([]);
      await pass(2_000);
      // Asked again, it is still not sent: nothing says "sending" before there is an answer.
      expect(talk.holdup.value?.why).toBe(why);
      expect((await answer('message:send', { ok: false, why })).id).toBe(id);
      await pass(2_000);
      await answer('message:send', (input) => kept(input.body, 1, input.id));
      expect(talk.holdup.value).toBeUndefined();
      await answer('message:send', (input) => kept(input.body, 2, input.id));
      expect(unsent()).toEqual([]);
      expect(troubles).toEqual([why, 'over']);
    } finally {
      jest.useRealTimers();
    }
  },
);

test('words that got no answer and are in the list after all are not called unsent, and the next go on', async () => {
  const { talk, answer, tell, unsent, waiting } = await ada();
  talk.entered({ messages: [], more: false });
  talk.send('first');
  talk.send('second');
  const { id } = await answer('message:send', { ok: false, why: 'no-answer' });
  await tell('message:changed', said(1, { id: String(id), body: 'first', authorId: 'ada' }));
  expect(unsent()).toEqual([['second', undefined]]);
  expect(waiting.map(({ input }) => input.body)).toEqual(['second']);
});

test('she need not wait for the next try: she may ask for it, or let the words go', async () => {
  const { talk, answer, settled, unsent, waiting, troubles } = await ada();
  talk.entered({ messages: [], more: false });
  talk.send('first');
  const { id } = await answer('message:send', { ok: false, why: 'store-down' });
  talk.sendAgain(String(id));
  await settled();
  expect(waiting.map(({ input }) => input.id)).toEqual([id]);
  await answer('message:send', { ok: false, why: 'store-down' });
  talk.drop(String(id));
  expect(unsent()).toEqual([]);
  expect(troubles).toEqual(['store-down']);
  talk.end();
});

test('catching up tries again after a refusal, and ends when she is gone', async () => {
  jest.useFakeTimers();
  try {
    const { talk, tell, answer, settled, waiting } = await ada();
    talk.entered({ messages: [said(1)], more: false });
    await tell('message:changed', said(3));
    await answer('message:since', { ok: false, why: 'no-answer' });
    jest.advanceTimersByTime(limits.answerMs);
    await settled();
    expect(waiting.map(({ name }) => name)).toEqual(['message:since']);
    talk.end();
    await answer('message:since', { ok: false, why: 'no-answer' });
    jest.advanceTimersByTime(limits.answerMs);
    await settled();
    expect(waiting).toEqual([]);
  } finally {
    jest.useRealTimers();
  }
});

test('an edit of her own shows at once; a refused one leaves the words as they were', async () => {
  const { talk, answer, bodies, settled } = await ada();
  talk.entered({ messages: [said(1, { authorId: 'ada' })], more: false });
  const edited = talk.edit('m1', 'better');
  await answer('message:edit', { ok: true, value: said(1, { authorId: 'ada', changed: 2, body: 'better' }) });
  expect((await edited).ok).toBe(true);
  const refused = talk.takeBack('m1');
  await answer('message:take-back', { ok: false, why: 'store-down' });
  expect(await refused).toEqual({ ok: false, why: 'store-down' });
  await settled();
  expect(bodies()).toEqual(['better']);
});
