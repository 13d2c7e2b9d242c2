import { signal } from '@preact/signals';
import type { Doorway } from '../../shared/house';
import { limits } from '../../shared/limits';

import type { Refusal } from '../../shared/result';
import type { App } from '../app-state';
import type { Answered } from '../link';

/** Suggested names that turn out to be taken are replaced this often without a word. */
const suggestions = 5;

/** Saying who one is: the field with its gentle suggestion, and what came of it. */
export function createEntry(
  app: Pick<App, 'me' | 'people' | 'house' | 'words' | 'look'>,
  random = Math.random,
) {
  const suggestion = signal('');
  const name = signal('');
  const busy = signal(false);
  const why = signal<Refusal | undefined>(undefined);
  /** When what was refused may be tried again, where that is known. */
  const until = signal<number | undefined>(undefined);

  function suggest(round = 0) {
    const gentle = app.words.value.people.gentleName(random(), random());
    // Many have come before: a number makes room.
    suggestion.value = round < suggestions / 2 ? gentle : `${gentle} ${2 + Math.floor(random() * 98)}`;
  }

  async function tryAs(ask: (entry: { name: string; agreement: number }) => Promise<Answered<unknown>>) {
    const agreement = app.house.value.charter.agreement.version;
    if (!suggestion.value) suggest();
    for (let round = 1; ; round++) {
      const chosen = name.value.trim().slice(0, limits.nameChars);
      const answer = await ask({ name: chosen || suggestion.value, agreement });
      if (answer.ok || answer.why !== 'name-taken' || chosen || round > suggestions) return answer;
      suggest(round);
    }
  }

  /** Runs one try at a time; what was typed stays whatever comes of it. */
  async function attempt(run: () => Promise<Answered<unknown>>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    why.value = undefined;
    const answer = await run();
    if (!answer.ok) {
      if (answer.why === 'agreement-changed') await app.look();
      until.value = answer.retryInMs === undefined ? undefined : Date.now() + answer.retryInMs;
      why.value = answer.why;
    }
    busy.value = false;
    return answer.ok;
  }

  return {
    suggestion,
    name,
    busy,
    why,
    until,
    suggest: () => suggest(),

    /** Into this room: as who we are, or as a new person. */
    comeIn: (doorway: Doorway, enter: (doorway: Doorway) => Promise<Answered<unknown>>) =>
      attempt(async () => {
        const known: Answered<unknown> = app.me.value
          ? { ok: true, value: null }
          : await tryAs(app.people.comeIn);
        return known.ok ? enter(doorway) : known;
      }),

    /** The one-time steward link: whoever is known here keeps their name. */
    claim: (token: string) =>
      attempt(() =>
        tryAs((entry) => app.people.claim(token, { ...entry, name: app.me.value?.name ?? entry.name })),
      ),

    someoneElse: () => attempt(app.people.becomeSomeoneElse),
  };
}

export type EntryState = ReturnType<typeof createEntry>;
