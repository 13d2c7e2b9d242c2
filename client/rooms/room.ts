import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Board } from '../../shared/boards';
import type { Me } from '../../shared/people';
import type { How, Present } from '../../shared/presence';
import type { Refusal } from '../../shared/result';
import type { InsideRoom, Room, StepBack } from '../../shared/rooms';
import type { Seat } from '../../shared/voice';
import type { Kept } from '../kept';
import type { Answered, Link } from '../link';
import { createTalk, type Talk } from '../messages/messages';
import { hearRoom } from './hear-room';
import type { RoomNotice } from './notices';

/** A room as this page lives in it: kept up to date by facts, made whole again at every (re-)entry. */
export interface RoomState {
  readonly roomId: string;
  readonly room: ReadonlySignal<Room>;
  readonly here: ReadonlySignal<Present[]>;
  /** Who is in voice: from `room:enter` and `voice:changed`. */
  readonly seats: ReadonlySignal<Seat[]>;
  /** Who has the talking piece; null while it is put away. */
  readonly piece: ReadonlySignal<string | null>;
  readonly boards: ReadonlySignal<Board[]>;
  /** Only hosts have any to see. */
  readonly stepBacks: ReadonlySignal<StepBack[]>;
  /** The server says we are in. False while the line is lost and until we have entered again. */
  readonly inside: ReadonlySignal<boolean>;
  /** We have been inside at least once: there is something to draw. */
  readonly known: ReadonlySignal<boolean>;
  /** Runs now if inside, and after every (re-)entry: so after each reconnect. */
  whenInside(run: () => void): () => void;
  /** Runs when this page is out for good (left, let go, exit): release things now. */
  whenOutside(run: () => void): () => void;
  leave(): void;

  readonly talk: Talk;
  /** What was done in the room while we were in it, oldest first. */
  readonly notices: ReadonlySignal<RoomNotice[]>;
  /** What of the room a small screen shows. */
  readonly view: Signal<RoomView>;
  setHow(how: How): Promise<Answered<unknown>>;
}

export type RoomView = 'talk' | 'boards' | 'here';

/** How this page came to be outside a room it was in. */
export type LetGo = { room: string; by?: string; until?: number; why: Refusal };

const momentIn = (ms: number | undefined) => (ms === undefined ? undefined : Date.now() + ms);

/** Passing troubles: coming in is tried again without a word. */
const passing: Refusal[] = ['no-answer', 'too-fast', 'store-down', 'broken'];
const againAfterMs = 2_000;

/**
 * Comes into a room and stays in it: enters as soon as the line is up, and again each time it is up again.
 * `entered` tells how the first try ended. `onLetGo` is told when this page is out against its will,
 * `onLeft` when it left.
 */
export function createRoom({
  link,
  room: first,
  me,
  kept,
  heard,
  unsent,
  onLetGo,
  onLeft,
}: {
  link: Link;
  room: Room;
  me: ReadonlySignal<Me | undefined>;
  kept: Kept;
  heard: Parameters<typeof createTalk>[0]['heard'];
  unsent: Parameters<typeof createTalk>[0]['unsent'];
  onLetGo: (letGo: LetGo) => void;
  onLeft: () => void;
}): RoomState & { entered: Promise<Answered<null>>; end(): void } {
  const roomId = first.id;
  const signals = {
    room: signal(first),
    here: signal<Present[]>([]),
    seats: signal<Seat[]>([]),
    piece: signal<string | null>(null),
    boards: signal<Board[]>([]),
    stepBacks: signal<StepBack[]>([]),
    notices: signal<RoomNotice[]>([]),
  };
  const inside = signal(false);
  const known = signal(false);
  const insides = new Set<() => void>();
  const outsides = new Set<() => void>();
  const talk = createTalk({ link, roomId, kept, heard, unsent });
  let over = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let role = me.peek()?.role;
  let settle: (answer: Answered<null>) => void = () => {};
  const entered = new Promise<Answered<null>>((resolve) => {
    settle = resolve;
  });

  async function enter(): Promise<void> {
    clearTimeout(waiting);
    role = me.peek()?.role;
    const answer = await link.ask('room:enter', { roomId, since: talk.since() });
    if (over) return;
    if (answer.ok) takePlace(answer.value);
    else if (passing.includes(answer.why)) again(answer.retryInMs);
    else if (answer.why !== 'offline')
      letGo({ room: signals.room.value.name, why: answer.why, until: momentIn(answer.retryInMs) });
    settle(answer.ok ? { ok: true, value: null } : answer);
  }

  /** Later by itself; a line that comes back meanwhile is quicker. */
  function again(ms = againAfterMs) {
    clearTimeout(waiting);
    waiting = setTimeout(() => void enter(), ms);
  }

  function takePlace({ messages, goneBefore, ...rest }: InsideRoom) {
    batch(() => {
      for (const name of ['room', 'here', 'seats', 'piece', 'boards', 'stepBacks'] as const)
        (signals[name] as Signal<unknown>).value = rest[name];
      inside.value = true;
      known.value = true;
      talk.entered(messages);
      talk.gone(goneBefore);
    });
    for (const run of insides) run();
  }

  function outside() {
    inside.value = false;
    talk.left();
  }

  function end() {
    if (over) return;
    over = true;
    clearTimeout(waiting);
    for (const stop of stops) stop();
    outside();
    talk.end();
    for (const run of outsides) run();
  }

  function letGo(how: LetGo) {
    end();
    onLetGo(how);
  }

  const stops = [
    ...hearRoom({
      link,
      roomId,
      signals,
      lastSeq: () => talk.list.value.at(-1)?.seq ?? 0,
      namesOf: talk.namesOf,
    }),
    link.hear('message:changed', (message) => message.roomId === roomId && talk.take(message)),
    link.hear('message:gone', ({ roomId: where, sentBefore }) => where === roomId && talk.gone(sentBefore)),
    link.hear(
      'room:let-go',
      ({ roomId: from, ...how }) => from === roomId && letGo({ room: signals.room.value.name, ...how }),
    ),
    // A role just given brings what only that role may see.
    link.hear('people:you', (told) => inside.value && told.role !== role && void enter()),
    link.line.subscribe((line) => line !== 'up' && outside()),
    link.whenUp(() => void enter()),
  ];

  return {
    roomId,
    ...signals,
    inside,
    known,
    talk,
    view: signal<RoomView>('talk'),
    entered,
    end,
    whenInside(run) {
      insides.add(run);
      if (inside.value) run();
      return () => void insides.delete(run);
    },
    whenOutside(run) {
      outsides.add(run);
      return () => void outsides.delete(run);
    },
    leave() {
      void link.ask('room:leave', { roomId });
      end();
      onLeft();
    },
    setHow: (how) => link.ask('presence:set', { roomId, how }),
  };
}
