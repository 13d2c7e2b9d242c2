import { signal } from '@preact/signals';
import type { Entry, Me, Session } from '../../shared/people';
import type { Answered, Link } from '../link';
import type { SessionDesk } from './session';

/** Who this device is: coming in, being known again, becoming someone else. */
export function createPeople({
  start,
  link,
  desk,
  onSomeoneElse,
}: {
  start: Session | undefined;
  link: Link;
  desk: SessionDesk;
  /** This page is no longer who it was: what belonged to that person must go. */
  onSomeoneElse: () => void;
}) {
  const me = signal<Me | undefined>(start?.me);
  let token = start?.token;

  link.hear('people:you', (told) => {
    if (me.value?.id === told.id) me.value = told;
  });

  /** From now on this page is that person; the line is opened anew as them. */
  function become(session: Session | undefined) {
    const before = me.value;
    token = session?.token;
    me.value = session?.me;
    if (before && before.id !== session?.me.id) onSomeoneElse();
    link.open(token);
  }

  async function begin(asking: Promise<Answered<Session>>): Promise<Answered<Session>> {
    const answer = await asking;
    if (answer.ok) become(answer.value);
    return answer;
  }

  return {
    me,
    token: () => token,
    open: () => link.open(token),
    comeIn: (entry: Entry) => begin(desk.begin(entry)),
    claim: (stewardToken: string, entry: Entry) => begin(desk.claim({ ...entry, token: stewardToken })),

    async becomeSomeoneElse(): Promise<Answered<null>> {
      const answer = await desk.forget();
      if (answer.ok) become(undefined);
      return answer;
    },

    /** Everything of theirs is promised to go, and this device knows nobody from now on. */
    async eraseAll(): Promise<Answered<null>> {
      const answer = await desk.erase();
      if (answer.ok) become(undefined);
      return answer;
    },
    copy: desk.copy,

    /** The server does not know us as who we say we are: another page of this device may have changed that. */
    async askWhoIAm() {
      const answer = await desk.read();
      if (answer.ok) become(answer.value);
      else if (answer.why === 'no-session') become(undefined);
      else setTimeout(() => link.open(token), 5_000);
    },
  };
}

export type People = ReturnType<typeof createPeople>;
