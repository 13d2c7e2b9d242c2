import type { Signal } from '@preact/signals';
import type { App } from '../app-state';
import { choices } from './choices';
import { SmallSoundsChoice } from './SmallSounds';
import type { SoundHelp } from './SoundHelp';
import { voiceOf } from './voice';

/** What is good to know of voice before joining, and what one may choose once and for all. */
export function About({ app, help }: { app: App; help: Signal<SoundHelp | undefined> }) {
  const { voice: words } = app.words.value;
  const { relayed } = app.house.value.voice;
  return (
    <details class="voice-about">
      <summary>{words.about}</summary>
      <p>{relayed ? words.relayed : words.direct}</p>
      <p>{words.neverRecorded}</p>
      <p class="row">
        <button
          type="button"
          onClick={() => {
            help.value = 'check';
          }}
        >
          {words.checkSound}
        </button>
        <a href="/practice">{words.practice.title}</a>
      </p>
      <label class="voice-plain">
        <input
          type="checkbox"
          checked={choices.plain.chosen.value}
          onChange={({ currentTarget }) => {
            choices.plain.choose(currentTarget.checked);
            void voiceOf(app).changeMicrophone();
          }}
        />
        {words.plain}
      </label>
      <p class="quiet-text">{words.plainHint}</p>
      <SmallSoundsChoice app={app} />
    </details>
  );
}
