import { newId } from '../../shared/ids';
import { limits, perPerson } from '../../shared/limits';
import { countIn } from '../../test/support/bytes';
import { handClock } from '../../test/support/clock';
import { openHouse, type Person, until } from '../../test/support/house';

/** What this page was told of lines being written, oldest first. */
const lines = async (page: Person) => (await page.heard('live:written')).map(({ text }) => text);

async function adaAndBen() {
  const house = await openHouse();
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const write = (page: Person, text: string) => page.get('live:write', { roomId, text });
  return { house, roomId, ada, ben, write };
}

test('the others see a line as it grows, and that it was taken back; who writes it is not told', async () => {
  const { roomId, ada, ben, write, house } = await adaAndBen();
  const adasOther = await house.again(ada);
  await adasOther.enter(roomId);
  for (const text of ['T', 'Tea ', 'Tea is\non', '']) await write(ada, text);
  expect(await ben.heard('live:written')).toEqual(
    ['T', 'Tea ', 'Tea is\non', ''].map((text) => ({ roomId, personId: ada.id, text })),
  );
  expect(await lines(adasOther)).toEqual(['T', 'Tea ', 'Tea is\non', '']);
  expect(await lines(ada)).toEqual([]);
  // What nobody is writing is not taken back a second time.
  await write(ada, '');
  expect(await lines(ben)).toHaveLength(4);
});

test('nothing of it is kept: not in the talk, and not in the data', async () => {
  const { roomId, ada, ben, write, house } = await adaAndBen();
  await ada.get('message:send', { id: newId(), roomId, body: 'said aloud' });
  await write(ada, 'never said');
  expect((await ben.get('message:page', { roomId })).messages.map(({ body }) => body)).toEqual([
    'said aloud',
  ]);
  await house.close();
  const [said, written] = await countIn(house.dataFolder, 'said aloud', 'never said');
  expect([said, written]).toEqual([expect.any(Number), 0]);
  expect(said).toBeGreaterThan(0);
});

test('whoever comes in sees what is being written, but for what is theirs', async () => {
  const { roomId, ada, ben, write, house } = await adaAndBen();
  await write(ada, 'Tea is');
  const { cleo } = await house.inRoom('kitchen', 'cleo');
  for (const page of [cleo, ada]) await page.get('live:look', { roomId });
  expect(await cleo.heard('live:written')).toEqual([{ roomId, personId: ada.id, text: 'Tea is' }]);
  expect(await lines(ada)).toEqual([]);
  await write(ada, '');
  await ben.get('live:look', { roomId });
  expect(await lines(ben)).toEqual(['Tea is', '']);
});

test('a person has one line: the page that wrote last has it, and only that one takes it back', async () => {
  const { roomId, ada, ben, write, house } = await adaAndBen();
  const adasOther = await house.again(ada);
  await adasOther.enter(roomId);
  await write(ada, 'here');
  await write(adasOther, 'there');
  await write(ada, '');
  expect(await lines(ben)).toEqual(['here', 'there']);
  await adasOther.get('room:leave', { roomId });
  expect(await lines(ben)).toEqual(['here', 'there', '']);
});

const endings: Record<string, (scene: Awaited<ReturnType<typeof adaAndBen>>) => unknown> = {
  'leaves the room': ({ ada, roomId }) => ada.get('room:leave', { roomId }),
  'closes the page': ({ ada }) => ada.leave(),
  'loses the line': ({ ada }) => ada.cut(),
  'is asked to step back': async ({ house, ada, roomId }) => {
    const stella = await house.steward();
    await stella.enter(roomId);
    await stella.get('room:step-back', { roomId, personId: ada.id, minutes: 15 });
  },
};

