import { useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Doorway } from '../../shared/house';
import type { App } from '../app-state';
import { sayLetGo } from '../house/let-go';
import { sayRefused } from '../words/refused';
import { Agreement } from './Agreement';
import { createEntry, type EntryState } from './entry';
import { isAboutName, NameField } from './NameField';

/** The one card between the door and a room. */
export function EntryCard({ app, doorway }: { app: App; doorway: Doorway }) {
  const { people, house, shell } = app.words.value;
  const entry = useMemo(() => createEntry(app), [app]);
  const me = app.me.value;
  const why = entry.why.value;
  const said = sayWhy(app, entry, doorway);
  useSignalEffect(() => {
    const refused = sayWhy(app, entry, doorway);
    if (refused) app.announce(refused, 'assertive');
  });

  function submit(event: Event) {
    event.preventDefault();
    void entry.comeIn(doorway, app.rooms.comeIn);
  }
  return (
    <section class="card entry" aria-labelledby="entry-title">
      <h1 id="entry-title" tabIndex={-1}>
        {house.comeInTo(doorway.name)}
      </h1>
      <p class="purpose">{doorway.purpose}</p>
      <p class="hint">{app.words.value.messages.kept[doorway.keeps]}</p>
      <form onSubmit={submit} class="stack">
        {me ? <p class="lead">{people.welcomeBack(me.name)}</p> : <NameField app={app} entry={entry} />}
        {why === 'agreement-changed' && <p class="notice quiet">{people.agreementChanged}</p>}
        {!me && <Agreement app={app} />}
        {why && why !== 'agreement-changed' && !isAboutName(why) && <p class="error">{said}</p>}
        <noscript>
          <p class="notice quiet">{shell.noScript}</p>
        </noscript>
        <div class="row">
          <button type="submit" class="primary" aria-disabled={entry.busy.value}>
            {entry.busy.value ? people.comingIn : people.comeIn}
          </button>
          <a class="plain" href="/" onClick={app.rooms.changeMind}>
            {people.notNow}
          </a>
          {me && (
            <button type="button" class="plain" onClick={() => void entry.someoneElse()}>
              {people.someoneElse}
            </button>
          )}
        </div>
      </form>
    </section>
  );
}

/** Someone who was asked to step back reads until when; the rest is said as everywhere. */
function sayWhy(app: App, entry: EntryState, { name: room }: Doorway): string | undefined {
  const why = entry.why.value;
  const until = entry.until.value;
  if (why === 'stepped-back' && until)
    return sayLetGo({ room, why, until }, app.words.value, app.language.value);
  return why && sayRefused(app.words.value, { why, retryInMs: until && until - Date.now() });
}
