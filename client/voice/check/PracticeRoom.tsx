import { useEffect, useMemo } from 'preact/hooks';
import type { App } from '../../app-state';
import { Notice } from '../../ui/Notice';
import { voiceOf } from '../voice';
import { ControlsExplained } from './ControlsExplained';
import { createPractice, type Echo, type Practice } from './practice';
import { TryMicrophone, TrySpeaker } from './Trying';
import { type CheckWords, checkWords } from './words';

/** One's own voice, a sound, and every button of voice to be tried. All of it stays in this page. */
export function PracticeRoom({ app }: { app: App }) {
  const words = checkWords(app);
  const { practice: said } = words;
  const practice = useMemo(createPractice, []);
  useEffect(() => app.onExit(practice.close), []);
  useEffect(() => practice.close, []);
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
        <TrySpeaker speaker={practice.speaker} words={words} />
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

function YourVoice({ app, practice }: { app: App; practice: Practice }) {
  const words = checkWords(app);
  const { practice: said } = words;
  const isOpen = practice.microphone.state.value.at === 'open';
  const echo = practice.echo.value;
  return (
    <>
      <TryMicrophone
        microphone={{ ...practice.microphone, open: practice.open }}
        words={words}
        refused={app.words.value.voice.refused}
      />
      {isOpen && (
        <div class="row">
          <button
            type="button"
            class="primary"
            aria-disabled={echo.at === 'recording'}
            onClick={() => echo.at !== 'recording' && void practice.recordAndPlay()}
          >
            {echo.at === 'none' ? said.record : said.recordAgain}
          </button>
          {echo.at === 'kept' && (
            <button
              type="button"
              aria-disabled={echo.playing}
              onClick={() => !echo.playing && void practice.play()}
            >
              {said.playAgain}
            </button>
          )}
        </div>
      )}
      <p role="status">{sayEcho(echo, said)}</p>
      {echo.at === 'recording' && <p aria-hidden="true">{said.secondsLeft(echo.secondsLeft)}</p>}
    </>
  );
}

function sayEcho(echo: Echo, said: CheckWords['practice']): string {
  switch (echo.at) {
    case 'none':
      return '';
    case 'recording':
      return said.recording;
    case 'failed':
      return said.failed;
    case 'kept':
      return echo.playing ? said.playing : said.played;
  }
}
