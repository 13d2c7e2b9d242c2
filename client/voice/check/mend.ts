import type { Seat } from '../../../shared/voice';
import type { RoomState } from '../../rooms/room';
import type { PairView } from '../pair';
import type { Voice } from '../voice';
import type { Loudness } from './meter';

export const mendSteps = ['microphone', 'speaker', 'way', 'ask'] as const;
export type MendStep = (typeof mendSteps)[number];

/**
 * Why one is not heard, as far as this page can see: the first thing that is in the way, or how loud one is.
 * `weak`: the line carries no voice of ours just now. `elsewhere`: somebody else has the talking piece.
 */
export type MicrophoneFinding =
  | 'away'
  | 'joining'
  | 'by-text'
  | 'weak'
  | 'elsewhere'
  | 'muted'
  | 'held'
  | Loudness;

export function whyNotHeard({
  voice,
  me,
  piece,
  pushToTalk,
  loudness,
}: {
  voice: Voice;
  me: string | undefined;
  /** Who has the talking piece. */
  piece: string | null;
  pushToTalk: boolean;
  loudness: Loudness;
}): MicrophoneFinding {
  if (voice.at === 'joining') return 'joining';
  if (voice.at !== 'talking') return 'away';
  if (voice.step === 'text') return 'by-text';
  if (voice.step === 'listen') return 'weak';
  if (voice.muted) return piece !== null && piece !== me ? 'elsewhere' : 'muted';
  if (pushToTalk && loudness !== 'well') return 'held';
  return loudness;
}

/** How it is between us and one other person. */
export type PairFinding = 'connecting' | 'both' | 'weak' | 'not-from' | 'not-to' | 'neither';

export function howItIs({ state, hearsThem, hearsMe, isWeak }: PairView): PairFinding {
  if (state !== 'connected' && hearsThem && hearsMe) return 'connecting';
  if (!hearsThem) return hearsMe ? 'not-from' : 'neither';
  if (!hearsMe) return 'not-to';
  return isWeak ? 'weak' : 'both';
}

/** Everyone in voice with us who can hear. */
export const othersWhoHear = (seats: readonly Seat[], me: string | undefined): string[] =>
  seats.filter(({ personId, step }) => personId !== me && step !== 'text').map(({ personId }) => personId);

export const nameIn = (room: RoomState, personId: string) =>
  room.here.value.find(({ person }) => person.id === personId)?.person.name ?? '…';
