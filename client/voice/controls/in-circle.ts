import type { Seat } from '../../../shared/voice';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import type { PairView } from '../pair';
import { voiceOf } from '../voice';
import { type ControlsWords, controlsWords } from './words';

/** One of those in voice, with all that is known of them and of our line to them. */
export interface Someone {
  seat: Seat;
  name: string;
  isMe: boolean;
  isSpeaking: boolean;
  hasPiece: boolean;
  /** Which hand it is in the order of raising, from 1; undefined while it is down. */
  hand: number | undefined;
  /** Undefined for ourselves, and where one of us has no sound. */
  line: PairView | undefined;
}

/** Everyone in this room's voice, in the order of coming. */
export function inCircle(app: App, room: RoomState): Someone[] {
  const { pairs, speaking } = voiceOf(app);
  const me = app.me.value?.id;
  const raised = room.seats.value
    .filter(({ hand }) => hand !== null)
    .sort((one, other) => (one.hand ?? 0) - (other.hand ?? 0));
  return room.seats.value.map((seat) => ({
    seat,
    name: nameIn(room, seat.personId),
    isMe: seat.personId === me,
    isSpeaking: speaking.value.has(seat.personId),
    hasPiece: room.piece.value === seat.personId,
    hand: seat.hand === null ? undefined : raised.indexOf(seat) + 1,
    line: pairs.value.get(seat.personId),
  }));
}

export const nameIn = (room: RoomState, personId: string) =>
  room.here.value.find(({ person }) => person.id === personId)?.person.name ?? '…';

/** Which way it is broken, if it is. */
export function breakOf({ state, hearsThem, hearsMe }: PairView): keyof ControlsWords['broken'] | undefined {
  if (hearsThem !== hearsMe) return hearsThem ? 'there' : 'here';
  return state === 'mending' || !hearsThem ? 'both' : undefined;
}

/** How someone is in voice, most telling first. */
export function sayHow({ how }: ControlsWords, someone: Someone): string {
  const { seat, isSpeaking, hasPiece, hand, line } = someone;
  const isWeak = line?.isWeak === true;
  const said = [
    hasPiece && how.piece,
    sayStep(how, seat, isSpeaking, isWeak),
    line && (breakOf(line) ? how.mending : line.state === 'connecting' && how.connecting),
    seat.step === 'low' && how.low,
    isWeak && seat.step !== 'listen' && how.weak,
    hand !== undefined && how.hand(hand),
  ];
  return said.filter(Boolean).join(', ');
}

function sayStep(how: ControlsWords['how'], { step, muted }: Seat, isSpeaking: boolean, isWeak: boolean) {
  if (step === 'text') return how.text;
  if (step === 'listen') return isWeak ? how.listenWeak : how.listen;
  if (muted) return how.muted;
  return isSpeaking ? how.speaking : how.silent;
}

/** Our line to someone in plain words. Whose fault it is can only be said from several lines. */
export function sayLine(app: App, { name, line }: Someone): string {
  const words = controlsWords(app);
  if (!line) return words.noLine(name);
  const broken = breakOf(line);
  if (broken) return words.broken[broken](name);
  if (!line.quality) return words.notMeasured;
  if (!line.isWeak) return words.good;
  const lines = [...voiceOf(app).pairs.value.values()];
  if (lines.length < 2) return words.weak.between(name);
  return lines.filter(({ isWeak }) => isWeak).length * 2 > lines.length
    ? words.weak.yours
    : words.weak.theirs(name);
}
