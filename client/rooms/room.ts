import type { ReadonlySignal } from '@preact/signals';
import type { Board } from '../../shared/boards';
import type { Present } from '../../shared/presence';
import type { Room, StepBack } from '../../shared/rooms';
import type { Seat } from '../../shared/voice';

/** A room as this page lives in it: kept up to date by facts, made whole again at every (re-)entry. */
export interface RoomState {
  readonly roomId: string;
  readonly room: ReadonlySignal<Room>;
  readonly here: ReadonlySignal<Present[]>;
  /** Who is in voice: from `room:enter` and `voice:changed`. */
  readonly seats: ReadonlySignal<Seat[]>;
  readonly boards: ReadonlySignal<Board[]>;
  /** Only hosts have any to see. */
  readonly stepBacks: ReadonlySignal<StepBack[]>;
  /** The server says we are in. False while the line is lost and until we have entered again. */
  readonly inside: ReadonlySignal<boolean>;
  /** Runs now if inside, and after every (re-)entry: so after each reconnect. */
  whenInside(run: () => void): () => void;
  /** Runs when this page is out for good (left, let go, exit): release things now. */
  whenOutside(run: () => void): () => void;
  leave(): void;
}
