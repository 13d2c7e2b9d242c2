import type { Input } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Me } from '../../shared/people';
import { standsOver } from '../../shared/roles';
import type { Seat } from '../../shared/voice';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import type { Page } from '../sockets';
import type { IceGiver } from './ice';
import { relayed } from './relayed';

/** A seat belongs to the page that took it, and goes with it. */
type Taken = Seat & { roomId: string; page: Page };

/**
 * Who is in voice, and what their browsers say to each other while they connect. The sound itself never
 * comes here. One seat a person: nobody speaks in two places at once.
 */
export function createVoice({
  hall,
  ice,
  isPageInside,
}: {
  hall: Hall;
  ice: IceGiver;
  isPageInside: (roomId: string, personId: string, pageId: string) => boolean;
}) {
  let taken: readonly Taken[] = [];

  const seatOf = (page: Page, roomId: string) =>
    taken.find((seat) => seat.page.id === page.id && seat.roomId === roomId);

  const seats = (roomId: string): Seat[] =>
    taken
      .filter((seat) => seat.roomId === roomId)
      .map(({ id, personId, muted }) => ({ id, personId, muted }));

  const announce = (roomId: string) =>
    hall.announce(roomId, 'voice:changed', { roomId, seats: seats(roomId) });

  function release(which: (seat: Taken) => boolean): Taken[] {
    const released = taken.filter(which);
    taken = taken.filter((seat) => !which(seat));
    for (const roomId of new Set(released.map((seat) => seat.roomId))) announce(roomId);
    return released;
  }

  function mute(seat: Taken, muted: boolean) {
    if (seat.muted === muted) return;
    seat.muted = muted;
    announce(seat.roomId);
  }

  function letGo(roomId: string, personId: string) {
    for (const { id, page } of release((seat) => seat.roomId === roomId && seat.personId === personId))
      page.tell('voice:let-go', { roomId, seatId: id, why: 'outside' });
  }
  hall.onExpel(letGo);

  return {
    /** The room's circle, in the order of coming. */
    seats,
    /** How many seats are taken in all rooms. */
    seatsTaken: () => taken.length,
    /** Someone is no longer inside: their seat is free now, and their page is told. */
    letGo,
    /** A page left or its line broke: its seat is free now. It takes a new one when it is back. */
    pageGone: (pageId: string) => void release((seat) => seat.page.id === pageId),
    /** Fresh ways to reach the others. */
    ice: ice.give,

    /** Takes a seat; a seat that this person had before is let go. Refuses with `voice-full`. */
    join(person: Me, page: Page, { roomId, muted }: Input<'voice:join'>) {
      // Its seat would outlive it: only a page that is inside is missed when it goes.
      if (!isPageInside(roomId, person.id, page.id)) refuse('not-inside');
      const others = taken.filter((seat) => seat.roomId === roomId && seat.personId !== person.id);
      if (others.length >= limits.voicePeers) refuse('voice-full');
      for (const old of release((seat) => seat.personId === person.id))
        if (old.page.id !== page.id)
          old.page.tell('voice:let-go', { roomId: old.roomId, seatId: old.id, why: 'elsewhere' });
      const seat: Seat = { id: newId(), personId: person.id, muted };
      taken = [...taken, { ...seat, roomId, page }];
      announce(roomId);
      return { seat, seats: seats(roomId), ice: ice.give() };
    },

    leave(page: Page, roomId: string): null {
      release((seat) => seat.page.id === page.id && seat.roomId === roomId);
      return null;
    },

    mute(page: Page, { roomId, muted }: Input<'voice:mute'>): null {
      mute(seatOf(page, roomId) ?? refuse('not-found'), muted);
      return null;
    },

    /** Mutes someone of lower standing. There is no way to unmute somebody else. */
    hostMute(host: Me, { roomId, personId }: Input<'voice:host-mute'>): null {
      const seat =
        taken.find((one) => one.roomId === roomId && one.personId === personId) ?? refuse('not-found');
      if (!standsOver(host.role, seat.page.person?.role ?? 'peer')) refuse('not-allowed');
      mute(seat, true);
      hall.announce(roomId, 'voice:host-muted', { roomId, personId, by: host.name });
      return null;
    },

    /** Passes a signal on, from a seat of this very page to another seat of the same circle. */
    signal(page: Page, { roomId, from, to, epoch, signal }: Input<'voice:signal'>): null {
      if (seatOf(page, roomId)?.id !== from) refuse('not-yours');
      const other = taken.find((seat) => seat.id === to && seat.roomId === roomId) ?? refuse('not-found');
      if (Buffer.byteLength(JSON.stringify(signal)) > limits.signalBytes) refuse('too-large');
      const passed = ice.relayOnly ? relayed(signal) : signal;
      if (passed) other.page.tell('voice:signalled', { roomId, from, to, epoch, signal: passed });
      return null;
    },
  };
}

export type Voice = ReturnType<typeof createVoice>;
