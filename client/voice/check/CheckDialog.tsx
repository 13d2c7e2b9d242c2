import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { Dialog } from '../../ui/Dialog';
import { choices } from '../choices';
import { voiceOf } from '../voice';
import { CheckStep, type WaysOn } from './CheckSteps';
import { createCheck } from './check';
import { useOpened } from './opened';
import { reachRelay } from './reach';
import { checkWords } from './words';

/** The sound check. `toSpeak`: it came before the first "Speak", and ends in speaking. */
export function CheckDialog({
  app,
  room,
  toSpeak,
  onClose,
}: {
  app: App;
  room: RoomState;
  toSpeak: boolean;
  onClose: () => void;
}) {
  const voice = voiceOf(app);
  const words = checkWords(app);
  const { roomId } = room;
  const check = useOpened(app, () =>
    createCheck({ reach: () => reachRelay(() => app.link.ask('voice:try', { roomId })) }),
  );

  /** The microphone is free again before voice asks for it. */
  const then = (go: () => void) => () => {
    check.close();
    onClose();
    go();
  };
  const remember = (go: () => void) =>
    then(() => {
      choices.checked.choose(true);
      go();
    });
  const ways: WaysOn = {
    speak: remember(() => void voice.speak(room)),
    listen: then(() => void voice.listen(room)),
    byText: then(() => {
      void voice.byText(room);
      // Once the dialog has given the focus back.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.composer textarea')?.focus());
    }),
    done: remember(() => undefined),
  };
  const state = voice.state.value;
  const isHeard = state.at === 'talking' && !state.muted;

  if (typeof RTCPeerConnection === 'undefined')
    return (
      <Dialog app={app} title={words.title} onClose={onClose}>
        <p>{app.words.value.voice.refused['no-webrtc']}</p>
        <button type="button" class="primary" onClick={ways.byText}>
          {words.byText}
        </button>
      </Dialog>
    );
  return (
    <Dialog app={app} title={words.title} onClose={onClose}>
      <p class="quiet-text">{isHeard ? words.leadLive : words.lead}</p>
      <CheckStep app={app} check={check} ways={ways} toSpeak={toSpeak} />
      {check.step.value !== 'end' && (
        <button type="button" class="plain" onClick={toSpeak ? ways.speak : ways.done}>
          {toSpeak ? words.skip : words.skipOnly}
        </button>
      )}
    </Dialog>
  );
}
