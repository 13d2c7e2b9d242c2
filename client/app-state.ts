import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { House, PageStart, Parts } from '../shared/house';
import type { Me } from '../shared/people';
import { createExit, type Way } from './exit';
import { createHouse } from './house/house';
import { sayLetGo } from './house/let-go';
import { createParts } from './house/parts';
import { createKept, type Kept } from './kept';
import { createLineLost, type LineTrouble } from './line-lost';
import type { Link } from './link';
import type { LiveLinesChoice } from './live/live';
import type { Holdup } from './messages/outbox';
import { createReader, type ReadingLevel } from './messages/reader';
import { sayUnsent } from './messages/unsent';
import { createPeople, type People } from './people/people';
import { type SessionDesk, sessionDesk } from './people/session';
import type { LetGo, RoomState } from './rooms/room';
import { createRooms, type Rooms } from './rooms/rooms';
import { type Route, routeOf } from './route';
import { createStillLink } from './still-link';
import { type Language, type Words, wordsOf } from './words/words';

/** Everything a screen needs, made once a page (and once a drawing on the server). */
export interface App {
  readonly link: Link;
  readonly language: Signal<Language>;
  readonly words: ReadonlySignal<Words>;
  readonly theme: Signal<Theme>;
  /** What there is to say of the line to the server. */
  readonly line: ReadonlySignal<LineTrouble>;
  /** Which part of the server is out. */
  readonly parts: ReadonlySignal<Parts>;
  readonly house: ReadonlySignal<House>;
  /** Looks at the door again now. */
  look(): Promise<void>;
  readonly me: Signal<Me | undefined>;
  /** The session's handshake token: for both sockets, never for a URL. */
  token(): string | undefined;
  readonly route: Signal<Route>;
  /** Shows another screen of ours, as a click on a link to it would. */
  go(path: string): void;
  /** The room this page is in, or is coming back into. */
  readonly room: ReadonlySignal<RoomState | undefined>;
  readonly rooms: Rooms;
  readonly people: People;
  /** Says it to screen readers. `assertive` is for what happened to this person. */
  announce(text: string, urgency?: Urgency): void;
  readonly said: Record<Urgency, ReadonlySignal<Said>>;
  /** What screen readers are told of the talk. */
  readonly reading: Signal<ReadingLevel>;
  /** Whether what others are still writing is to be seen here. */
  readonly liveLines: Signal<LiveLinesChoice>;
  /** Quick exit: release everything now, without waiting for anything. */
  onExit(run: () => void): () => void;
  exitFast(): void;
  readonly exitTo: string;
  /** A key went down: three times Shift exits. `at` in milliseconds. */
  press(key: string, at: number): void;
}

export type Theme = 'system' | 'light' | 'dark';
type Urgency = 'polite' | 'assertive';
/** `turn` tells one saying from the next of the same words. */
type Said = { text: string; turn: number };

/** What of the browser the state reaches for; on the server, and in tests, others stand in. */
export interface Surroundings {
  link?: Link;
  desk?: SessionDesk;
  /** Lasts as long as this tab. */
  kept?: Kept;
  /** Takes the page to this path of ours, in the address bar too. */
  travel?: (path: string) => void;
  way?: () => Way;
}

export function createApp(start: PageStart, surroundings: Surroundings = {}): App {
  const {
    link = createStillLink(),
    desk = sessionDesk,
    kept = createKept(),
    way = () => window,
  } = surroundings;
  const language = signal<Language>(start.language);
  const words = computed(() => wordsOf[language.value]);
  const route = signal(routeOf(start.path));
  const said = {
    polite: signal<Said>({ text: '', turn: 0 }),
    assertive: signal<Said>({ text: '', turn: 0 }),
  };
  const reading = signal<ReadingLevel>('all');

  const { house, look } = createHouse({ start: start.house, link });
  const people = createPeople({ start: start.session, link, desk, onSomeoneElse: forgetPerson });
  const { me } = people;
  const reader = createReader({ announce, words, me, level: reading });
  const line = createLineLost({ link, words, announce });
  const parts = createParts({ link, words, announce });
  const rooms = createRooms({ link, me, kept, heard: reader.hear, unsent: tellUnsent, onOut });
  const exit = createExit({ exitTo: start.exitTo, kept, link, way });
  exit.onExit(rooms.exit);

  function announce(text: string, urgency: Urgency = 'polite') {
    said[urgency].value = { text, turn: said[urgency].value.turn + 1 };
  }

  function go(path: string) {
    route.value = routeOf(path);
    surroundings.travel?.(path);
    // Those inside are not told of the door's changes.
    if (route.value.at !== 'room' || !rooms.room.value) void look();
  }

  /** That the store is out is said for everyone; the rest is about this person's words. */
  function tellUnsent(holdup: Holdup | undefined) {
    if (!holdup) {
      // What was said first is not true any more.
      announce('', 'assertive');
      announce(words.value.messages.sentAfterAll);
    } else if (holdup.why !== 'store-down') announce(sayUnsent(holdup, words.value), 'assertive');
  }

  /** What was said to screen readers is still in the page: what is gone must go from there too. */
  function hush() {
    announce('');
    announce('', 'assertive');
  }
  link.hear('message:gone', hush);
  link.hear('people:erased', hush);

  function forgetPerson() {
    const left = rooms.room.value;
    left?.leave();
    kept.clear();
    if (left) rooms.letGo.value = { room: left.room.value.name, why: 'no-session' };
  }

  function onOut(letGo?: LetGo) {
    reader.stop();
    if (letGo) announce(sayLetGo(letGo, words.value, language.value), 'assertive');
    if (route.value.at === 'room') go('/');
  }

  return {
    link,
    language,
    words,
    theme: signal<Theme>('system'),
    line,
    parts,
    house,
    look,
    me,
    token: people.token,
    route,
    go,
    room: rooms.room,
    rooms,
    people,
    announce,
    said,
    reading,
    liveLines: signal<LiveLinesChoice>('shown'),
    ...exit,
    exitTo: start.exitTo,
  };
}
