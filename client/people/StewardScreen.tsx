import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { App } from '../app-state';
import { Agreement } from './Agreement';
import { createEntry } from './entry';
import { isAboutName, NameField } from './NameField';

/** The one-time link: whoever holds it looks after the house. The token stays behind the #, out of every log. */
export function StewardScreen({ app }: { app: App }) {
  const { people, refusals, shell } = app.words.value;
  const entry = useMemo(() => createEntry(app), [app]);
  const incomplete = useSignal(false);
  const me = app.me.value;
  const why = entry.why.value;

  async function submit(event: Event) {
    event.preventDefault();
    const token = location.hash.slice(1);
    incomplete.value = token === '';
    if (token !== '' && (await entry.claim(token))) app.go('/house');
  }
  return (
    <article class="page">
      <h1 tabIndex={-1}>{people.steward.title}</h1>
      <p class="lead">{people.steward.text}</p>
      <form onSubmit={submit} class="stack">
        {me ? <p>{people.steward.as(me.name)}</p> : <NameField app={app} entry={entry} />}
        <Agreement app={app} />
        {incomplete.value && <p class="error">{people.steward.noToken}</p>}
        {why && !isAboutName(why) && <p class="error">{refusals[why]}</p>}
        <noscript>
          <p class="notice quiet">{shell.noScript}</p>
        </noscript>
        <div class="row">
          <button type="submit" class="primary" aria-disabled={entry.busy.value}>
            {people.steward.accept}
          </button>
        </div>
      </form>
    </article>
  );
}
