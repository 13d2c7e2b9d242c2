import { newId } from '../../shared/ids';
import { limits, perPerson } from '../../shared/limits';
import { handClock } from '../../test/support/clock';
import { openHouse, type Person } from '../../test/support/house';
import { type Store, StoreDown } from '../store/store';

const say = (person: Person, roomId: string, body: string, id = newId()) =>
  person.ask('message:send', { id, roomId, body });

test('what someone says reaches everyone inside, in one order without gaps', async () => {
  const { inRoom } = await openHouse();
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  await Promise.all([1, 2, 3, 4, 5].flatMap((n) => [say(ada, roomId, `a${n}`), say(ben, roomId, `b${n}`)]));

  const heard = await ben.heard('message:changed');
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(heard).toEqual(await ada.heard('message:changed'));
  expect((await ada.get('message:page', { roomId })).messages).toEqual(heard);
});

test('a message sent again with the same id is the same message', async () => {
  const { inRoom } = await openHouse();
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  const id = newId();
  const answers = await Promise.all([1, 2, 3].map(() => say(ada, roomId, 'hello', id)));

  expect(answers[0]?.ok).toBe(true);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await ben.heard('message:changed')).toHaveLength(1);
});

test('an id with other words, or of another author, is refused and changes nothing', async () => {
  const { inRoom } = await openHouse();
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  const id = newId();
  await say(ada, roomId, 'hello', id);

  expect(await say(ada, roomId, 'something else', id)).toEqual({ ok: false, why: 'id-used' });
  expect(await say(ben, roomId, 'hello', id)).toEqual({ ok: false, why: 'id-used' });
  expect((await ada.get('message:page', { roomId })).messages.map(({ body }) => body)).toEqual(['hello']);
});

test('the order goes on after a restart, without a gap', async () => {
  const first = await openHouse();
  const { roomId, ada } = await first.inRoom('kitchen', 'ada');
  await say(ada, roomId, 'before');
  await first.close();

  const second = await openHouse({ dataFolder: first.dataFolder });
  const back = await second.again({ ...ada });
  await back.enter(roomId);
  await say(back, roomId, 'after');
  const { messages } = await back.get('message:page', { roomId });
  expect(messages.map(({ seq, body }) => [seq, body])).toEqual([
    [1, 'before'],
    [2, 'after'],
  ]);
});

test('one’s own words can be edited and taken back; nobody else’s', async () => {
  const { inRoom } = await openHouse();
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  const { id } = await ada.get('message:send', { id: newId(), roomId, body: 'teh kettle' });

  expect(await ben.ask('message:edit', { id, roomId, body: 'mine' })).toEqual({
    ok: false,
    why: 'not-yours',
  });
  expect(await ben.ask('message:take-back', { id, roomId })).toEqual({ ok: false, why: 'not-yours' });
  await ada.get('message:edit', { id, roomId, body: 'the kettle' });
  await ada.get('message:take-back', { id, roomId });

  const heard = await ben.heard('message:changed');
  expect(heard.map(({ seq, changed, body }) => [seq, changed, body])).toEqual([
    [1, 1, 'teh kettle'],
    [1, 2, 'the kettle'],
    [1, 3, ''],
  ]);
  expect(heard[2]?.takenBackAt).toBeDefined();
  expect(await ada.get('message:take-back', { id, roomId })).toEqual(heard[2]);
  expect(await ada.ask('message:edit', { id, roomId, body: 'again' })).toEqual({
    ok: false,
    why: 'not-found',
  });
});

test('whoever was away gets everything that changed meanwhile, once', async () => {
  const { inRoom, again } = await openHouse();
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  const { id } = await ada.get('message:send', { id: newId(), roomId, body: 'first' });
  ben.leave();
  await say(ada, roomId, 'second');
  await ada.get('message:edit', { id, roomId, body: 'first, mended' });

  const { messages } = await (await again(ben)).enter(roomId, 1);
  expect(messages.messages.map(({ seq, body }) => [seq, body])).toEqual([
    [2, 'second'],
    [1, 'first, mended'],
  ]);
});

