import { signal } from '@preact/signals';
import type { Message } from '../../shared/messages';
import type { Refusal } from '../../shared/result';
import type { Kept } from '../kept';
import type { Link } from '../link';

/** Words on their way. `failed` waits for the person's "try again"; the others go out by themselves. */
export interface Unsent {
  id: string;
  body: string;
  failed?: Refusal;
}

/** Refusals that say "not yet": coming in again sends it. */
const passing: Refusal[] = ['offline', 'not-inside', 'no-session'];

/**
 * Sends what was written, in its order and one at a time, under the id it was written with: the server
 * keeps one message an id, so sending again is always safe. Kept in this tab, so that a reload loses nothing.
 */
export function createOutbox({
  link,
  roomId,
  kept,
  sent,
}: {
  link: Link;
  roomId: string;
  kept: Kept;
  sent: (message: Message) => void;
}) {
  const name = `outbox:${roomId}`;
  const items = signal<Unsent[]>(JSON.parse(kept.get(name) ?? '[]'));
  let isOpen = false;
  /** How often we came in: an answer to what was asked before counts for nothing now. */
  let entries = 0;
  let sending = false;

  function put(now: Unsent[]) {
    items.value = now;
    kept.set(name, now.length === 0 ? undefined : JSON.stringify(now));
  }

  const mark = (id: string, failed: Refusal | undefined) =>
    put(
      items.value.map((item) => (item.id === id ? { id, body: item.body, ...(failed && { failed }) } : item)),
    );
  const drop = (id: string) => put(items.value.filter((item) => item.id !== id));

  async function flush() {
    if (sending) return;
    sending = true;
    for (let next = waiting(); isOpen && next; next = waiting()) {
      const entry = entries;
      const answer = await link.ask('message:send', { roomId, id: next.id, body: next.body });
      if (answer.ok) {
        sent(answer.value);
        drop(next.id);
      } else if (passing.includes(answer.why)) {
        if (entry === entries) break;
      } else mark(next.id, answer.why);
    }
    sending = false;
  }

  const waiting = () => items.value.find(({ failed }) => failed === undefined);

  return {
    items,
    add(item: Unsent) {
      put([...items.value, item]);
      void flush();
    },
    again(id: string) {
      mark(id, undefined);
      void flush();
    },
    drop,
    /** We are inside: what waits goes out, and what got no answer on the old line too. */
    open() {
      isOpen = true;
      entries += 1;
      for (const { id, failed } of items.value) if (failed === 'no-answer') mark(id, undefined);
      void flush();
    },
    hold() {
      isOpen = false;
    },
    /** These have arrived, whatever became of the answer. */
    settle(messages: Message[]) {
      const arrived = new Set(messages.map(({ id }) => id));
      if (items.value.some(({ id }) => arrived.has(id)))
        put(items.value.filter(({ id }) => !arrived.has(id)));
    },
  };
}
