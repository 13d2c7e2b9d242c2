import { useSignal } from '@preact/signals';
import { limits } from '../../shared/limits';
import type { App } from '../app-state';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { type Refused, sayRefused } from '../words/refused';

export function RenameDialog({ app, onClose }: { app: App; onClose: () => void }) {
  const { people, shell } = app.words.value;
  const name = useSignal(app.me.peek()?.name ?? '');
  const why = useSignal<Refused | undefined>(undefined);

  async function rename(event: Event) {
    event.preventDefault();
    const answer = await app.link.ask('people:rename', { name: name.value });
    why.value = answer.ok ? undefined : answer;
    if (!answer.ok) return app.announce(sayRefused(app.words.value, answer), 'assertive');
    app.me.value = answer.value;
    app.announce(people.nameChanged(answer.value.name));
    onClose();
  }
  return (
    <Dialog app={app} title={people.changeName} onClose={onClose}>
      <form onSubmit={rename} class="stack">
        <Field label={people.newName} error={why.value && sayRefused(app.words.value, why.value)}>
          {(props) => (
            <input
              {...props}
              required
              autocomplete="off"
              maxLength={limits.nameChars}
              value={name.value}
              onInput={({ currentTarget }) => {
                name.value = currentTarget.value;
              }}
            />
          )}
        </Field>
        <div>
          <button type="submit" class="primary">
            {shell.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
