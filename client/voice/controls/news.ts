import { effect, untracked } from '@preact/signals';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { voiceOf } from '../voice';
import { breakOf, inCircle, nameIn } from './in-circle';
import { controlsWords } from './words';

/** A line that is back within this was hardly missed. */
const brokenForMs = 2_000;

/** Tells those who do not see it what changes among those in voice. Returns its stop. */
export function tellNews(app: App, room: RoomState): () => void {
  const voice = voiceOf(app);
  const me = () => app.me.peek()?.id;
  const words = () => untracked(() => controlsWords(app));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let told: ReadonlySet<string> = new Set();

  function tellHands(now: Map<string, number>, before: Map<string, number>) {
    for (const [personId, place] of now)
      if (!before.has(personId))
        app.announce(
          personId === me() ? words().news.yourHand(place) : words().news.hand(nameIn(room, personId)),
        );
    if (before.has(me() ?? '') && !now.has(me() ?? '')) app.announce(words().news.handDown);
  }

  function tellPiece(now: string | null) {
    const { piece, news } = words();
    if (now === null) app.announce(news.pieceAway);
    else if (now === me()) app.announce(piece.yours, 'assertive');
    else app.announce(piece.theirs(nameIn(room, now)));
  }

  function tellBroken() {
    const { broken, mended } = words();
    const lines = voice.pairs.peek();
    const now = new Set([...lines].filter(([, line]) => breakOf(line)).map(([personId]) => personId));
    for (const [personId, line] of lines) {
      const how = breakOf(line);
      const name = nameIn(room, personId);
      if (how && !told.has(personId)) app.announce(broken[how](name));
      if (!how && told.has(personId)) app.announce(mended(name));
    }
    told = now;
  }

  const stops = [
    onChange(() => handsOf(app, room), tellHands),
    onChange(() => room.piece.value, tellPiece),
    onChange(
      () => hasPlace(app, room),
      (free) => free && isWaiting(app) && app.announce(words().place),
    ),
    voice.pairs.subscribe(() => {
      clearTimeout(waiting);
      waiting = setTimeout(tellBroken, brokenForMs);
    }),
    () => clearTimeout(waiting),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Whether one more can speak and listen with sound. */
export function hasPlace(app: App, room: RoomState): boolean {
  return room.seats.value.filter(({ step }) => step !== 'text').length < app.house.value.voice.places;
}

function isWaiting(app: App): boolean {
  const state = voiceOf(app).state.peek();
  return state.at === 'talking' && state.waits === true;
}

const handsOf = (app: App, room: RoomState) =>
  new Map(
    inCircle(app, room).flatMap(({ seat, hand }) => (hand === undefined ? [] : [[seat.personId, hand]])),
  );

/** Runs after each change, not at the beginning. */
function onChange<Value>(read: () => Value, tell: (now: Value, before: Value) => unknown) {
  let before: { value: Value } | undefined;
  return effect(() => {
    const value = read();
    const last = before;
    before = { value };
    if (last && last.value !== value) untracked(() => tell(value, last.value));
  });
}
