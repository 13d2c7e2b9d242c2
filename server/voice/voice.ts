import type { Input, Told } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Me } from '../../shared/people';
import { can, standsOver } from '../../shared/roles';
import { type Step, steps } from '../../shared/steps';
import type { Circle, Seat } from '../../shared/voice';
import type { Clock } from '../clock';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import type { Page } from '../sockets';
import type { IceGiver } from './ice';
import { createSignals } from './signals';

/** A seat belongs to the page that took it: it goes with that page, and waits a while for its lost line. */
interface Taken extends Seat {
  roomId: string;
  page: Page;
  /** Stops what gives the seat up; there only while the page's line is lost. */
  waiting?: () => void;
}

/**
 * Who is in voice, and what their browsers say to each other while they connect. The sound itself never
 * comes here. One seat a person: nobody speaks in two places at once.
 */
export function createVoice({
  hall,
  clock,
  ice,
  places,
  isPageInside,
}: {
  hall: Hall;
  clock: Clock;
  ice: IceGiver;
  /** How many can speak and listen in one circle; whoever comes after them takes part by text. */
  places: number;
  isPageInside: (roomId: string, personId: string, pageId: string) => boolean;
}) {
  let taken: readonly Taken[] = [];
  let hands = 0;
  /** Who has each room's talking piece, and since when. */
  const pieces = new Map<string, { holder: string; since: number }>();
  const signals = createSignals({ now: clock.now, relayOnly: ice.relayOnly });

  const seatsIn = (roomId: string) => taken.filter((seat) => seat.roomId === roomId);
  const seatOfPage = (page: Page, roomId: string) =>
    seatsIn(roomId).find((seat) => seat.page.id === page.id) ?? refuse('not-found');
  const seatOfPerson = (roomId: string, personId: string) =>
    seatsIn(roomId).find((seat) => seat.personId === personId);

  const circle = (roomId: string): Circle => ({
    seats: seatsIn(roomId).map(asSeat),
    piece: pieces.get(roomId)?.holder ?? null,
  });
  const announce = (roomId: string) => hall.announce(roomId, 'voice:changed', { roomId, ...circle(roomId) });

  const isFull = (roomId: string, personId: string) =>
    seatsIn(roomId).filter((seat) => seat.step !== 'text' && seat.personId !== personId).length >= places;
  const pieceIsElsewhere = (roomId: string, personId: string) =>
    pieces.has(roomId) && pieces.get(roomId)?.holder !== personId;
  /** Nobody silences a room for good where no host is about: in so long anyone in voice may put the piece away. */
  const pieceFreeInMs = (roomId: string) =>
    (pieces.get(roomId)?.since ?? 0) + limits.pieceKeptMs - clock.now();

  /** Whoever is out of a circle has not got its piece any more; in the room `goesOnIn` they are not out. */
  function release(which: (seat: Taken) => boolean, goesOnIn?: string): Taken[] {
    const released = taken.filter(which);
    taken = taken.filter((seat) => !which(seat));
    for (const { waiting } of released) waiting?.();
    const left = released.filter(({ roomId }) => roomId !== goesOnIn);
    for (const { roomId, personId } of left)
      if (pieces.get(roomId)?.holder === personId) pieces.delete(roomId);
    for (const roomId of new Set(left.map((seat) => seat.roomId))) announce(roomId);
    return released;
  }

  const tell = ({ roomId, id, page }: Taken, why: Told<'voice:let-go'>['why']) =>
    page.tell('voice:let-go', { roomId, seatId: id, why });

  function letGo(roomId: string, personId: string) {
    for (const seat of release((seat) => seat.roomId === roomId && seat.personId === personId))
      tell(seat, 'outside');
  }
  hall.onExpel(letGo);

  /** The page goes on in its seat, also one that it had before its line broke. Undefined when that is gone. */
  function resume(person: Me, page: Page, { roomId, muted, step, resume }: Input<'voice:join'>) {
    const seat = seatsIn(roomId).find(({ id, personId }) => id === resume && personId === person.id);
    if (!seat) return;
    seat.waiting?.();
    // Either a tab of its own, or a line of the same page that is not known to be lost yet.
    if (seat.page.id !== page.id) tell(seat, 'elsewhere');
    Object.assign(seat, { page, waiting: undefined, step, muted: seat.muted || muted });
    return seat;
  }

  function takeNew(person: Me, page: Page, { roomId, muted, step }: Input<'voice:join'>) {
    for (const old of release((seat) => seat.personId === person.id, roomId))
      if (old.page.id !== page.id) tell(old, 'elsewhere');
    const seat: Taken = { id: newId(), personId: person.id, roomId, page, hand: null, step, muted };
    taken = [...taken, seat];
    return seat;
  }

  function change(seat: Taken, to: Partial<Pick<Seat, 'muted' | 'step' | 'hand'>>): null {
    Object.assign(seat, to);
    announce(seat.roomId);
    return null;
  }

  return {
    /** The room's circle as it is right now. */
    circle,
    places,
    relayOnly: ice.relayOnly,
    /** How many seats are taken in all rooms. */
    seatsTaken: () => taken.length,
    /** How many of them take part in each way. */
    inSteps: () =>
      Object.fromEntries(
        steps.map((step) => [step, taken.filter((seat) => seat.step === step).length]),
      ) as Record<Step, number>,
    /** Pairs of seats whose signals are counted right now, and talking pieces that are out. */
    counting: () => signals.counting() + pieces.size,
    /** Someone is no longer inside: their seat is free now, and their page is told. */
    letGo,
    /** Their seat is free now, wherever it is: they come back as who they are by then. */
    cut: (personId: string) => void release((seat) => seat.personId === personId),
    /** A page left: its seat is free now. One whose line broke keeps it for a while, to go on when it is back. */
    pageGone(roomId: string, pageId: string, lost: boolean) {
      const isIts = (seat: Taken) => seat.roomId === roomId && seat.page.id === pageId;
      if (!lost) return void release(isIts);
      for (const seat of taken.filter(isIts)) {
        seat.waiting?.();
        seat.waiting = clock.after(limits.placeKeptMs, () => letGo(seat.roomId, seat.personId));
      }
    },

    /** Takes a seat, or goes on in one; any other that this person had is let go. */
    join(person: Me, page: Page, input: Input<'voice:join'>) {
      const { roomId } = input;
      // Its seat would outlive it: only a page that is inside is missed when it goes.
      if (!isPageInside(roomId, person.id, page.id)) refuse('not-inside');
      const asked = isFull(roomId, person.id) ? { ...input, step: 'text' as const } : input;
      const seat = resume(person, page, asked) ?? takeNew(person, page, asked);
      if (seat.step === 'text' || pieceIsElsewhere(roomId, person.id)) seat.muted = true;
      announce(roomId);
      return { seat: asSeat(seat), ...circle(roomId), ice: ice.give() };
    },

    leave(page: Page, roomId: string): null {
      release((seat) => seat.page.id === page.id && seat.roomId === roomId);
      return null;
    },

    /** Nobody but the one who has the talking piece unmutes while it is out: refuses with `piece-elsewhere`. */
    mute(page: Page, { roomId, muted }: Input<'voice:mute'>): null {
      const seat = seatOfPage(page, roomId);
      if (!muted && pieceIsElsewhere(roomId, seat.personId)) refuse('piece-elsewhere');
      if (!muted && seat.step === 'text') refuse('voice-full');
      return seat.muted === muted ? null : change(seat, { muted });
    },

    /** Mutes someone of lower standing. There is no way to unmute somebody else. */
    hostMute(host: Me, { roomId, personId }: Input<'voice:host-mute'>): null {
      const seat = seatOfPerson(roomId, personId) ?? refuse('not-found');
      if (!standsOver(host.role, seat.page.person?.role ?? 'peer')) refuse('not-allowed');
      if (!seat.muted) change(seat, { muted: true });
      hall.announce(roomId, 'voice:host-muted', { roomId, personId, by: host.name });
      return null;
    },

    hand(page: Page, { roomId, raised }: Input<'voice:hand'>): null {
      const seat = seatOfPage(page, roomId);
      if (raised === (seat.hand !== null)) return null;
      return change(seat, { hand: raised ? ++hands : null });
    },

    step(page: Page, { roomId, step }: Input<'voice:step'>): null {
      const seat = seatOfPage(page, roomId);
      if (seat.step === step) return null;
      if (seat.step === 'text' && step !== 'text' && isFull(roomId, seat.personId)) refuse('voice-full');
      return change(seat, { step, muted: seat.muted || step === 'text' });
    },

    /** Whoever is given the piece stays muted until they unmute themselves; all the others are muted. */
    piece(person: Me, page: Page, { roomId, to }: Input<'voice:piece'>): null {
      const looksAfter = can(person.role, 'mute someone in voice');
      if (!looksAfter) seatOfPage(page, roomId);
      if (pieceIsElsewhere(roomId, person.id) && !looksAfter) {
        const freeInMs = pieceFreeInMs(roomId);
        if (to !== null || freeInMs > 0) refuse('piece-elsewhere', freeInMs);
      }
      if (to === null) pieces.delete(roomId);
      else {
        if (!seatOfPerson(roomId, to)) refuse('not-found');
        pieces.set(roomId, { holder: to, since: clock.now() });
        for (const seat of seatsIn(roomId)) if (seat.personId !== to) seat.muted = true;
      }
      announce(roomId);
      return null;
    },

    /**
     * Passes a signal on, from a seat of this very page to another seat of the same circle. Neither may be one by
     * text: nobody hears the others whom the roster shows without sound.
     */
    signal(page: Page, asked: Input<'voice:signal'>): null {
      const circleOf = seatsIn(asked.roomId);
      const from = circleOf.find(({ id }) => id === asked.from);
      if (from?.page.id !== page.id) refuse('not-yours');
      const to = circleOf.find(({ id }) => id === asked.to);
      if (!to || from.step === 'text' || to.step === 'text') refuse('not-found');
      const passed = signals.passed(asked);
      if (passed) to.page.tell('voice:signalled', { ...asked, signal: passed });
      return null;
    },

    /** Fresh ways to reach the others. Only for whoever has a seat. */
    ice(page: Page, roomId: string) {
      seatOfPage(page, roomId);
      return ice.give();
    },
    /** Ways that are good for a moment, to try whether the relay can be reached. */
    try: () => ice.give(limits.triedRelaySeconds),

    close() {
      for (const { waiting } of taken) waiting?.();
    },
  };
}

export type Voice = ReturnType<typeof createVoice>;

const asSeat = ({ id, personId, muted, step, hand }: Taken): Seat => ({ id, personId, muted, step, hand });
