import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../shared/result';
import type { Seat } from '../../shared/voice';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import type { Words } from '../words/words';
import type { Circle } from './circle';
import { type MicrophoneRefusal, openMicrophone } from './microphone';

export type VoiceRefusal = Refusal | MicrophoneRefusal | 'no-webrtc';

export type Voice =
  | { at: 'away' }
  | { at: 'joining'; roomId: string; muted: boolean }
  | { at: 'talking'; roomId: string; muted: boolean }
  | { at: 'refused'; roomId: string; why: VoiceRefusal };

/** From "Speak" to "Leave voice". It lives through lost lines; each return of the line takes a new seat. */
interface Stay {
  room: VoiceRoom;
  /** What the person wants. */
  wantsMuted: boolean;
  /** What the roster says: a host may have muted us. */
  seatMuted: boolean;
  microphone?: MediaStreamTrack;
  circle?: Circle;
  /** The seat is held by the line that is up: it went with the one before. */
  isSeated: boolean;
  seatings: number;
  stops: (() => void)[];
}

export type VoiceApp = Pick<App, 'link' | 'words' | 'me' | 'announce' | 'onExit'>;
export type VoiceRoom = Pick<RoomState, 'roomId' | 'whenInside' | 'whenOutside'>;
/** Something said to the person, in whatever language they read just then. */
type Note = (words: Words) => string;

const nobody: ReadonlySet<string> = new Set();

