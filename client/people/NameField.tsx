import { useEffect } from 'preact/hooks';
import { limits } from '../../shared/limits';
import type { Refusal } from '../../shared/result';
import type { App } from '../app-state';
import { Field } from '../ui/Field';
import type { EntryState } from './entry';

const aboutName: (Refusal | undefined)[] = ['name-refused', 'name-taken', 'too-large'];

/** What to call someone: a gentle name stands ready, and is taken when the field is left as it is. */
export function NameField({ app, entry }: { app: App; entry: EntryState }) {
  const { people, refusals } = app.words.value;
  const why = entry.why.value;
  // Not on the server: what it drew must be what the browser draws first.
  useEffect(() => entry.suggest(), [entry, app.language.value]);
  return (
    <Field
      label={people.whatToCallYou}
      hint={people.nameHint}
      error={why && aboutName.includes(why) ? refusals[why] : undefined}
    >
      {(props) => (
        <input
          {...props}
          name="name"
          autocomplete="off"
          maxLength={limits.nameChars}
          placeholder={entry.suggestion.value}
          value={entry.name.value}
          onInput={({ currentTarget }) => {
            entry.name.value = currentTarget.value;
          }}
        />
      )}
    </Field>
  );
}

export const isAboutName = (why: Refusal | undefined) => aboutName.includes(why);
