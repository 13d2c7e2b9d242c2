import { effect, type ReadonlySignal } from '@preact/signals';
import type { Seat } from '../../shared/voice';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { choices } from './choices';
import { createSounds, type Sound, type Sounds } from './sounds';
import type { VoiceState } from './voice';

type Heard = {
  app: Pick<App, 'me' | 'line' | 'words' | 'announce'>;
  room: Pick<RoomState, 'seats' | 'here'>;
  voice: { state: VoiceState['state']; speaking: ReadonlySignal<ReadonlySet<string>> };
};

/** Of others, no more than one sound in this time: many may come back at once. */
const othersEachMs = 2_000;
/** After we come in, or come back, it takes so long until all who were there have their places again. */
const settlingMs = 5_000;

/**
 * Gives each change of voice its sound, while one is in it with sound: what happens to oneself, unless that is off;
 * what others do only for those who chose so. Gives what ends it.
 */
export function followVoice({ app, room, voice }: Heard, sounds: Sounds = createSounds()): () => void {
  const me = () => app.me.peek()?.id;
  let own: { isMuted: boolean; isLost: boolean } | undefined;
  let known: Seat[] | undefined;
  let othersAt = Number.NEGATIVE_INFINITY;
  let settledAt = Number.POSITIVE_INFINITY;

  const play = (sound: Sound) => {
    if (choices.sounds.chosen.peek() !== 'off') sounds.play(sound, voice.speaking.peek().size > 0);
  };

  function playOfOthers(sound: Sound) {
    if (choices.sounds.chosen.peek() !== 'all' || performance.now() - othersAt < othersEachMs) return;
    othersAt = performance.now();
    play(sound);
  }

  function followSelf() {
    const state = voice.state.value;
    const now = { isMuted: 'muted' in state && state.muted, isLost: app.line.value !== 'none' };
    const before = own;
    own = state.at === 'talking' && state.step !== 'text' ? now : undefined;
    if (!own) return;
    if (before?.isLost !== now.isLost) {
      if (!now.isLost) settledAt = performance.now() + settlingMs;
      play(now.isLost ? 'line-lost' : 'connected');
    } else if (before.isMuted !== now.isMuted) play(now.isMuted ? 'muted' : 'unmuted');
  }

  function followOthers() {
    const seats = room.seats.value;
    const before = known;
    known = own && !own.isLost ? seats : undefined;
    if (!known || !before) return;
    const isSettling = performance.now() < settledAt;
    for (const { personId, hand } of seats) {
      const was = before.find((seat) => seat.personId === personId);
      const isNewHand = hand !== null && was?.hand === null;
      if (personId === me()) isNewHand && play('hand');
      else if (isSettling) continue;
      else if (!was) cameIn(personId);
      else if (isNewHand) playOfOthers('hand');
    }
  }

  function cameIn(personId: string) {
    playOfOthers('came-in');
    const name = room.here.peek().find(({ person }) => person.id === personId)?.person.name;
    if (name && choices.sounds.chosen.peek() === 'all') app.announce(app.words.peek().sounds.cameIn(name));
  }

  const stop = effect(() => {
    followSelf();
    followOthers();
  });
  return () => {
    stop();
    sounds.close();
  };
}
