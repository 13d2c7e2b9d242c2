import type { Output, Told } from '../../shared/contract';
import { limits } from '../../shared/limits';
import { lower, type Step } from '../../shared/steps';
import type { Seat } from '../../shared/voice';
import type { Answered, Link } from '../link';
import { createHearing } from './hearing';
import { createOwnSound } from './own-sound';
import { createPair, type Pair, type PairView } from './pair';
import { openPeer } from './peer';
import { watchSpeakers } from './speakers';
import { carriesOf, createSteps } from './steps';
import { createWays } from './ways';

/** Our seat among the others, until it is closed. It outlives lost lines, for as long as the server keeps it. */
export interface Circle {
  /** As the roster says it now. */
  readonly seat: Seat;
  /** Undefined for someone who listens without a microphone. */
  speakWith(track: MediaStreamTrack | undefined): void;
  /** From within a tap: plays what the browser held back. */
  hear(): void;
  /** How loud one other person is played here, 0 to 1. */
  setVolume(personId: string, volume: number): void;
  /** How loud our own microphone is right now, 0 to 1. */
  level(): number;
  /** From now on this is the most we send and take, by the person's own choice. */
  chooseStep(step: Step): void;
  /** The line to the server is lost: nobody is sent our voice, for who is in the circle is not known any more. */
  lineIsLost(): void;
  /** The line is back, and our seat is still ours. */
  goOn(joined: Output<'voice:join'>): void;
  signalled(told: Told<'voice:signalled'>): void;
  close(): void;
}

export interface CircleNeeds {
  link: Link;
  roomId: string;
  muted: boolean;
  step: Step;
  microphone: MediaStreamTrack | undefined;
  /** How loud this person was last set to be played here. */
  volumeOf(personId: string): number;
  /** Our own seat as the roster says it, on every change; undefined when it is not there any more. */
  onSeat(seat: Seat | undefined): void;
  /** Our lines to the others, by their ids. */
  onPairs(pairs: ReadonlyMap<string, PairView>): void;
  /** Our own line carries this much now, and not what it did before. */
  onStep(step: Step): void;
  /** Ids of the people that can be heard right now, ourselves among them. */
  onSpeaking(people: ReadonlySet<string>): void;
  onHeldBack(heldBack: boolean): void;
  /** The relay cannot be reached, or does not take our credentials (`refused`); undefined once it gave us a way. */
  onNoRelay(why: 'unreachable' | 'refused' | undefined): void;
  /** Nobody could be reached again for a long while: only a new seat may help. */
  onHopeless(): void;
}

const lookEachMs = 2_000;
const listenEachMs = 500;
/** Every so many looks the others are told what was counted, and our own line is judged. */
const looksAReport = 2;
/** A line that is back within this was never missed. */
const heldAfterMs = 2_000;

/**
 * Takes a seat in the room's circle and connects to everyone in it, and to those who come later. Gives `before`
 * where its seat was kept while the line was lost; otherwise that is closed.
 */
export async function takeSeat(needs: CircleNeeds, before?: Circle): Promise<Answered<Circle>> {
  const { link, roomId, muted, step } = needs;
  const early: Told<'voice:signalled'>[] = [];
  let newest: Seat[] = [];
  // The others may be quicker than our own answer is read.
  const stops = [
    link.hear('voice:signalled', (told) => void early.push(told)),
    link.hear('voice:changed', (told) => {
      if (told.roomId === roomId) newest = told.seats;
    }),
  ];
  const answered = await link.ask('voice:join', { roomId, muted, step, resume: before?.seat.id });
  for (const stop of stops) stop();
  if (!answered.ok) return answered;
  const { seat, seats } = answered.value;
  if (before?.seat.id === seat.id) {
    before.goOn(answered.value);
    return { ok: true, value: before };
  }
  before?.close();
  const isNewer = newest.some(({ id }) => id === seat.id);
  const circle = sit(needs, { ...answered.value, seats: isNewer ? newest : seats });
  for (const told of early) circle.signalled(told);
  return { ok: true, value: circle };
}

