import type { Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Later } from '../ui/Later';
import { type Asked, hearAsked } from './asked';
import { voiceOf } from './voice';

/** The sound check before one speaks, or by itself; mending what is not heard. */
export type SoundHelp = 'before-speaking' | 'check' | 'mend';

/** What helps with sound, in a dialog over the room; and what others ask who mend theirs. Fetched when needed. */
export function SoundHelpPlace({
  app,
  room,
  help,
}: {
  app: App;
  room: RoomState;
  help: Signal<SoundHelp | undefined>;
}) {
  const asked = useMemo(() => hearAsked({ link: app.link, voice: voiceOf(app), room }), []);
  useEffect(() => asked.close, []);
  const wanted = help.value;
  const close = () => {
    help.value = undefined;
  };
  const words = app.words.value.shell.later;
  const questions = <Questions app={app} room={room} asked={asked} />;
  if (!wanted) return questions;
  if (wanted === 'mend')
    return (
      <Later key="mend" part={() => import('./check/MendDialog')} words={words}>
        {({ MendDialog }) => (
          <MendDialog app={app} room={room} onClose={close}>
            {questions}
          </MendDialog>
        )}
      </Later>
    );
  return (
    <Later key="check" part={() => import('./check/CheckDialog')} words={words}>
      {({ CheckDialog }) => (
        <CheckDialog app={app} room={room} toSpeak={wanted === 'before-speaking'} onClose={close} />
      )}
    </Later>
  );
}

function Questions({ app, room, asked }: { app: App; room: RoomState; asked: Asked }) {
  if (asked.by.value.length === 0) return null;
  return (
    <Later part={() => import('./check/Asked')} words={app.words.value.shell.later}>
      {({ Asked: Question }) =>
        asked.by.value.map((personId) => (
          <Question
            key={personId}
            app={app}
            room={room}
            personId={personId}
            onAnswered={() => asked.answered(personId)}
          />
        ))
      }
    </Later>
  );
}
