import type { Signal } from '@preact/signals';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Later } from '../ui/Later';

/** The sound check before one speaks, or by itself; mending what is not heard. */
export type SoundHelp = 'before-speaking' | 'check' | 'mend';

/** What helps with sound, in a dialog over the room: fetched when it is opened. */
export function SoundHelpPlace({
  app,
  room,
  help,
}: {
  app: App;
  room: RoomState;
  help: Signal<SoundHelp | undefined>;
}) {
  const wanted = help.value;
  if (!wanted) return null;
  const close = () => {
    help.value = undefined;
  };
  return (
    <Later key="check" part={() => import('./check/CheckDialog')} words={app.words.value.shell.later}>
      {({ CheckDialog }) => (
        <CheckDialog app={app} room={room} toSpeak={wanted === 'before-speaking'} onClose={close} />
      )}
    </Later>
  );
}
