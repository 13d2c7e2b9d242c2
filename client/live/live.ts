import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { limits } from '../../shared/limits';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { createPace } from './pace';

type LiveApp = Pick<App, 'link' | 'words' | 'announce'>;
type LiveRoom = Pick<RoomState, 'roomId' | 'inside' | 'whenInside' | 'whenOutside'> & {
  talk: Pick<RoomState['talk'], 'draft' | 'outbox'>;
};

/** Whether this device shows what others are still writing. */
export type LiveLinesChoice = 'shown' | 'hidden';

/** What the others see of what is typed: nothing; all of it; nothing until the next key, or until this line is over. */
type Showing = 'off' | 'on' | 'from-next-key' | 'from-next-line';

/**
 * Live typing in one room: while it is on, the others see what is typed as it is typed. It is off whenever one
 * comes in: nobody is read unawares. And what the others are writing just now, by their ids.
 */
export function createLive({ link, words, announce }: LiveApp, room: LiveRoom) {
  const { roomId, talk } = room;
  const showing = signal<Showing>('off');
  const lines = signal<ReadonlyMap<string, string>>(new Map());
  const pace = createPace((text) => link.ask('live:write', { roomId, text }));
  let draft = talk.draft.peek();

  /** What was sent stays to be seen until it stands in the talk. */
  const line = computed(() => {
    if (showing.value !== 'on') return '';
    const sending = talk.outbox.value.at(-1);
    return lineOf(talk.draft.value || (sending && !sending.failed ? sending.body : ''));
  });

  function follow() {
    const typed = talk.draft.value;
    if (typed === draft) return;
    draft = typed;
    const mayShow =
      showing.peek() === 'from-next-key' || (showing.peek() === 'from-next-line' && typed === '');
    if (mayShow) showing.value = 'on';
  }

  function put(personId: string, text: string) {
    const now = new Map(lines.peek());
    if (text === '') now.delete(personId);
    else now.set(personId, text);
    lines.value = now;
  }

  function turn(to: Showing) {
    showing.value = to;
    announce(words.peek().live.said[to], 'assertive');
  }

  const stops = [
    effect(follow),
    effect(() => pace.want(line.value)),
    link.hear('live:written', (told) => told.roomId === roomId && put(told.personId, told.text)),
    // Said now: it does not stand there twice, even for a moment.
    link.hear('message:changed', ({ roomId: where, authorId, body }) => {
      if (where === roomId && lines.peek().get(authorId)?.trim() === lineOf(body)) put(authorId, '');
    }),
    room.inside.subscribe((inside) => {
      if (inside) return;
      pace.hold();
      lines.value = new Map();
    }),
    room.whenInside(() => {
      pace.open();
      void link.ask('live:look', { roomId });
    }),
    room.whenOutside(() => {
      for (const stop of stops) stop();
    }),
  ];

  return {
    showing: showing as ReadonlySignal<Showing>,
    /** Whether live typing is on, in whichever way. */
    on: computed(() => showing.value !== 'off'),
    /** What the others are writing, by their ids. */
    lines: lines as ReadonlySignal<ReadonlyMap<string, string>>,
    /** Words that stand there already are not shown before one goes on with them. */
    turnOn: () => turn(talk.draft.peek() === '' ? 'on' : 'from-next-key'),
    turnOff: () => turn('off'),
    /** The line goes from the others' screens and stays here, unsent; live typing goes on with the next one. */
    takeBack() {
      if (line.peek() !== '') turn('from-next-line');
    },
  };
}

export type Live = ReturnType<typeof createLive>;

const lives = new WeakMap<RoomState, Live>();

/** The live typing of this page's room. */
export function liveOf(app: App, room: RoomState): Live {
  const live = lives.get(room) ?? createLive(app, room);
  lives.set(room, live);
  return live;
}

/** As much of the end of what is typed as goes over the line; never half a character. */
export function lineOf(typed: string): string {
  if (typed.length <= limits.liveChars) return typed;
  return `…${typed.slice(1 - limits.liveChars).replace(/^[\udc00-\udfff]/, '')}`;
}
