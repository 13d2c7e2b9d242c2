import { limits } from '../../shared/limits';
import type { App } from '../app-state';
import { Field } from '../ui/Field';
import { type HouseEdit, isReachable, type ResourceDraft } from './house-edit';

/** The list behind "Help now", one group of fields each. */
export function CrisisFields({ app, edit }: { app: App; edit: HouseEdit }) {
  const words = app.words.value.house.edit;
  return (
    <fieldset class="stack">
      <legend>{words.crisis}</legend>
      <p class="hint">{words.crisisHint}</p>
      {edit.crisis.value.map((draft, place) => (
        <OneResource key={place} app={app} edit={edit} draft={draft} place={place} />
      ))}
      <div>
        <button type="button" onClick={edit.add}>
          {words.add}
        </button>
      </div>
    </fieldset>
  );
}

function OneResource({
  app,
  edit,
  draft,
  place,
}: {
  app: App;
  edit: HouseEdit;
  draft: ResourceDraft;
  place: number;
}) {
  const words = app.words.value.house.edit;
  const error = isReachable(draft.link) ? undefined : words.linkWrong;
  const write = (part: keyof ResourceDraft) => ({
    value: draft[part],
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) =>
      edit.write(place, part, currentTarget.value),
  });
  return (
    <fieldset class="card stack">
      <legend>{words.resource(place + 1)}</legend>
      <Field label={words.resourceTitle}>
        {(props) => <input {...props} {...write('title')} required maxLength={limits.titleChars} />}
      </Field>
      <Field label={words.reach}>
        {(props) => <input {...props} {...write('reach')} required maxLength={limits.titleChars} />}
      </Field>
      <Field label={words.link} hint={words.linkHint} error={error}>
        {(props) => <input {...props} {...write('link')} />}
      </Field>
      <div>
        <button type="button" aria-label={words.removeNamed(draft.title)} onClick={() => edit.remove(place)}>
          {words.remove}
        </button>
      </div>
    </fieldset>
  );
}
