import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Asking } from '../../shared/contract';
import type { Refusal } from '../../shared/result';
import type { Step } from '../../shared/steps';
import type { Seat } from '../../shared/voice';
import type { App } from '../app-state';
import { becomes } from '../becomes';
import type { RoomState } from '../rooms/room';
import type { Words } from '../words/words';
import { choices } from './choices';
import type { Circle, CircleNeeds } from './circle';
import { type MicrophoneRefusal, openMicrophone } from './microphone';
import { createOthers } from './others';
import { createOwnMicrophone, type OwnMicrophone } from './own-microphone';

export type VoiceRefusal = Refusal | MicrophoneRefusal | 'no-webrtc';

export type Voice =
  | { at: 'away' }
  | { at: 'joining'; roomId: string; muted: boolean }
  /** `waits`: they asked for sound, and take part by text until there is a place. */
  | { at: 'talking'; roomId: string; muted: boolean; step: Step; waits?: boolean }
  | { at: 'refused'; roomId: string; why: VoiceRefusal };

/** From "Speak" to "Leave voice". It lives through lost lines, in the same seat while the server keeps it. */
interface Stay {
  room: VoiceRoom;
  /** What the person wants. */
  wantsMuted: boolean;
  /** How often they were muted: an unmute that waits for the line is not for what came after it. */
  mutings: number;
  /** What the roster says: a host may have muted us, and a full circle has us take part by text. */
  seatMuted: boolean;
  step: Step;
  /** They came for sound, and as many were talking as the circle carries. */
  waits: boolean;
  microphone: OwnMicrophone;
  circle?: Circle;
  /** The seat is held by the line that is up. */
  isSeated: Signal<boolean>;
  seatings: number;
  stops: (() => void)[];
}

export type VoiceApp = Pick<App, 'link' | 'words' | 'me' | 'announce' | 'onExit'>;
export type VoiceRoom = Pick<RoomState, 'roomId' | 'whenInside' | 'whenOutside'>;
/** Something said to the person, in whatever language they read just then. */
type Note = (words: Words) => string;

