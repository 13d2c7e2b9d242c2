import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { Dialog } from '../../ui/Dialog';
import { AskOthers } from './AskOthers';
import { MendMicrophone } from './MendMicrophone';
import { MendSpeaker } from './MendSpeaker';
import { MendWay } from './MendWay';
import { type MendStep, mendSteps } from './mend';
import { type MendNeeds, Next, Step } from './Steps';
import { checkWords } from './words';

/** "I can't hear, they can't hear me": four steps that look at what is there, with one thing to do at each. */
export function MendDialog({
  app,
  room,
  onClose,
  children,
}: {
  app: App;
  room: RoomState;
  onClose: () => void;
  /** What others ask meanwhile: it could not be reached behind this dialog. */
  children: ComponentChildren;
}) {
  const words = checkWords(app);
  const step = useSignal<MendStep>('microphone');
  const place = mendSteps.indexOf(step.value);
  const next = (isWell: boolean) => (
    <Next
      label={words.next}
      ready={isWell}
      onNext={() => {
        step.value = mendSteps[place + 1] ?? 'ask';
      }}
    />
  );
  const needs: MendNeeds = { app, room, next };
  return (
    <Dialog app={app} title={words.mend.title} onClose={onClose}>
      {children}
      <Step title={words.step(place + 1, mendSteps.length, words.mend.names[step.value])}>
        {step.value === 'microphone' && <MendMicrophone {...needs} />}
        {step.value === 'speaker' && <MendSpeaker {...needs} />}
        {step.value === 'way' && <MendWay {...needs} />}
        {step.value === 'ask' && <AskOthers app={app} room={room} onDone={onClose} />}
      </Step>
    </Dialog>
  );
}
