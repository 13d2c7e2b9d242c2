import { signal } from '@preact/signals';
import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Message } from '../../shared/messages';
import { createFakeLink } from '../../test/support/fake-link';
import { createKept } from '../kept';
import { createTalk } from '../messages/messages';
import { wordsOf } from '../words/words';
import { createLive, lineOf } from './live';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const roomId = newId();
const ben = newId();

/** Ada's page in a room, with her line and her draft in the hand. */
async function inRoom({ draft: before = '' } = {}) {
  const fake = createFakeLink();
  const inside = signal(false);
  const talk = createTalk({ link: fake.link, roomId, kept: createKept(), heard: () => undefined });
  talk.write(before);
  const ins = new Set<() => void>();
  const outs = new Set<() => void>();
  const said: string[] = [];
  const live = createLive(
    { link: fake.link, words: signal(wordsOf.en), announce: (text) => void said.push(text) },
    {
      roomId,
      inside,
      talk,
      whenInside: (run) => {
        ins.add(run);
        return () => void ins.delete(run);
      },
      whenOutside: (run) => {
        outs.add(run);
        return () => void outs.delete(run);
      },
    },
  );
  async function enter() {
    await fake.up();
    inside.value = true;
    talk.entered({ messages: [], more: false });
    for (const run of ins) run();
    await fake.answer('live:look', { ok: true, value: null });
  }
  await enter();
  return {
    ...fake,
    live,
    said,
    inside,
    enter,
    talk,
    type: talk.write,
    leave: () => {
      for (const run of outs) run();
    },
    /** What went out since this was asked last, every one answered. */
    async sent(): Promise<string[]> {
      const texts: string[] = [];
      while (fake.waiting.some(({ name }) => name === 'live:write'))
        texts.push((await fake.answer('live:write', { ok: true, value: null })).text as string);
      return texts;
    },
    async pass(ms: number) {
      jest.advanceTimersByTime(ms);
      await fake.settled();
    },
  };
}

test('nothing that is typed goes out before live typing is turned on', async () => {
  const ada = await inRoom();
  ada.type('secret');
  await ada.pass(1_000);
  expect(await ada.sent()).toEqual([]);
  expect(ada.live.on.value).toBe(false);
});

test('the first key goes out at once, then the latest each 200 ms, and always the last', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  const told: { at: number; text: string }[] = [];
  const typed = 'Tea is on, come in!';
  for (let at = 0; at < 4_000; at += 50) {
    const count = at / 50 + 1;
    if (count <= typed.length) ada.type(typed.slice(0, count));
    told.push(...(await ada.sent()).map((text) => ({ at, text })));
    await ada.pass(50);
  }
  expect(told[0]).toEqual({ at: 0, text: 'T' });
  expect(told.at(-1)?.text).toBe(typed);
  for (const [n, { at, text }] of told.entries()) {
    if (n > 0) expect(at - (told[n - 1]?.at ?? 0)).toBeGreaterThanOrEqual(limits.liveEachMs);
    // Never older than one turn of waiting.
    expect(at - (text.length - 1) * 50).toBeLessThanOrEqual(limits.liveEachMs);
  }
  expect(ada.said[0]).toContain('Live typing is on.');
});

test('a slow line is not waited for', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  for (const text of ['a', 'ab', 'abc']) {
    ada.type(text);
    await ada.pass(limits.liveEachMs);
  }
  expect(ada.waiting.map(({ input }) => input.text)).toEqual(['a', 'ab', 'abc']);
});

test('what stood there before is not shown until she goes on with it', async () => {
  const ada = await inRoom({ draft: 'written for nobody' });
  ada.live.turnOn();
  await ada.pass(1_000);
  expect(await ada.sent()).toEqual([]);
  expect(ada.live.showing.value).toBe('from-next-key');
  ada.type('written for nobod');
  expect(await ada.sent()).toEqual(['written for nobod']);
  expect(ada.live.showing.value).toBe('on');
});

