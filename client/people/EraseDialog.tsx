import { useSignal } from '@preact/signals';
import type { App } from '../app-state';
import { Dialog } from '../ui/Dialog';
import { type Refused, sayRefused } from '../words/refused';

/** What goes and what cannot, before there is no way back. Closing it keeps everything. */
export function EraseDialog({
  app,
  onErased,
  onClose,
}: {
  app: App;
  onErased: () => void;
  onClose: () => void;
}) {
  const words = app.words.value.mine.sure;
  const why = useSignal<Refused | undefined>(undefined);
  const isBusy = useSignal(false);

  async function erase() {
    if (isBusy.value) return;
    isBusy.value = true;
    const answer = await app.people.eraseAll();
    isBusy.value = false;
    if (answer.ok) return onErased();
    why.value = answer;
    app.announce(sayRefused(app.words.value, answer), 'assertive');
  }
  return (
    <Dialog app={app} title={words.title} onClose={onClose}>
      <h3>{words.goes}</h3>
      <ul class="plain-list">
        {words.going.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <h3>{words.stays}</h3>
      <ul class="plain-list">
        {words.staying.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>{words.soon}</p>
      {app.me.value?.role === 'steward' && <p class="notice care">{words.steward}</p>}
      <p>
        <strong>{words.noWayBack}</strong>
      </p>
      {why.value && <p class="error">{sayRefused(app.words.value, why.value)}</p>}
      <div>
        <button type="button" class="care" aria-disabled={isBusy.value} onClick={() => void erase()}>
          {words.yes}
        </button>
      </div>
    </Dialog>
  );
}
