import type { App } from '../../app-state';
import { OtherDevices } from './OtherDevices';
import type { Echo, Practice } from './practice';
import { TryMicrophone } from './Trying';
import { type CheckWords, checkWords } from './words';

/** Five seconds of one's own voice, played back. */
export function YourVoice({ app, practice }: { app: App; practice: Practice }) {
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
      >
        <OtherDevices app={app} />
      </TryMicrophone>
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
