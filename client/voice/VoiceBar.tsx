import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Step } from '../../shared/steps';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Later } from '../ui/Later';
import { About } from './About';
import { choices } from './choices';
import { useSmallSounds } from './SmallSounds';
import { type SoundHelp, SoundHelpPlace } from './SoundHelp';
import { refusalText, type Voice, type VoiceState, voiceOf } from './voice';
import './voice.css';

/** Speak, mute and leave voice; how voice is; and what there is to know about it. */
export function VoiceBar({ app, room }: { app: App; room: RoomState }) {
  const voice = voiceOf(app);
  const { voice: words } = app.words.value;
  const state = voice.state.value;
  const bar = useKeptFocus(state.at);
  const help = useSignal<SoundHelp | undefined>(undefined);
  useMuteKey(voice);
  useSmallSounds(app, room);
  const trouble =
    state.at === 'refused' ? refusalText(app.words.value, state.why) : voice.note.value?.(app.words.value);

  return (
    <section class="voice-bar" aria-label={words.title} ref={bar}>
      <p class={voice.speaking.value.size > 0 ? 'voice-status speaks' : 'voice-status'}>
        {statusText(app, room, voice, state)}
      </p>
      {isSeated(state) ? <Trouble app={app} help={help} /> : <About app={app} help={help} />}
      {trouble && <p class="voice-trouble">{trouble}</p>}
      {app.parts.value.relay === 'out' && <p class="voice-trouble">{app.words.value.shell.relayOut}</p>}
      <div class="voice-actions">
        <Actions app={app} room={room} voice={voice} state={state} help={help} />
      </div>
      {isSeated(state) && (
        <Later part={() => import('./controls/Controls')} words={app.words.value.shell.later}>
          {({ Controls }) => <Controls app={app} room={room} help={help} />}
        </Later>
      )}
      <SoundHelpPlace app={app} room={room} help={help} />
    </section>
  );
}

/** In the place where it said what there is to know, for now it matters whether one hears. */
function Trouble({ app, help }: { app: App; help: Signal<SoundHelp | undefined> }) {
  const mend = () => {
    help.value = 'mend';
  };
  return (
    <button type="button" class="plain voice-mend" onClick={mend}>
      {app.words.value.voice.trouble}
    </button>
  );
}

function Actions({
  app,
  room,
  voice,
  state,
  help,
}: {
  app: App;
  room: RoomState;
  voice: VoiceState;
  state: Voice;
  help: Signal<SoundHelp | undefined>;
}) {
  const { voice: words } = app.words.value;
  // Many people click twice: the second click would land on the button that has just come here.
  const leave = (event: MouseEvent) => event.detail < 2 && voice.leave();
  function speak() {
    if (choices.checked.chosen.peek()) void voice.speak(room);
    else help.value = 'before-speaking';
  }

  if (state.at === 'away' || state.at === 'refused')
    return (
      <>
        <button key="main" type="button" class="primary" title={words.speakHint} onClick={speak}>
          {state.at === 'away' ? words.speak : words.tryAgain}
        </button>
        <button key="listen" type="button" title={words.listenHint} onClick={() => voice.listen(room)}>
          {words.listen}
        </button>
        {state.at === 'refused' && (
          <button key="text" type="button" title={words.byTextHint} onClick={() => voice.byText(room)}>
            {words.byText}
          </button>
        )}
      </>
    );
  const isWaiting = state.at === 'joining' && state.muted;
  const isHeard = state.at !== 'talking' || sends(state.step);
  // Then holding the button beside it is what one mostly does.
  const holds = choices.pushToTalk.chosen.value && !state.muted;
  return (
    <>
      <button
        key="main"
        type="button"
        class={holds ? '' : 'primary'}
        title={isHeard ? words.muteHint : words.speakHint}
        aria-keyshortcuts="Alt+M"
        aria-disabled={isWaiting || (state.muted && isPieceElsewhere(app, room))}
        onClick={(event) => event.detail < 2 && toggle(voice)}
      >
        {isWaiting ? words.connecting : isHeard ? words[state.muted ? 'unmute' : 'mute'] : words.speak}
      </button>
      {voice.heldBack.value && (
        <button key="hear" type="button" class="primary" title={words.hearThemWhy} onClick={voice.hear}>
          {words.hearThem}
        </button>
      )}
      <button key="leave" type="button" onClick={leave}>
        {words.leave}
      </button>
    </>
  );
}

/** One line, not a live region: what happens to this person is announced, what others do is only shown. */
function statusText(app: App, room: RoomState, voice: VoiceState, state: Voice): string {
  const { voice: words } = app.words.value;
  const { speaking } = voice;
  const me = app.me.value?.id;
  const names = (personIds: Iterable<string>) =>
    [...personIds]
      .sort((one, other) => Number(other === me) - Number(one === me))
      .map((id) => (id === me ? words.you : nameOf(room, id)))
      .join(', ');

  const seated = room.seats.value.map(({ personId }) => personId);
  if (state.at === 'away' || state.at === 'refused')
    return seated.length === 0 ? words.nobody : words.who(names(seated));
  if (!room.inside.value) return words.connectingLineLost;
  if (state.at === 'joining') return words.connecting;
  const heard = speaking.value.size > 0 ? words.speakingNow(names(speaking.value)) : '';
  const happening = heard || (seated.length < 2 ? words.alone : '');
  const mine = sayMine(app, voice, state);
  return mine === words.live ? happening || mine : [mine, happening].filter(Boolean).join(' ');
}

/** Whether one is heard oneself. */
function sayMine(app: App, { talkHeld }: VoiceState, { step, muted }: Extract<Voice, { at: 'talking' }>) {
  const { voice: words } = app.words.value;
  if (step === 'text') return words.inByText;
  if (step === 'listen') return words.onlyListens;
  if (muted) return words.muted;
  return choices.pushToTalk.chosen.value && !talkHeld.value ? words.held : words.live;
}

const nameOf = (room: RoomState, id: string) =>
  room.here.value.find(({ person }) => person.id === id)?.person.name ?? '…';

/** Then one cannot unmute; the bar says so beside it, and so does whoever tries. */
const isPieceElsewhere = (app: App, { piece }: RoomState) =>
  piece.value !== null && piece.value !== app.me.value?.id;

const isSeated = ({ at }: Voice) => at === 'joining' || at === 'talking';
const sends = (step: Step) => step === 'voice' || step === 'low';

function toggle(voice: VoiceState) {
  const state = voice.state.value;
  if (state.at === 'talking' && !sends(state.step)) void voice.speakAgain();
  else if (state.at === 'talking' && state.muted) void voice.unmute();
  else if (state.at === 'joining' || state.at === 'talking') voice.mute();
}

/** Alt+M works wherever one is on the page, also while writing. */
function useMuteKey(voice: VoiceState) {
  useEffect(() => {
    function hear(event: KeyboardEvent) {
      const { at } = voice.state.value;
      if (at !== 'talking' && at !== 'joining') return;
      if (event.code !== 'KeyM' || !event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      // A Mac would write the letter µ.
      event.preventDefault();
      toggle(voice);
    }
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [voice]);
}

/** The button that had the focus may be gone with the state it belonged to: then the bar's first one has it. */
function useKeptFocus(at: Voice['at']) {
  const bar = useRef<HTMLElement>(null);
  const had = bar.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (had && !bar.current?.contains(document.activeElement))
      bar.current?.querySelector<HTMLElement>('.voice-actions button')?.focus();
  }, [at]);
  return bar;
}