function sit(needs: CircleNeeds, joined: Output<'voice:join'>): Circle {
  const { link, roomId } = needs;
  const { seat } = joined;
  const own = createOwnSound();
  const hearing = createHearing({ onHeldBack: needs.onHeldBack });
  const pairs = new Map<string, Pair>();
  const views = new Map<string, PairView>();
  const steps = createSteps();
  let seats: Seat[] = [];
  let microphone: MediaStreamTrack | undefined;
  let isHeld = false;
  let holding: ReturnType<typeof setTimeout> | undefined;
  let most: Step = joined.seat.step;
  let wants: 'voice' | 'low' = 'voice';
  let looks = 0;

  const ways = createWays(joined.ice, async () => {
    const answered = await link.ask('voice:ice', { roomId });
    return answered.ok ? answered.value : undefined;
  });

  const stepNow = () => lower(most, steps.step());
  const sends = () => stepNow() === 'voice' || stepNow() === 'low';
  const track = () => (microphone && sends() && !isHeld ? microphone : null);
  const bits = (theyWant: 'voice' | 'low') =>
    limits.voiceBits[lower(stepNow(), theyWant) === 'voice' ? 'voice' : 'low'];
  const seatOf = (seatId: string) => seats.find(({ id }) => id === seatId);

  function pairWith(other: Seat): Pair {
    return createPair({
      // Ids never change and never equal, so exactly one side does.
      initiates: seat.id < other.id,
      track,
      ice: ways.fresh,
      open: openPeer,
      canSignal: () => link.line.peek() === 'up',
      bits,
      wants: () => (stepNow() === 'voice' ? wants : 'low'),
      send: (epoch, signal) =>
        void link.ask('voice:signal', { roomId, from: seat.id, to: other.id, epoch, signal }),
      onSound: (sound) =>
        hearing.play(other.id, sound, {
          muted: seatOf(other.id)?.muted ?? true,
          volume: needs.volumeOf(other.personId),
        }),
      onView(view) {
        views.set(other.personId, view);
        if (view.state === 'connected') needs.onNoRelay(undefined);
        tellPairs();
      },
      onHopeless() {
        if ([...views.values()].every(({ state }) => state === 'mending')) needs.onHopeless();
      },
      onNoRelay(refused) {
        ways.spoil();
        needs.onNoRelay(refused ? 'refused' : 'unreachable');
      },
    });
  }

  const tellPairs = () => needs.onPairs(new Map(views));

  /** Only those on the roster hear us, and whoever it calls muted is silent here, whatever their page sends. */
  function follow(now: Seat[]) {
    seats = now;
    const isHeardHere = seatOf(seat.id)?.step !== 'text';
    const others = seats.filter(({ id, step }) => id !== seat.id && step !== 'text' && isHeardHere);
    for (const id of pairs.keys()) if (!others.some((other) => other.id === id)) part(id);
    for (const other of others) {
      if (!pairs.has(other.id)) pairs.set(other.id, pairWith(other));
      hearing.mute(other.id, other.muted);
    }
    for (const personId of views.keys())
      if (!others.some((other) => other.personId === personId)) views.delete(personId);
    tellPairs();
    needs.onSeat(seatOf(seat.id));
  }

  function part(seatId: string) {
    pairs.get(seatId)?.close();
    pairs.delete(seatId);
    hearing.stop(seatId);
  }

  function sendNow() {
    for (const pair of pairs.values()) {
      pair.speakWith(track());
      pair.spend();
    }
  }

  /** Whoever is silent all at once may not be: our own line may be dead. */
  function listen() {
    const odd = [...pairs.values()].map((pair) => pair.listen());
    if (odd.length > 0 && odd.every(Boolean)) link.doubt();
  }

  async function look() {
    await Promise.all([...pairs.values()].map((pair) => pair.look()));
    looks += 1;
    if (looks % looksAReport !== 0) return;
    for (const pair of pairs.values()) pair.report();
    const carries = carriesOf([...pairs.values()].flatMap((pair) => pair.quality() ?? []));
    if (!carries) return;
    wants = carries.down > 0.08 ? 'low' : 'voice';
    const before = stepNow();
    steps.look(carries);
    if (stepNow() === before) return;
    sendNow();
    needs.onStep(stepNow());
  }

  function hold(held: boolean) {
    clearTimeout(holding);
    holding = undefined;
    if (held === isHeld) return;
    isHeld = held;
    sendNow();
  }

  function lineIsBack() {
    hold(false);
    for (const pair of pairs.values()) pair.lineIsBack();
  }

  const stopSpeakers = watchSpeakers({
    loudness: () =>
      seats.map(({ id, personId, muted }) => {
        if (muted) return { personId, level: undefined };
        return { personId, level: id === seat.id ? own.level() : (pairs.get(id)?.level() ?? 0) };
      }),
    onSpeaking: needs.onSpeaking,
  });
  function signalled({ roomId: of, from, to, epoch, signal }: Told<'voice:signalled'>) {
    if (of === roomId && to === seat.id) pairs.get(from)?.hear(epoch, signal);
  }
  function speakWith(next: MediaStreamTrack | undefined) {
    microphone = next;
    own.measure(next);
    for (const pair of pairs.values()) pair.speakWith(track());
  }
  const looking = setInterval(() => void look(), lookEachMs);
  const listening = setInterval(listen, listenEachMs);
  const networkChanged = () => link.line.peek() === 'up' && lineIsBack();
  globalThis.addEventListener('online', networkChanged);
  const stops = [
    link.hear('voice:changed', (told) => told.roomId === roomId && follow(told.seats)),
    link.hear('voice:signalled', signalled),
    stopSpeakers,
    () => clearInterval(looking),
    () => clearInterval(listening),
    () => clearTimeout(holding),
    () => globalThis.removeEventListener('online', networkChanged),
  ];

  if (needs.microphone) speakWith(needs.microphone);
  follow(joined.seats);

  return {
    get seat() {
      return seatOf(seat.id) ?? seat;
    },
    signalled,
    speakWith,
    hear: hearing.hear,
    level: own.level,
    setVolume(personId: string, volume: number) {
      const other = seats.find((one) => one.personId === personId);
      if (other) hearing.setVolume(other.id, volume);
    },
    chooseStep(step: Step) {
      most = step;
      steps.begin('voice');
      sendNow();
    },
    lineIsLost() {
      holding ??= setTimeout(() => hold(true), heldAfterMs);
    },
    goOn({ seats: now, ice }) {
      ways.take(ice);
      follow(now);
      lineIsBack();
    },
    close() {
      for (const stop of stops) stop();
      for (const id of [...pairs.keys()]) part(id);
      hearing.close();
      own.close();
    },
  };
}
