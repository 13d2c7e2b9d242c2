import { useSignal } from '@preact/signals';
import type { App } from '../app-state';
import { download } from '../ui/download';
import { type Refused, sayRefused } from '../words/refused';
import { EraseDialog } from './EraseDialog';
import type { CopyKind } from './session';

/** One's own words: a copy to take along, and the end of them. */
export function MineScreen({ app }: { app: App }) {
  const { mine: words } = app.words.value;
  const erased = useSignal(false);
  const me = app.me.value;
  return (
    <article class="page">
      <h1 tabIndex={-1}>{words.title}</h1>
      {me && <p class="lead">{words.as(me.name)}</p>}
      {!me && <p class="lead">{erased.value ? words.erased : words.unknown}</p>}
      {me && <Copy app={app} />}
      {me && (
        <Erase
          app={app}
          onErased={() => {
            erased.value = true;
            app.announce(words.erased);
          }}
        />
      )}
    </article>
  );
}

function Copy({ app }: { app: App }) {
  const { mine: words } = app.words.value;
  const why = useSignal<Refused | undefined>(undefined);

  const take = (kind: CopyKind) => async () => {
    const answer = await app.people.copy(kind, app.language.value);
    why.value = answer.ok ? undefined : answer;
    if (!answer.ok) return app.announce(sayRefused(app.words.value, answer), 'assertive');
    download(`porchlight.${kind}`, answer.value);
    app.announce(words.taken);
  };
  return (
    <section class="mine">
      <h2>{words.take}</h2>
      <p>{words.takeText}</p>
      <div class="row">
        <button type="button" class="primary" onClick={take('html')}>
          {words.asPage}
        </button>
        <button type="button" onClick={take('json')}>
          {words.asData}
        </button>
      </div>
      {why.value && <p class="error">{sayRefused(app.words.value, why.value)}</p>}
    </section>
  );
}

function Erase({ app, onErased }: { app: App; onErased: () => void }) {
  const { mine: words } = app.words.value;
  const isAsking = useSignal(false);
  return (
    <section class="mine">
      <h2>{words.erase}</h2>
      <p>{words.eraseText}</p>
      <p class="quiet-text">{words.otherWays}</p>
      <div>
        <button
          type="button"
          class="care"
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {words.erase}
        </button>
      </div>
      {isAsking.value && (
        <EraseDialog
          app={app}
          onErased={onErased}
          onClose={() => {
            isAsking.value = false;
          }}
        />
      )}
    </section>
  );
}
