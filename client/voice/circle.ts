import type { Told } from '../../shared/contract';
import type { Ice, Seat } from '../../shared/voice';
import type { Answered, Link } from '../link';
import { createHearing } from './hearing';
import { createOwnSound } from './own-sound';
import { createPair, type Pair } from './pair';
import { openPeer } from './peer';
import { watchSpeakers } from './speakers';

/** Our seat among the others, until it is closed. */
export interface Circle {
  readonly seat: Seat;
  speakWith(track: MediaStreamTrack): void;
  /** From within a tap: plays what the browser held back. */
  hear(): void;
  close(): void;
}

export interface CircleNeeds {
  link: Link;
  roomId: string;
  muted: boolean;
  /** None for someone who listens without one. */
  microphone: MediaStreamTrack | undefined;
  /** Our own seat as the roster says it, on every change; undefined when it is not there any more. */
  onSeat(seat: Seat | undefined): void;
  /** Ids of the people that are being connected to again. */
  onMending(people: ReadonlySet<string>): void;
  /** Ids of the people that can be heard right now, ourselves among them. */
  onSpeaking(people: ReadonlySet<string>): void;
  onHeldBack(heldBack: boolean): void;
}

/** A relay's credentials are asked for anew when they are older than this. */
const iceGoodForMs = 30_000;

/** Takes a seat in the room's circle and connects to everyone in it, and to those who come later. */
export async function takeSeat(needs: CircleNeeds): Promise<Answered<Circle>> {
  const { link, roomId } = needs;
  const early: Told<'voice:signalled'>[] = [];
  let newest: Seat[] = [];
  // The others may be quicker than our own answer is read.
  const stops = [
    link.hear('voice:signalled', (told) => void early.push(told)),
    link.hear('voice:changed', (told) => {
      if (told.roomId === roomId) newest = told.seats;
    }),
  ];
  const answered = await link.ask('voice:join', { roomId, muted: needs.muted });
  for (const stop of stops) stop();
  if (!answered.ok) return answered;
  const { seat, seats, ice } = answered.value;
  const circle = sit(needs, { seat, ice, seats: newest.some(({ id }) => id === seat.id) ? newest : seats });
  for (const told of early) circle.signalled(told);
  return { ok: true, value: circle };
}

function sit(
  { link, roomId, microphone, onSeat, onMending, onSpeaking, onHeldBack }: CircleNeeds,
  joined: { seat: Seat; seats: Seat[]; ice: Ice },
) {
  const { seat } = joined;
  const own = createOwnSound();
  const hearing = createHearing({ onHeldBack });
  const pairs = new Map<string, Pair>();
  const mending = new Set<string>();
  let seats: Seat[] = [];
  let track = own.silence;
  let ways = { ice: joined.ice, givenAt: Date.now() };

  async function freshIce(): Promise<Ice> {
    if (Date.now() - ways.givenAt < iceGoodForMs) return ways.ice;
    const answered = await link.ask('voice:ice', { roomId });
    if (answered.ok) ways = { ice: answered.value, givenAt: Date.now() };
    return ways.ice;
  }

  function pairWith(other: Seat): Pair {
    return createPair({
      // Ids never change and never equal, so exactly one side does.
      initiates: seat.id < other.id,
      track: () => track,
      ice: freshIce,
      open: openPeer,
      send: (epoch, signal) =>
        void link.ask('voice:signal', { roomId, from: seat.id, to: other.id, epoch, signal }),
      onSound: (sound) => hearing.play(other.id, sound, isMuted(other.id)),
      onMending(isMending) {
        if (isMending === mending.has(other.personId)) return;
        if (isMending) mending.add(other.personId);
        else mending.delete(other.personId);
        onMending(new Set(mending));
      },
    });
  }

  const isMuted = (seatId: string) => seats.find(({ id }) => id === seatId)?.muted ?? true;

  /** Only those on the roster hear us, and whoever it calls muted is silent here, whatever their page sends. */
  function follow(now: Seat[]) {
    seats = now;
    const others = seats.filter(({ id }) => id !== seat.id);
    for (const [id, pair] of pairs)
      if (!others.some((other) => other.id === id)) {
        pair.close();
        pairs.delete(id);
        hearing.stop(id);
      }
    for (const other of others) {
      if (!pairs.has(other.id)) pairs.set(other.id, pairWith(other));
      hearing.mute(other.id, other.muted);
    }
    for (const personId of mending)
      if (!others.some((other) => other.personId === personId)) mending.delete(personId);
    onMending(new Set(mending));
    onSeat(seats.find(({ id }) => id === seat.id));
  }

  const stopSpeakers = watchSpeakers({
    loudness: () =>
      seats.map(({ id, personId, muted }) => {
        if (muted) return { personId, level: undefined };
        return { personId, level: id === seat.id ? own.level() : (pairs.get(id)?.level() ?? 0) };
      }),
    onSpeaking,
  });
  function speakWith(next: MediaStreamTrack) {
    track = next;
    own.measure(next);
    for (const pair of pairs.values()) pair.speakWith(next);
  }
  function signalled({ roomId: of, from, to, epoch, signal }: Told<'voice:signalled'>) {
    if (of === roomId && to === seat.id) pairs.get(from)?.hear(epoch, signal);
  }
  const stops = [
    link.hear('voice:changed', (told) => told.roomId === roomId && follow(told.seats)),
    link.hear('voice:signalled', signalled),
    stopSpeakers,
  ];

  if (microphone) speakWith(microphone);
  follow(joined.seats);

  return {
    seat,
    signalled,
    speakWith,
    hear: hearing.hear,
    close() {
      for (const stop of stops) stop();
      for (const [id, pair] of pairs) {
        pair.close();
        hearing.stop(id);
      }
      pairs.clear();
      own.close();
    },
  };
}