test('a sent line stays until it stands in the talk, then it goes; the next one is live again', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  ada.type('Tea is on');
  await ada.pass(limits.liveEachMs);
  expect(await ada.sent()).toEqual(['Tea is on']);
  await ada.pass(1_000);
  ada.talk.send('Tea is on');
  await ada.pass(1_000);
  expect(await ada.sent()).toEqual([]);
  await ada.answer('message:send', (input) => ({ ok: true, value: { ...input, seq: 1, changed: 1 } }));
  expect(await ada.sent()).toEqual(['']);
  await ada.pass(limits.liveEachMs);
  ada.type('C');
  expect(await ada.sent()).toEqual(['C']);
});

test('Escape takes the line from the others and leaves it here; the next line is live again', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  ada.live.takeBack();
  expect(ada.live.showing.value).toBe('on');
  ada.type('I should not');
  await ada.pass(limits.liveEachMs);
  await ada.sent();
  ada.live.takeBack();
  await ada.pass(limits.liveEachMs);
  expect(await ada.sent()).toEqual(['']);
  ada.type('I should not say');
  await ada.pass(1_000);
  expect(await ada.sent()).toEqual([]);
  expect(ada.talk.draft.value).toBe('I should not say');
  expect(ada.said.at(-1)).toContain('Taken back');
  ada.type('');
  ada.type('Hello');
  await ada.pass(limits.liveEachMs);
  expect((await ada.sent()).at(-1)).toBe('Hello');
});

test('turned off, the line is taken back', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  ada.type('half');
  await ada.pass(limits.liveEachMs);
  await ada.sent();
  ada.live.turnOff();
  await ada.pass(limits.liveEachMs);
  expect(await ada.sent()).toEqual(['']);
  ada.type('half a thought');
  await ada.pass(1_000);
  expect(await ada.sent()).toEqual([]);
});

test('while the line is lost nothing goes out, and the line as it is then when it is back', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  ada.type('half');
  await ada.sent();
  await ada.tell('live:written', { roomId, personId: ben, text: 'me too' });
  await ada.lose();
  ada.inside.value = false;
  expect(ada.live.lines.value.size).toBe(0);
  ada.type('half a thought');
  await ada.pass(1_000);
  expect(ada.waiting).toEqual([]);
  await ada.enter();
  expect(await ada.sent()).toEqual(['half a thought']);
  // The server forgot it with the line, whatever it had answered.
  await ada.lose();
  ada.inside.value = false;
  await ada.enter();
  expect(await ada.sent()).toEqual(['half a thought']);
  expect(ada.live.on.value).toBe(true);
});

test('told that this is too fast, the page waits as long as it is told, and sends what stands there then', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  ada.type('a');
  await ada.answer('live:write', { ok: false, why: 'too-fast', retryInMs: 700 });
  ada.type('ab');
  await ada.pass(699);
  expect(await ada.sent()).toEqual([]);
  await ada.pass(1);
  expect(await ada.sent()).toEqual(['ab']);
});

test('the lines of others stand until they are taken back or said', async () => {
  const { live, tell } = await inRoom();
  const line = (text: string) => tell('live:written', { roomId, personId: ben, text });
  const message = { id: newId(), roomId, authorId: ben, body: 'Tea is on' } as Message;
  await line('Tea');
  await tell('live:written', { roomId: newId(), personId: newId(), text: 'elsewhere' });
  expect([...live.lines.value]).toEqual([[ben, 'Tea']]);
  // He goes on with another line before this one arrives.
  await tell('message:changed', message);
  expect(live.lines.value.get(ben)).toBe('Tea');
  await line('Tea is on ');
  await tell('message:changed', message);
  expect(live.lines.value.size).toBe(0);
  await line('C');
  await line('');
  expect(live.lines.value.size).toBe(0);
});

test('out of the room, nothing is heard or sent any more', async () => {
  const ada = await inRoom();
  ada.live.turnOn();
  ada.leave();
  ada.type('to nobody');
  await ada.tell('live:written', { roomId, personId: ben, text: 'Tea' });
  await ada.pass(1_000);
  expect(await ada.sent()).toEqual([]);
  expect(ada.live.lines.value.size).toBe(0);
});

test('of a long text the end goes out, and never half a character', () => {
  const long = `${'x'.repeat(600)}😀${'y'.repeat(limits.liveChars - 2)}`;
  expect(lineOf('short')).toBe('short');
  expect(lineOf(long)).toBe(`…${'y'.repeat(limits.liveChars - 2)}`);
  expect(lineOf(long).length).toBeLessThanOrEqual(limits.liveChars);
});
