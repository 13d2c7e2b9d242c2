import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { choices } from '../choices';
import type { SoundHelp } from '../SoundHelp';
import { type VoiceState, voiceOf } from '../voice';
import { createHold } from './hold';
import { inCircle } from './in-circle';
import { Lines } from './Lines';
import { Marked } from './Marked';
import { More } from './More';
import { tellNews } from './news';
import { controlsWords } from './words';
import './controls.css';

interface InRoom {
  app: App;
  room: RoomState;
}

/** What the bar has for whoever is in voice, beside muting and leaving. */
export function Controls({ app, room, help }: InRoom & { help: Signal<SoundHelp | undefined> }) {
  const words = controlsWords(app);
  const voice = voiceOf(app);
  const hold = useMemo(() => createHold(voice), []);
  const isOpen = useSignal(false);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(hold.listen, []);
  useEffect(() => tellNews(app, room), []);
  const flipHand = useHand(app, room, voice);
  const state = voice.state.value;
  const mayHold =
    choices.pushToTalk.chosen.value && state.at === 'talking' && !state.muted && state.step !== 'text';
  const close = () => {
    isOpen.value = false;
    opener.current?.focus();
  };

  return (
    <>
      <Lines app={app} room={room} openPiece={() => openPiece(isOpen)} />
      <div class="voice-actions">
        {mayHold && (
          <button
            key="hold"
            type="button"
            class={voice.talkHeld.value ? 'hold is-held' : 'hold primary'}
            aria-pressed={voice.talkHeld.value}
            aria-keyshortcuts="Alt+T"
            title={words.holdHint}
            {...hold.button}
          >
            {words.holdToTalk}
          </button>
        )}
        <button
          key="hand"
          type="button"
          aria-keyshortcuts="Alt+H"
          title={words.handHint}
          onClick={(event) => event.detail < 2 && flipHand()}
        >
          <Marked by="hand">{isRaised(app, room) ? words.lowerHand : words.raiseHand}</Marked>
        </button>
        <button
          key="more"
          ref={opener}
          type="button"
          aria-expanded={isOpen.value}
          aria-controls={id}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          {words.more}
        </button>
      </div>
      <div id={id} class="voice-more" hidden={!isOpen.value}>
        {isOpen.value && <More app={app} room={room} help={help} close={close} />}
      </div>
    </>
  );
}

/** To whoever wants to pass it on, with the focus on whom to pass it to. */
function openPiece(isOpen: { value: boolean }) {
  isOpen.value = true;
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.voice-piece select')?.focus());
}

const isRaised = (app: App, room: RoomState) =>
  inCircle(app, room).some(({ isMe, hand }) => isMe && hand !== undefined);

/** Alt+H works wherever one is on the page, also while writing. */
function useHand(app: App, room: RoomState, voice: VoiceState) {
  const flip = () => void voice.raiseHand(!isRaised(app, room));
  useEffect(() => {
    function hear(event: KeyboardEvent) {
      if (event.code !== 'KeyH' || !event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      // A Mac would write a letter.
      event.preventDefault();
      flip();
    }
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  return flip;
}
