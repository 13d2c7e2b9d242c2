import { type ReadonlySignal, signal } from '@preact/signals';
import type { Link } from '../link';
import type { RoomState } from '../rooms/room';
import type { VoiceState } from './voice';

/** Who asks just now whether they are heard, by their ids: until they are answered, gone, or it is long ago. */
export interface Asked {
  readonly by: ReadonlySignal<readonly string[]>;
  answered(personId: string): void;
  close(): void;
}

const askedForMs = 90_000;

export function hearAsked({
  link,
  voice,
  room,
}: {
  link: Link;
  voice: Pick<VoiceState, 'state'>;
  room: Pick<RoomState, 'roomId' | 'seats'>;
}): Asked {
  const by = signal<readonly string[]>([]);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function forget(personId: string) {
    clearTimeout(timers.get(personId));
    timers.delete(personId);
    if (by.value.includes(personId)) by.value = by.value.filter((one) => one !== personId);
  }

  const stops = [
    link.hear('hearing:asked', ({ roomId, personId }) => {
      // Another page of ours may be the one in voice.
      if (roomId !== room.roomId || voice.state.peek().at !== 'talking') return;
      forget(personId);
      by.value = [...by.value, personId];
      timers.set(
        personId,
        setTimeout(() => forget(personId), askedForMs),
      );
    }),
    room.seats.subscribe((seats) => {
      for (const one of by.peek()) if (!seats.some(({ personId }) => personId === one)) forget(one);
    }),
    voice.state.subscribe(({ at }) => {
      if (at === 'away' || at === 'refused') for (const one of by.peek()) forget(one);
    }),
  ];
  return {
    by,
    answered: forget,
    close() {
      for (const stop of stops) stop();
      for (const one of [...timers.keys()]) forget(one);
    },
  };
}
