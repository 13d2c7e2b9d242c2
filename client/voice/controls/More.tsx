import type { Signal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { Choice } from '../../ui/Choice';
import { About } from '../About';
import { type Choice as Chosen, choices } from '../choices';
import type { SoundHelp } from '../SoundHelp';
import { voiceOf } from '../voice';
import { Devices } from './Devices';
import { People } from './People';
import { TalkingPiece } from './TalkingPiece';
import { controlsWords } from './words';

/** Everything about voice that is not needed at every moment. */
export function More({
  app,
  room,
  help,
  close,
}: {
  app: App;
  room: RoomState;
  help: Signal<SoundHelp | undefined>;
  close: () => void;
}) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const hear = ({ key }: KeyboardEvent) =>
      key === 'Escape' && sheet.current?.contains(document.activeElement) && close();
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  return (
    <div class="voice-sheet" ref={sheet}>
      <People app={app} room={room} />
      <TalkingPiece app={app} room={room} />
      <TakePart app={app} />
      <Devices app={app} />
      <About app={app} help={help} />
      <button type="button" onClick={close}>
        {app.words.value.shell.close}
      </button>
    </div>
  );
}

function TakePart({ app }: { app: App }) {
  const { part: words } = controlsWords(app);
  const voice = voiceOf(app);
  const state = voice.state.value;
  const step = state.at === 'talking' ? state.step : 'voice';
  return (
    <section>
      <h2>{words.title}</h2>
      <Choice
        label={words.label}
        choices={words.steps}
        chosen={step === 'low' ? 'voice' : step}
        onChoose={(to) => void voice.choose(to === 'voice' && choices.saveData.chosen.peek() ? 'low' : to)}
      />
      <Check
        label={words.saveData}
        hint={words.saveDataHint}
        choice={choices.saveData}
        onChoose={voice.saveData}
      />
      <Check label={words.pushToTalk} hint={words.pushToTalkHint} choice={choices.pushToTalk} />
    </section>
  );
}

function Check({
  label,
  hint,
  choice,
  onChoose = choice.choose,
}: {
  label: string;
  hint: string;
  choice: Chosen<boolean>;
  onChoose?: (yes: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="voice-check">
      <label class="voice-plain">
        <input
          type="checkbox"
          aria-describedby={id}
          checked={choice.chosen.value}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
        {label}
      </label>
      <p id={id} class="hint">
        {hint}
      </p>
    </div>
  );
}
