import { useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { limits } from '../../shared/limits';
import { can } from '../../shared/roles';
import type { App } from '../app-state';
import { Field } from '../ui/Field';
import { CrisisFields } from './CrisisFields';
import { createHouseEdit } from './house-edit';

/** Stewards rewrite what the house says of itself. */
export function HouseScreen({ app }: { app: App }) {
  const { edit: words } = app.words.value.house;
  const me = app.me.value;
  const may = me !== undefined && can(me.role, 'change the house');
  return (
    <article class="page">
      <h1 tabIndex={-1}>{words.title}</h1>
      {may ? <HouseForm app={app} /> : <p class="lead">{words.onlyStewards}</p>}
    </article>
  );
}

function HouseForm({ app }: { app: App }) {
  const { house, shell, refusals } = app.words.value;
  const edit = useMemo(() => createHouseEdit({ link: app.link, charter: app.house.peek().charter }), [app]);
  const outcome = edit.outcome.value;
  useSignalEffect(() => {
    if (edit.outcome.value === 'saved') app.announce(app.words.peek().shell.saved);
  });

  function save(event: Event) {
    event.preventDefault();
    void edit.save();
  }
  return (
    <form onSubmit={save} class="stack">
      <Field label={house.edit.name}>
        {(props) => (
          <input
            {...props}
            value={edit.name}
            required
            maxLength={limits.titleChars}
            onInput={into(edit.name)}
          />
        )}
      </Field>
      <Field label={house.edit.welcome} hint={house.edit.welcomeHint}>
        {(props) => (
          <textarea
            {...props}
            rows={4}
            required
            maxLength={limits.noticeChars}
            value={edit.welcome}
            onInput={into(edit.welcome)}
          />
        )}
      </Field>
      <Field label={house.edit.agreement} hint={house.edit.agreementHint}>
        {(props) => (
          <textarea
            {...props}
            rows={8}
            required
            maxLength={limits.noticeChars}
            value={edit.agreement}
            onInput={into(edit.agreement)}
          />
        )}
      </Field>
      <CrisisFields app={app} edit={edit} />
      {outcome && outcome !== 'saved' && <p class="error">{refusals[outcome]}</p>}
      <div class="row">
        <button type="submit" class="primary">
          {shell.save}
        </button>
        {outcome === 'saved' && <span class="quiet-text">{shell.saved}</span>}
      </div>
    </form>
  );
}

const into =
  (field: { value: string }) =>
  ({ currentTarget }: { currentTarget: { value: string } }) => {
    field.value = currentTarget.value;
  };