/** Voice as this page lives in it. What carries the sound is loaded when it is first wanted. */
export function createVoice(
  app: VoiceApp,
  { loadCircle = () => import('./circle'), askMicrophone = openMicrophone } = {},
) {
  const { link } = app;
  const state = signal<Voice>({ at: 'away' });
  const speaking = signal(nobody);
  const mending = signal(nobody);
  const heldBack = signal(false);
  const note = signal<Note | undefined>(undefined);
  let stay: Stay | undefined;

  /** What happened to this person stays to be read until they act. */
  function tell(what: Note) {
    note.value = what;
    app.announce(what(app.words.value), 'assertive');
  }

  function confirm(what: keyof Words['voice']['confirmed']) {
    note.value = undefined;
    app.announce(app.words.value.voice.confirmed[what]);
  }

  /** The one place where the microphone opens and shuts: silent unless both we and the roster say otherwise. */
  function settle(mine: Stay) {
    const muted = mine.wantsMuted || mine.seatMuted;
    if (mine.microphone) mine.microphone.enabled = !muted;
    state.value = { at: mine.circle ? 'talking' : 'joining', roomId: mine.room.roomId, muted };
  }

  /** Lets go of everything now, saying nothing. */
  function release() {
    const mine = stay;
    stay = undefined;
    state.value = { at: 'away' };
    note.value = undefined;
    if (!mine) return;
    mine.microphone?.stop();
    mine.circle?.close();
    for (const stop of mine.stops) stop();
    speaking.value = mending.value = nobody;
    heldBack.value = false;
    void link.ask('voice:leave', { roomId: mine.room.roomId });
  }

  function refuse({ room: { roomId } }: Stay, why: VoiceRefusal) {
    release();
    state.value = { at: 'refused', roomId, why };
    tell((words) => refusalText(words, why));
  }

  async function join(room: VoiceRoom, muted: boolean) {
    release();
    const mine: Stay = { room, wantsMuted: muted, seatMuted: muted, isSeated: false, seatings: 0, stops: [] };
    stay = mine;
    settle(mine);
    if (typeof RTCPeerConnection === 'undefined') return refuse(mine, 'no-webrtc');
    const why = muted ? undefined : await takeMicrophone(mine);
    if (stay !== mine) return;
    if (why) return refuse(mine, why);
    mine.stops.push(
      room.whenOutside(release),
      link.line.subscribe((line) => {
        if (line !== 'up') mine.isSeated = false;
      }),
    );
    mine.stops.push(room.whenInside(() => void sit(mine)));
  }

  async function takeMicrophone(mine: Stay): Promise<MicrophoneRefusal | undefined> {
    const asked = await askMicrophone();
    if (!asked.ok) return asked.why;
    // Whoever left while the browser was asking keeps no microphone.
    if (stay !== mine) {
      asked.track.stop();
      return;
    }
    mine.microphone?.stop();
    mine.microphone = asked.track;
    asked.track.addEventListener('ended', () => loseMicrophone(mine));
    mine.circle?.speakWith(asked.track);
    settle(mine);
  }

  function loseMicrophone(mine: Stay) {
    if (stay !== mine) return;
    mine.microphone = undefined;
    mute();
    tell((words) => words.voice.told.microphoneLost);
  }

  /** Takes a seat; runs again whenever the line is back, with the same mute. */
  async function sit(mine: Stay) {
    if (mine.isSeated) return;
    const isFirst = mine.seatings === 0;
    const seating = ++mine.seatings;
    mine.circle?.close();
    mine.circle = undefined;
    const asMuted = mine.wantsMuted || mine.seatMuted;
    settle(mine);
    const loaded = await loadCircle().catch(() => undefined);
    if (stay !== mine || seating !== mine.seatings) return;
    if (!loaded) return refuse(mine, 'no-answer');
    const taken = await loaded.takeSeat({
      link,
      roomId: mine.room.roomId,
      muted: asMuted,
      microphone: mine.microphone,
      onSeat: (seat) => followSeat(mine, seat),
      onMending: (people) => {
        mending.value = people;
      },
      onSpeaking: (people) => {
        speaking.value = people;
      },
      onHeldBack: (held) => {
        heldBack.value = held;
      },
    });
    if (stay !== mine || seating !== mine.seatings) {
      if (taken.ok) taken.value.close();
      return;
    }
    if (taken.ok) return seated(mine, taken.value, isFirst);
    // The line broke on the way: we sit down when we are inside again.
    if (taken.why === 'offline') return;
    if (taken.why === 'no-answer' && !isFirst) return void sit(mine);
    refuse(mine, taken.why);
  }

  function seated(mine: Stay, circle: Circle, isFirst: boolean) {
    mine.circle = circle;
    mine.isSeated = true;
    if (mine.microphone) circle.speakWith(mine.microphone);
    if (mine.wantsMuted && !circle.seat.muted) tellMuted(mine);
    settle(mine);
    const { muted } = circle.seat;
    if (isFirst) confirm(muted ? 'joinedMuted' : 'joined');
  }

  function followSeat(mine: Stay, seat: Seat | undefined) {
    if (stay !== mine || !seat) return;
    mine.seatMuted = seat.muted;
    settle(mine);
  }

  function mute() {
    if (!stay) return;
    stay.wantsMuted = true;
    settle(stay);
    confirm('muted');
    tellMuted(stay);
  }

  const tellMuted = ({ room: { roomId } }: Stay) => void link.ask('voice:mute', { roomId, muted: true });

  async function unmute() {
    const mine = stay;
    if (!mine) return;
    const why = mine.microphone ? undefined : await takeMicrophone(mine);
    if (stay !== mine) return;
    if (why) return tell((words) => refusalText(words, why));
    mine.wantsMuted = false;
    const answered = await link.ask('voice:mute', { roomId: mine.room.roomId, muted: false });
    if (stay !== mine) return;
    if (!answered.ok) mine.wantsMuted = true;
    settle(mine);
    if (answered.ok) return confirm('unmuted');
    tell((words) => refusalText(words, answered.why));
  }

  link.hear('voice:host-muted', ({ roomId, personId, by }) => {
    if (stay?.room.roomId !== roomId || personId !== app.me.value?.id) return;
    stay.wantsMuted = true;
    settle(stay);
    tell((words) => words.voice.told.hostMuted(by));
  });
  link.hear('voice:let-go', ({ seatId, why }) => {
    if (stay?.circle?.seat.id !== seatId) return;
    release();
    if (why === 'elsewhere') tell((words) => words.voice.told.elsewhere);
  });
  app.onExit(release);
  globalThis.addEventListener?.('pagehide', release);

  return {
    state: state as ReadonlySignal<Voice>,
    /** Ids of the people who can be heard right now. */
    speaking: speaking as ReadonlySignal<ReadonlySet<string>>,
    /** Ids of the people we are being connected to again. */
    mending: mending as ReadonlySignal<ReadonlySet<string>>,
    /** The browser wants a tap (`hear`) before it plays sound. */
    heldBack: heldBack as ReadonlySignal<boolean>,
    /** The last thing that was said about voice. */
    note: note as ReadonlySignal<Note | undefined>,
    /** Asks for the microphone and joins. */
    speak: (room: VoiceRoom) => join(room, false),
    /** Joins muted, without asking for the microphone. */
    listen: (room: VoiceRoom) => join(room, true),
    mute,
    /** Asks for the microphone where there is none yet. */
    unmute,
    hear: () => stay?.circle?.hear(),
    leave() {
      if (stay) confirm('left');
      release();
    },
  };
}

export type VoiceState = ReturnType<typeof createVoice>;

const voices = new WeakMap<VoiceApp, VoiceState>();

/** The page's one voice. */
export function voiceOf(app: App): VoiceState {
  const voice = voices.get(app) ?? createVoice(app);
  voices.set(app, voice);
  return voice;
}

export function refusalText(words: Words, why: VoiceRefusal): string {
  const ours: Partial<Record<string, string>> = words.voice.refused;
  return ours[why] ?? words.refusals[why as Refusal];
}
