import { renderToString } from 'preact-render-to-string';
import type { Charter } from '../../shared/house';
import { type Language, wordsOf } from '../words/words';
import { CrisisList } from './HelpScreen';

/** Why someone cannot have the page they asked for just now. */
interface Waiting {
  language: Language;
  charter: Charter;
  why: 'too-fast' | 'store-down' | 'broken';
  /** When it is worth asking again. */
  seconds: number;
  /** What belongs in <head> to look like the house. */
  styles: string;
}

/** A whole document that says why, when to ask again, and what help there is outside. It runs no script. */
export function drawWaiting({ language, charter, why, seconds, styles }: Waiting): string {
  const { waiting, help } = wordsOf[language].house;
  return `<!doctype html>\n${renderToString(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{waiting.title}</title>
        {'STYLES'}
      </head>
      <body>
        <main>
          <article class="page">
            <h1>{waiting.title}</h1>
            <p class="lead">{waiting.why[why]}</p>
            <p>{waiting.again(seconds)}</p>
            <p>
              <a class="button primary" href="?">
                {waiting.tryAgain}
              </a>
            </p>
            {charter.crisis.length > 0 && (
              <>
                <h2>{help.title}</h2>
                <CrisisList crisis={charter.crisis} />
              </>
            )}
          </article>
        </main>
      </body>
    </html>,
  ).replace('STYLES', () => styles)}`;
}