test('history is paged upward, oldest first in each page', async () => {
  const { inRoom } = await openHouse();
  const { roomId, ada } = await inRoom('kitchen', 'ada');
  const count = limits.historyPage + 7;
  const cast = [
    ada,
    ...(await Promise.all(['ben', 'cleo', 'dan', 'eve', 'fay'].map((name) => joined(name)))),
  ];
  async function joined(name: string) {
    return (await inRoom('kitchen', name))[name] as Person;
  }
  for (let n = 0; n < count; n++) {
    const answer = await say(cast[n % 6] as Person, roomId, `${n + 1}`);
    expect(answer.ok).toBe(true);
  }

  const newest = await ada.get('message:page', { roomId });
  expect(newest.more).toBe(true);
  expect(newest.messages.map(({ seq }) => seq)).toEqual(
    Array.from({ length: limits.historyPage }, (_, i) => i + 8),
  );
  const older = await ada.get('message:page', { roomId, before: 8 });
  expect(older.more).toBe(false);
  expect(older.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a store that cannot save is an error to the sender; nobody is told, and no number is lost', async () => {
  let failing = false;
  const { inRoom } = await openHouse({ through: (store) => failWhen(store, 'messages', () => failing) });
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  await say(ada, roomId, 'one');
  failing = true;
  const id = newId();
  expect(await say(ada, roomId, 'two', id)).toEqual({ ok: false, why: 'store-down' });
  failing = false;
  expect(await say(ada, roomId, 'two', id)).toMatchObject({ ok: true, value: { seq: 2 } });
  expect((await ben.heard('message:changed')).map(({ body }) => body)).toEqual(['one', 'two']);
});

test('an edit that is refused while others write holds up nobody’s words', async () => {
  let letOneWait = false;
  let goOn = () => {};
  const { inRoom } = await openHouse({
    through: (store) =>
      withInsert(store, 'messages', async (insert) => {
        if (letOneWait) {
          letOneWait = false;
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
        }
        await insert();
      }),
  });
  const { roomId, ada, ben, mal } = await inRoom('kitchen', 'ada', 'ben', 'mal');
  const { id } = await ada.get('message:send', { id: newId(), roomId, body: 'one' });
  letOneWait = true;
  const refused = mal.ask('message:edit', { id, roomId, body: 'mine now' });
  const slow = say(ada, roomId, 'help');
  expect(await refused).toMatchObject({ why: 'not-yours' });
  const next = say(ben, roomId, 'me too');
  await ben.heard('message:changed'); // what ben asked is with the server
  goOn();
  expect([await slow, await next]).toMatchObject([
    { ok: true, value: { seq: 2 } },
    { ok: true, value: { seq: 3 } },
  ]);
});

test('what was kept although its write failed is told once it is known, without a hole', async () => {
  let losingAnswers = false;
  const { inRoom } = await openHouse({
    through: (store) =>
      withInsert(store, 'messages', async (insert) => {
        await insert();
        if (losingAnswers) throw new StoreDown('the answer was lost on the way');
      }),
  });
  const { roomId, ada, ben } = await inRoom('kitchen', 'ada', 'ben');
  const id = newId();
  losingAnswers = true;
  expect(await say(ada, roomId, 'help', id)).toEqual({ ok: false, why: 'store-down' });
  losingAnswers = false;
  expect(await say(ada, roomId, 'help', id)).toMatchObject({ ok: true, value: { seq: 1 } });
  await say(ada, roomId, 'are you there?');
  const heard = await ben.heard('message:changed');
  expect(heard.map(({ seq, changed, body }) => [seq, changed, body])).toEqual([
    [1, 1, 'help'],
    [2, 2, 'are you there?'],
  ]);
});

test('words of a wrong shape are refused with the reason', async () => {
  const { inRoom } = await openHouse();
  const { roomId, ada } = await inRoom('kitchen', 'ada');
  const refusal = async (body: unknown) => {
    const answer = await ada.ask('message:send', { id: newId(), roomId, body: body as string });
    return answer.ok ? 'sent' : answer.why;
  };
  expect(await refusal('   ')).toBe('bad-input');
  expect(await refusal('x'.repeat(limits.bodyChars + 1))).toBe('too-large');
  expect(await refusal({ $ne: null })).toBe('bad-input');
  expect(await refusal('null \u0000 byte')).toBe('bad-input');
  expect(await refusal('half \ud800 a character')).toBe('bad-input');
  expect(await refusal('two\r\nlines ☕')).toBe('sent');
});

test('too many messages at once are refused with when to try again', async () => {
  const clock = handClock();
  const { inRoom } = await openHouse({ clock });
  const { roomId, ada } = await inRoom('kitchen', 'ada');
  const answers = await Promise.all(Array.from({ length: 80 }, (_, n) => say(ada, roomId, `${n}`)));
  const refused = answers.filter((answer) => !answer.ok);
  expect(refused.length).toBe(80 - perPerson.commands['message:send'].burst);
  expect(refused[0]).toEqual({ ok: false, why: 'too-fast', retryInMs: 200 });
  await clock.advance(200);
  expect([(await say(ada, roomId, 'then')).ok, (await say(ada, roomId, 'not yet')).ok]).toEqual([
    true,
    false,
  ]);
});

/** The real store, whose writes to one collection fail while `failing()`. */
function failWhen(store: Store, name: string, failing: () => boolean): Store {
  return withInsert(store, name, async (insert) => {
    if (failing()) throw new StoreDown('no space left');
    await insert();
  });
}

/** The real store, with something done around each insert into one collection. */
function withInsert(
  store: Store,
  name: string,
  around: (insert: () => Promise<void>) => Promise<void>,
): Store {
  return {
    ...store,
    collection(definition) {
      const collection = store.collection(definition);
      if (definition.name !== name) return collection;
      return { ...collection, insert: (record) => around(() => collection.insert(record)) };
    },
  };
}
