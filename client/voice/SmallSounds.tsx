import { useEffect } from 'preact/hooks';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Choice } from '../ui/Choice';
import { choices } from './choices';
import { voiceOf } from './voice';

/** Gives voice its small sounds, from the moment one comes in. What plays them is loaded then. */
export function useSmallSounds(app: App, room: RoomState) {
  const voice = voiceOf(app);
  const { at } = voice.state.value;
  const isIn = at === 'joining' || at === 'talking';
  useEffect(() => {
    if (!isIn) return;
    let isOver = false;
    let stop = () => {};
    import('./cues').then(
      ({ followVoice }) => {
        if (!isOver) stop = followVoice({ app, room, voice });
      },
      // Without them voice works as usual; whatever they say is announced as well.
      () => undefined,
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [app, room, isIn]);
}

/** Which of them one wants to hear; kept on this device. */
export function SmallSoundsChoice({ app }: { app: App }) {
  const { label, choices: words } = app.words.value.sounds;
  return (
    <Choice
      label={label}
      choices={words}
      chosen={(choices.sounds.chosen.value || 'own') as keyof typeof words}
      onChoose={(one) => choices.sounds.choose(one === 'own' ? '' : one)}
    />
  );
}
