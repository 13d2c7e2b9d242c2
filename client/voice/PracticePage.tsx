import type { App } from '../app-state';
import { Later } from '../ui/Later';

/** A room to try voice in, with nobody else. What it says first can be read before any script runs. */
export function PracticePage({ app }: { app: App }) {
  const { practice } = app.words.value.voice;
  return (
    <article class="page">
      <h1 tabIndex={-1}>{practice.title}</h1>
      <p class="lead">{practice.lead}</p>
      <noscript>
        <p class="notice quiet">{practice.noScript}</p>
      </noscript>
      <Later part={() => import('./check/PracticeRoom')} words={app.words.value.shell.later}>
        {({ PracticeRoom }) => <PracticeRoom app={app} />}
      </Later>
    </article>
  );
}