/** Voice as this page lives in it. What carries the sound is loaded when it is first wanted. */
export function createVoice(
  app: VoiceApp,
  { loadCircle = () => import('./circle'), askMicrophone = openMicrophone } = {},
) {
  const { link } = app;
  const state = signal<Voice>({ at: 'away' });
  const others = createOthers(app);
  const talkHeld = signal(false);
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
    const muted = isSilent(mine);
    mine.microphone.open(!muted && (talkHeld.value || !choices.pushToTalk.chosen.peek()));
    const { roomId } = mine.room;
    state.value = mine.circle
      ? { at: 'talking', roomId, muted, step: mine.step, ...(mine.waits && { waits: true }) }
      : { at: 'joining', roomId, muted };
  }

  /** Lets go of everything now, saying nothing. */
  function release() {
    const mine = stay;
    stay = undefined;
    state.value = { at: 'away' };
    note.value = undefined;
    if (!mine) return;
    mine.microphone.stop();
    mine.circle?.close();
    for (const stop of mine.stops) stop();
    others.clear();
    talkHeld.value = false;
    void link.ask('voice:leave', { roomId: mine.room.roomId });
  }

  function refuse({ room: { roomId } }: Stay, why: VoiceRefusal) {
    release();
    state.value = { at: 'refused', roomId, why };
    tell((words) => refusalText(words, why));
  }

  async function join(room: VoiceRoom, muted: boolean, step: Step) {
    release();
    const mine: Stay = {
      ...{ room, wantsMuted: muted, mutings: 0, seatMuted: muted, step },
      ...{ waits: false, isSeated: signal(false), seatings: 0, stops: [] },
      microphone: createOwnMicrophone({
        ask: askMicrophone,
        isSilent: () => isSilent(mine),
        settle: () => settle(mine),
        onTrack: (track) => mine.circle?.speakWith(track),
        onReplaced: (label) => tell((words) => words.voice.told.microphoneReplaced(label)),
        onHeldBack: () => tell((words) => words.voice.told.microphoneHeldBack),
        onLost(why) {
          mute();
          tell((words) => words.voice.lost[why]);
        },
      }),
    };
    stay = mine;
    settle(mine);
    if (step !== 'text' && typeof RTCPeerConnection === 'undefined') return refuse(mine, 'no-webrtc');
    const why = muted ? undefined : await mine.microphone.take();
    if (stay !== mine) return;
    if (why) return refuse(mine, why);
    mine.stops.push(
      room.whenOutside(release),
      link.line.subscribe((line) => {
        if (line === 'up') return;
        mine.isSeated.value = false;
        mine.circle?.lineIsLost();
      }),
      choices.pushToTalk.chosen.subscribe(() => settle(mine)),
      talkHeld.subscribe(() => settle(mine)),
    );
    mine.stops.push(room.whenInside(() => void sit(mine)));
  }

  /** Takes a seat; whenever the line is back, goes on in it, or takes another with the same mute. */
  async function sit(mine: Stay) {
    if (mine.isSeated.peek()) return;
    const seating = ++mine.seatings;
    const isStale = () => stay !== mine || seating !== mine.seatings;
    const loaded = await loadCircle().catch(() => undefined);
    if (isStale()) return;
    if (!loaded) return refuse(mine, 'no-answer');
    const needs: CircleNeeds = {
      link,
      roomId: mine.room.roomId,
      muted: isSilent(mine),
      step: mine.step,
      microphone: mine.microphone.track(),
      ...others.told,
      onSeat: (seat) => followSeat(mine, seat),
      onStep: (step) => changeStep(mine, step),
      onHopeless: () => void sitAnew(mine),
    };
    const taken = await loaded.takeSeat(needs, mine.circle);
    if (isStale()) {
      if (taken.ok && taken.value !== mine.circle) taken.value.close();
      return;
    }
    const isFirst = seating === 1;
    if (taken.ok) return seated(mine, taken.value, isFirst);
    // The line broke on the way: we sit down when we are inside again.
    if (taken.why === 'offline') return;
    if (taken.why === 'no-answer' && !isFirst) return void sit(mine);
    refuse(mine, taken.why);
  }

  /** Nothing reached anybody for long: a new seat makes all others begin anew as well. */
  function sitAnew(mine: Stay) {
    if (stay !== mine || !mine.isSeated.peek()) return;
    mine.circle?.close();
    mine.circle = undefined;
    mine.isSeated.value = false;
    return sit(mine);
  }

  function seated(mine: Stay, circle: Circle, isFirst: boolean) {
    mine.circle = circle;
    mine.isSeated.value = true;
    const { muted, step } = circle.seat;
    takeStep(mine, step);
    // Whoever is muted by the house as they come in opens the microphone again by their own act.
    if (muted) mine.wantsMuted = true;
    circle.speakWith(mine.microphone.track());
    if (mine.wantsMuted && !muted) tellMuted(mine);
    settle(mine);
    if (!isFirst) return;
    if (step === 'text') confirm('joinedByText');
    else confirm(muted ? 'joinedMuted' : 'joined');
  }

  function followSeat(mine: Stay, seat: Seat | undefined) {
    if (stay !== mine || !seat) return;
    // Once muted by somebody else, only our own act opens the microphone again.
    if (seat.muted && !mine.seatMuted) keepMuted(mine);
    mine.seatMuted = seat.muted;
    takeStep(mine, seat.step);
    settle(mine);
  }

  /** Text that was not asked for is for want of a place. */
  function takeStep(mine: Stay, step: Step) {
    mine.waits = step === 'text' && (mine.waits || mine.step !== 'text');
    mine.step = step;
  }

  async function changeStep(mine: Stay, step: Step) {
    const before = mine.step;
    mine.step = step;
    settle(mine);
    tell((words) => words.voice.step[step]);
    const answered = await link.ask('voice:step', { roomId: mine.room.roomId, step });
    if (stay !== mine || answered.ok) return;
    mine.step = before;
    settle(mine);
  }

  function mute() {
    if (!stay) return;
    keepMuted(stay);
    settle(stay);
    confirm('muted');
    tellMuted(stay);
  }

  const tellMuted = ({ room: { roomId } }: Stay) => void link.ask('voice:mute', { roomId, muted: true });

  async function unmute() {
    const mine = stay;
    if (!mine) return;
    const { mutings } = mine;
    // A seat that is being taken again is taken muted: unmuting it before that would be undone by it.
    await becomes(mine.isSeated, Boolean, seatedWithinMs);
    if (stay !== mine || mine.mutings !== mutings) return;
    const why = mine.microphone.track() ? undefined : await mine.microphone.take();
    if (stay !== mine) return;
    if (why) return tell((words) => refusalText(words, why));
    if (!(await asks('voice:mute', { muted: false })) || stay !== mine) return;
    mine.wantsMuted = false;
    settle(mine);
    confirm('unmuted');
  }

  /** Asks something for our seat. What is refused is told. */
  async function asks<Name extends 'voice:mute' | 'voice:hand' | 'voice:piece' | 'voice:step'>(
    name: Name,
    what: Omit<Asking<Name>, 'roomId'>,
  ): Promise<boolean> {
    const mine = stay;
    if (!mine) return false;
    const answered = await link.ask(name, { roomId: mine.room.roomId, ...what } as Asking<Name>);
    if (!answered.ok && stay === mine) tell((words) => refusalText(words, answered.why));
    return answered.ok;
  }

  /** By the person's own choice: how they take part from now on. */
  async function choose(step: Step) {
    const mine = stay;
    if (!mine || mine.step === step || !(await asks('voice:step', { step })) || stay !== mine) return;
    mine.step = step;
    mine.waits = false;
    mine.circle?.chooseStep(step);
    settle(mine);
    tell((words) => words.voice.chosen[step]);
  }

  /** From listening or text to speaking, where there is a place. */
  async function speakAgain() {
    await choose(stepWanted());
    if (stay?.step === stepWanted() && isSilent(stay)) await unmute();
  }

  link.hear('voice:host-muted', ({ roomId, personId, by }) => {
    if (stay?.room.roomId !== roomId || personId !== app.me.value?.id) return;
    keepMuted(stay);
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
    ...others.seen,
    /** With push-to-talk: whether the key or button is held. */
    talkHeld: talkHeld as ReadonlySignal<boolean>,
    /** The last thing that was said about voice. */
    note: note as ReadonlySignal<Note | undefined>,
    /** Asks for the microphone and joins. */
    speak: (room: VoiceRoom) => join(room, false, stepWanted()),
    /** Joins muted, without asking for the microphone. */
    listen: (room: VoiceRoom) => join(room, true, stepWanted()),
    /** Joins without any sound: by live typing, hands and the talking piece. */
    byText: (room: VoiceRoom) => join(room, true, 'text'),
    mute,
    /** Asks for the microphone where there is none yet. */
    unmute,
    holdTalk(held: boolean) {
      talkHeld.value = held;
    },
    /** Speaks with another microphone, or with the same one anew, muted or not as before. */
    async changeMicrophone() {
      const mine = stay;
      if (!mine?.microphone.track()) return;
      const why = await mine.microphone.take();
      if (why && stay === mine) tell((words) => refusalText(words, why));
    },
    speakAgain,
    setVolume(personId: string, volume: number) {
      others.setVolume(personId, volume);
      stay?.circle?.setVolume(personId, volume);
    },
    /** How loud our own microphone is right now, 0 to 1. */
    level: () => stay?.circle?.level() ?? 0,
    choose,
    saveData(yes: boolean) {
      choices.saveData.choose(yes);
      if (stay && stay.step !== 'text') void choose(stepWanted());
    },
    raiseHand: (raised: boolean) => asks('voice:hand', { raised }),
    /** Brings in or passes the talking piece; null puts it away. */
    passPiece: (to: string | null) => asks('voice:piece', { to }),
    hear: () => stay?.circle?.hear(),
    leave() {
      if (stay) confirm('left');
      release();
    },
  };
}

/** Whoever unmutes while the line comes back waits for it no longer than this. */
const seatedWithinMs = 3_000;

/** Only their own act opens the microphone again. */
function keepMuted(mine: Stay) {
  mine.wantsMuted = true;
  mine.mutings += 1;
}

const isSilent = ({ wantsMuted, seatMuted }: Stay) => wantsMuted || seatMuted;

const stepWanted = (): Step => (choices.saveData.chosen.peek() ? 'low' : 'voice');

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
