import { signal } from '@preact/signals';
import type { Me } from '../../shared/people';
import type { App } from '../app-state';
import { wordsOf } from '../words/words';
import { createEntry } from './entry';

const doorway = {
  id: 'kitchen',
  code: 'piano-42',
  name: 'Kitchen table',
  purpose: 'Talk',
  open: true,
  keeps: 'month' as const,
  hosted: false,
  inside: { shows: 'hidden' as const },
};
const charter = { name: 'House', welcome: 'Hi.', agreement: { version: 1, text: 'Be kind.' }, crisis: [] };

/** A door where these answers are given to whoever comes in, in this order; `ok` after the last. */
function door(answers: string[] = []) {
  const me = signal<Me | undefined>(undefined);
  const house = signal({ charter, rooms: [doorway] });
  const asked: { name: string; agreement: number }[] = [];
  const app = {
    me,
    house,
    words: signal(wordsOf.en),
    look: async () => {
      house.value = {
        ...house.value,
        charter: { ...charter, agreement: { version: 2, text: 'Be kinder.' } },
      };
    },
    people: {
      async comeIn(entry: { name: string; agreement: number }) {
        asked.push(entry);
        const why = answers.shift();
        if (why) return { ok: false, why };
        me.value = { id: 'ada', name: entry.name, role: 'peer', atDoor: 'name' };
        return { ok: true, value: { me: me.value, token: 't' } };
      },
    },
  } as unknown as App;
  let seed = 0;
  const entry = createEntry(app, () => (seed += 0.01));
  entry.suggest();
  const entered: string[] = [];
  const enter = async ({ id }: { id: string }) => {
    entered.push(id);
    return { ok: true as const, value: null };
  };
  return { entry, asked, entered, comeIn: () => entry.comeIn(doorway, enter) };
}

test('the suggestion is the name of whoever leaves the field as it is', async () => {
  const { entry, asked, entered, comeIn } = door();
  const suggested = entry.suggestion.value;
  expect(await comeIn()).toBe(true);
  expect(asked).toEqual([{ name: suggested, agreement: 1 }]);
  expect(entered).toEqual(['kitchen']);
});

test('a suggestion that is taken gives way to another without a word', async () => {
  const { asked, comeIn, entry } = door(['name-taken', 'name-taken', 'name-taken']);
  expect(await comeIn()).toBe(true);
  expect(new Set(asked.map(({ name }) => name)).size).toBe(4);
  expect(asked[3]?.name).toMatch(/ \d+$/);
  expect(entry.why.value).toBeUndefined();
});

test('a typed name that is taken is told, and stays as typed', async () => {
  const { entry, asked, entered, comeIn } = door(['name-taken']);
  entry.name.value = ' Ada ';
  expect(await comeIn()).toBe(false);
  expect(asked.map(({ name }) => name)).toEqual(['Ada']);
  expect(entry.why.value).toBe('name-taken');
  expect(entry.name.value).toBe(' Ada ');
  expect(entered).toEqual([]);
});

test('when the agreement has changed the new one is shown, and the next try accepts that', async () => {
  const { entry, asked, comeIn } = door(['agreement-changed']);
  entry.name.value = 'Ada';
  expect(await comeIn()).toBe(false);
  expect(entry.why.value).toBe('agreement-changed');
  expect(await comeIn()).toBe(true);
  expect(asked.map(({ agreement }) => agreement)).toEqual([1, 2]);
});
