import { useMemo } from 'preact/hooks';
import type { App } from '../../app-state';
import { Notice } from '../../ui/Notice';
import { voiceOf } from '../voice';
import { ControlsExplained } from './ControlsExplained';
import { OtherDevices } from './OtherDevices';
import { useOpened } from './opened';
import { createPractice } from './practice';
import { TrySpeaker } from './Trying';
import { checkWords } from './words';
import { YourVoice } from './YourVoice';

/** One's own voice, a sound, and every button of voice to be tried. All of it stays in this page. */
export function PracticeRoom({ app }: { app: App }) {
  const words = checkWords(app);
  const { practice: said } = words;
  const practice = useOpened(app, createPractice);
  const wasMuted = useMutedInRoom(app);

  return (
    <>
      {wasMuted && (
        <Notice>
          <p>{said.mutedInRoom}</p>
        </Notice>
      )}
      <section class="practice-part" aria-labelledby="practice-voice">
        <h2 id="practice-voice">{said.yourVoice}</h2>
        <YourVoice app={app} practice={practice} />
      </section>
      <section class="practice-part" aria-labelledby="practice-ear">
        <h2 id="practice-ear">{words.names.speaker}</h2>
        <TrySpeaker speaker={practice.speaker} words={words} isMain={false}>
          <OtherDevices app={app} />
        </TrySpeaker>
      </section>
      <section class="practice-part" aria-labelledby="practice-controls">
        <h2 id="practice-controls">{said.buttons}</h2>
        <ControlsExplained app={app} practice={practice} />
      </section>
    </>
  );
}

/** Whoever is in voice elsewhere does not practise before the others: they are muted there. */
function useMutedInRoom(app: App): boolean {
  return useMemo(() => {
    const voice = voiceOf(app);
    const { value: state } = voice.state;
    const isLive = (state.at === 'talking' || state.at === 'joining') && !state.muted;
    if (isLive) voice.mute();
    return isLive;
  }, []);
}