test.each(Object.keys(endings))('the line goes at once when its writer %s', async (ending) => {
  const scene = await adaAndBen();
  const { ben, write, ada, house, roomId } = scene;
  await write(ada, 'half a thou');
  const began = performance.now();
  await endings[ending]?.(scene);
  await until(async () => (await lines(ben)).at(-1) === '');
  expect(performance.now() - began).toBeLessThan(2_000);
  const { cleo } = await house.inRoom('kitchen', 'cleo');
  await cleo.get('live:look', { roomId });
  expect(await lines(cleo)).toEqual([]);
});

test('a line is of one room, though its page is in two', async () => {
  const { roomId, ada, ben, write, house } = await adaAndBen();
  const { id: quietId } = await house.room('quiet');
  for (const page of [ada, ben]) await page.enter(quietId);
  await write(ada, 'in the kitchen');
  await ada.get('live:write', { roomId: quietId, text: 'in the quiet room' });
  ben.forgetHeard();
  await ben.get('live:look', { roomId });
  expect(await lines(ben)).toEqual(['in the kitchen']);
  await ada.get('room:leave', { roomId: quietId });
  await ben.get('live:look', { roomId });
  expect(await lines(ben)).toEqual(['in the kitchen', '', 'in the kitchen']);
  expect((await ben.heard('live:written'))[1]).toMatchObject({ roomId: quietId });
});

test('a page that is not inside writes nothing, though another page of the same person is', async () => {
  const { roomId, ada, ben, house } = await adaAndBen();
  const atDoor = await house.again(ada);
  expect(await atDoor.ask('live:write', { roomId, text: 'from outside' })).toMatchObject({
    why: 'not-inside',
  });
  expect(await lines(ben)).toEqual([]);
});

test('bad lines are refused as bad messages are; markup and signs that turn letters are only text', async () => {
  const { roomId, ada, ben, write } = await adaAndBen();
  const refusals = { 'too-large': 'x'.repeat(limits.liveChars + 1), 'bad-input': 'a\u0007b' };
  for (const [why, text] of Object.entries(refusals))
    expect(await ada.ask('live:write', { roomId, text })).toEqual({ ok: false, why });
  for (const text of ['\ud800', 7, null, ['x']])
    expect(await ada.ask('live:write', { roomId, text: text as string })).toMatchObject({ why: 'bad-input' });
  expect(await lines(ben)).toEqual([]);
  const odd = ['<img src=x onerror=alert(1)>', '\u202eolleh', 'x'.repeat(limits.liveChars)];
  for (const text of odd) await write(ada, text);
  expect(await lines(ben)).toEqual(odd);
});

test('who writes faster than anyone can is asked to wait, and writes again after that', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const { roomId, ada, ben } = await house.inRoom('kitchen', 'ada', 'ben');
  const answers = [];
  for (let n = 0; n <= perPerson.commands['live:write'].burst; n++)
    answers.push(await ada.ask('live:write', { roomId, text: `${n}` }));
  const last = answers.at(-1);
  expect(answers.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  expect(last).toEqual({ ok: false, why: 'too-fast', retryInMs: expect.any(Number) });
  await clock.advance((last as { retryInMs: number }).retryInMs);
  expect(await ada.ask('live:write', { roomId, text: 'calmly' })).toMatchObject({ ok: true });
  expect((await lines(ben)).at(-1)).toBe('calmly');
});

test('a room full of writers takes turns, and who writes little is seen', async () => {
  const clock = handClock();
  const house = await openHouse({ clock });
  const names = ['ada', 'ben', 'cleo', 'dora', 'emil'] as const;
  const { roomId, ...cast } = await house.inRoom('kitchen', ...names);
  const { emil, ...others } = cast;
  const why = [];
  for (const one of Object.values(others))
    for (let n = 0; n < perPerson.commands['live:write'].burst; n++) {
      const answer = await one.ask('live:write', { roomId, text: `${n}` });
      if (!answer.ok) why.push(answer.why);
    }
  expect(new Set(why)).toEqual(new Set(['too-fast']));
  expect(await emil.ask('live:write', { roomId, text: 'me too' })).toMatchObject({ ok: true });
});
