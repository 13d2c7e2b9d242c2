import type { ReadonlySignal } from '@preact/signals';
import type { Message } from '../../shared/messages';
import type { Me } from '../../shared/people';
import type { Words } from '../words/words';

export type ReadingLevel = 'all' | 'mentions' | 'none';

const gatherMs = 2_000;

/**
 * Reads new messages to screen readers, as much as the person wants: never their own, one at once, and
 * what follows within two seconds together.
 */
export function createReader({
  announce,
  words,
  me,
  level,
}: {
  announce: (text: string) => void;
  words: ReadonlySignal<Words>;
  me: ReadonlySignal<Me | undefined>;
  level: ReadonlySignal<ReadingLevel>;
}) {
  let waiting: Message[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function concerns({ authorId, body, editedAt, takenBackAt, erasedAt }: Message): boolean {
    if (authorId === me.value?.id || (editedAt ?? takenBackAt ?? erasedAt) !== undefined) return false;
    if (level.value === 'mentions') return body.toLowerCase().includes((me.value?.name ?? '').toLowerCase());
    return level.value === 'all';
  }

  function say(heard: Message[]) {
    const [first] = heard;
    if (!first) return;
    const { said, saidMany } = words.value.messages;
    announce(heard.length === 1 ? said(first.authorName, first.body) : saidMany(heard.length));
    timer = setTimeout(() => {
      timer = undefined;
      say(waiting.splice(0));
    }, gatherMs);
  }

  return {
    hear(message: Message) {
      if (!concerns(message)) return;
      if (timer === undefined) say([message]);
      else waiting.push(message);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
    },
  };
}
