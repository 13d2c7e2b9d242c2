import type { Signal } from '@preact/signals';
import type { Board } from '../../shared/boards';
import type { Present } from '../../shared/presence';
import type { Room, StepBack } from '../../shared/rooms';
import type { Seat } from '../../shared/voice';
import type { Link } from '../link';
import type { RoomNotice } from './notices';

interface RoomSignals {
  room: Signal<Room>;
  here: Signal<Present[]>;
  seats: Signal<Seat[]>;
  piece: Signal<string | null>;
  boards: Signal<Board[]>;
  stepBacks: Signal<StepBack[]>;
  notices: Signal<RoomNotice[]>;
}

/** Carries every fact about one room into its signals. Gives what stops it. */
export function hearRoom({
  link,
  roomId,
  signals: { room, here, seats, piece, boards, stepBacks, notices },
  lastSeq,
  namesOf,
}: {
  link: Link;
  roomId: string;
  signals: RoomSignals;
  lastSeq: () => number;
  /** The names someone has said things under. */
  namesOf: (personId: string) => string[];
}): (() => void)[] {
  const ofHere = (told: { roomId: string }) => told.roomId === roomId;

  type Happening = RoomNotice extends infer One
    ? One extends RoomNotice
      ? Omit<One, 'after' | 'at'>
      : never
    : never;
  function notice(happening: Happening) {
    notices.value = [...notices.value, { ...happening, after: lastSeq(), at: Date.now() }];
  }

  const nameOf = (personId: string) =>
    here.value.find(({ person }) => person.id === personId)?.person.name ??
    stepBacks.value.find(({ person }) => person.id === personId)?.person.name;

  return [
    link.hear('presence:changed', (told) => {
      if (ofHere(told)) here.value = put(here.value, told.present, ({ person }) => person.id);
    }),
    link.hear('presence:left', (told) => {
      if (ofHere(told)) here.value = here.value.filter(({ person }) => person.id !== told.personId);
    }),
    link.hear('people:changed', (person) => {
      here.value = here.value.map((present) =>
        present.person.id === person.id ? { ...present, person } : present,
      );
    }),
    link.hear('voice:changed', (told) => {
      if (!ofHere(told)) return;
      seats.value = told.seats;
      piece.value = told.piece;
    }),
    link.hear('voice:host-muted', (told) => {
      const name = nameOf(told.personId);
      if (ofHere(told) && name) notice({ what: 'muted', by: told.by, name });
    }),
    link.hear('board:changed', (board) => {
      if (ofHere(board)) boards.value = put(boards.value, board, ({ id }) => id);
    }),
    link.hear('room:changed', (changed) => {
      if (changed.id === roomId) room.value = changed;
    }),
    link.hear('room:closed', (told) => ofHere(told) && notice({ what: 'closed', by: told.by })),
    link.hear('room:reopened', (told) => ofHere(told) && notice({ what: 'reopened', by: told.by })),
    link.hear('room:keeping-changed', (told) => {
      if (ofHere(told)) notice({ what: 'keeps', by: told.by, keeps: told.keeps });
    }),
    link.hear('people:erased', ({ id }) => {
      const names = new Set([nameOf(id), ...namesOf(id)]);
      stepBacks.value = stepBacks.value
        .filter(({ person }) => person.id !== id)
        .map((one) => (names.has(one.by) ? { ...one, by: '' } : one));
      notices.value = notices.value.filter(
        (one) => !names.has(one.by) && !('name' in one && names.has(one.name)),
      );
    }),
    link.hear('room:stepped-back', (told) => {
      if (!ofHere(told)) return;
      const { person, until, by } = told.stepBack;
      stepBacks.value = put(stepBacks.value, told.stepBack, (one) => one.person.id);
      notice({ what: 'stepped-back', by, name: person.name, until });
    }),
    link.hear('room:welcomed-back', (told) => {
      if (!ofHere(told)) return;
      const name = nameOf(told.personId);
      stepBacks.value = stepBacks.value.filter(({ person }) => person.id !== told.personId);
      if (name) notice({ what: 'welcomed-back', by: told.by, name });
    }),
  ];
}

/** The list with this one in its place, or at the end. */
function put<One>(list: One[], one: One, key: (one: One) => string): One[] {
  const isKnown = list.some((other) => key(other) === key(one));
  return isKnown ? list.map((other) => (key(other) === key(one) ? one : other)) : [...list, one];
}
