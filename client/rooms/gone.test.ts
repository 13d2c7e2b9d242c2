import { signal } from '@preact/signals';
import { nobody } from '../../shared/ids';
import type { Message } from '../../shared/messages';
import type { Room } from '../../shared/rooms';
import { createFakeLink } from '../../test/support/fake-link';
import { createKept } from '../kept';
import { createRoom } from './room';
import { spokeAndLeft } from './spoke-and-left';

const room: Room = {
  id: 'kitchen',
  code: 'piano-42',
  name: 'Kitchen table',
  purpose: 'Everyday talk',
  open: true,
  atDoor: 'name',
  keeps: 'day',
};
const me = { id: 'ben', name: 'Ben', role: 'host' as const, atDoor: 'name' as const };

const said = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  roomId: room.id,
  seq,
  changed: seq,
  authorId: 'ada',
  authorName: 'Ada',
  body: `word ${seq}`,
  sentAt: seq * 1_000,
  ...more,
});

/** Ben inside, with these messages before him. */
async function inside(messages: Message[], more = {}) {
  const { link, ...hand } = createFakeLink();
  const heard: Message[] = [];
  const state = createRoom({
    link,
    room,
    me: signal(me),
    kept: createKept(),
    heard: (message) => heard.push(message),
    unsent: () => {},
    onLetGo: () => {},
    onLeft: () => {},
  });
  const entered = {
    room,
    here: [],
    messages: { messages, more: false },
    goneBefore: 0,
    boards: [],
    seats: [],
    piece: null,
    stepBacks: [],
  };
  await hand.up();
  await hand.answer('room:enter', { ok: true, value: { ...entered, ...more } });
  const bodies = () => state.talk.list.value.map(({ body }) => body);
  return { ...hand, state, heard, bodies, entered };
}

test('what is gone leaves the page, which says that there was more', async () => {
  const { state, bodies, tell } = await inside([said(1), said(2), said(3)]);
  expect(state.talk.olderGone.value).toBe(false);
  await tell('message:gone', { roomId: 'elsewhere', sentBefore: 9_000 });
  expect(bodies()).toEqual(['word 1', 'word 2', 'word 3']);
  await tell('message:gone', { roomId: room.id, sentBefore: 3_000 });
  expect(bodies()).toEqual(['word 3']);
  expect(state.talk.olderGone.value).toBe(true);
  await tell('message:gone', { roomId: room.id, sentBefore: 9_000 });
  expect(bodies()).toEqual([]);
  expect(state.talk.olderGone.value).toBe(true);
  await tell('message:changed', said(4, { sentAt: 10_000 }));
  expect(bodies()).toEqual(['word 4']);
});

test('a room that lost nothing does not say so; one whose first words are gone does, to whoever comes new', async () => {
  expect((await inside([])).state.talk.olderGone.value).toBe(false);
  expect((await inside([said(1)])).state.talk.olderGone.value).toBe(false);
  expect((await inside([said(7)])).state.talk.olderGone.value).toBe(true);
});

test('a page that comes back lets go of what went meanwhile', async () => {
  const { bodies, lose, up, answer, entered } = await inside([said(1), said(2)]);
  await lose();
  await up();
  const messages = { messages: [said(3, { sentAt: 9_000 })], more: false };
  await answer('room:enter', { ok: true, value: { ...entered, messages, goneBefore: 9_000 } });
  expect(bodies()).toEqual(['word 3']);
});

test('someone erased is named nowhere any more: not in notices, nor as who asked whom to step back', async () => {
  const stepBack = (id: string, by: string) => ({
    person: { id, name: id === 'ada' ? 'Ada' : 'Mal', role: 'peer' as const },
    until: 9,
    by,
  });
  const { state, tell } = await inside([said(1), said(2, { authorId: 'cleo', authorName: 'Cleo' })], {
    stepBacks: [stepBack('mal', 'Ada'), stepBack('ada', 'Cleo')],
  });
  await tell('room:closed', { roomId: room.id, by: 'Ada' });
  await tell('room:reopened', { roomId: room.id, by: 'Cleo' });
  await tell('room:welcomed-back', { roomId: room.id, personId: 'ada', by: 'Cleo' });
  await tell('people:erased', { id: 'ada' });
  expect(state.notices.value).toMatchObject([{ what: 'reopened', by: 'Cleo' }]);
  expect(state.stepBacks.value).toEqual([stepBack('mal', '')]);

  const blank = { authorId: nobody, authorName: '', body: '', erasedAt: 5 };
  await tell('message:changed', said(1, { changed: 3, ...blank }));
  expect(state.talk.list.value.map(({ authorName, body }) => [authorName, body])).toEqual([
    ['', ''],
    ['Cleo', 'word 2'],
  ]);
  expect(spokeAndLeft({ me: signal(me) }, state).map(({ name }) => name)).toEqual(['Cleo']);
});
