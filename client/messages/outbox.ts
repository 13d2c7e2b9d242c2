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

/** Why words do not get through. `until`: it is tried again by itself then (milliseconds since 1970). */
export interface Holdup {
  why: Refusal;
  until?: number;
}

/** Refusals that say "not yet": coming in again sends it. */
const outside: Refusal[] = ['offline', 'not-inside', 'no-session'];

/** Troubles that pass: how long they are waited out, unless the answer says how long. In milliseconds. */
const passing: Partial<Record<Refusal, number>> = {
  'no-answer': 500,
  'too-fast': 2_000,
  'store-down': 2_000,
};

/** A wait as short as this is not worth a word. */
const shortMs = 1_000;

/**
 * Sends what was written, in its order and one at a time, under the id it was written with: the server
 * keeps one message an id, so sending again is always safe. Kept in this tab, so that a reload loses nothing.
 */
export function createOutbox({
  link,
  roomId,
  kept,
  sent,
  unsent,
}: {
  link: Link;
  roomId: string;
  kept: Kept;
  sent: (message: Message) => void;
  /** Told once a trouble, and once when it is over and the words are sent. */
  unsent: (holdup: Holdup | undefined) => void;
}) {
  const name = `outbox:${roomId}`;
  const items = signal<Unsent[]>(JSON.parse(kept.get(name) ?? '[]'));
  /** Set from the first answer that is none until one that is: a new try in between changes nothing yet. */
  const holdup = signal<Holdup | undefined>(undefined);
  let isOpen = false;
  /** How often we came in: an answer to what was asked before counts for nothing now. */
  let entries = 0;
  let sending = false;
  let goOn = () => {};

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
      const pauseMs = answer.ok ? undefined : passing[answer.why];
      if (!answer.ok && outside.includes(answer.why)) {
        if (entry === entries) break;
      } else if (!answer.ok && pauseMs !== undefined) {
        if (isOpen) await waitOut(answer.why, answer.retryInMs ?? pauseMs);
      } else {
        if (answer.ok) {
          over();
          sent(answer.value);
          drop(next.id);
        } else {
          holdup.value = undefined;
          mark(next.id, answer.why);
          unsent({ why: answer.why });
        }
      }
    }
    sending = false;
    holdup.value = undefined;
  }

  async function waitOut(why: Refusal, ms: number) {
    if (why !== 'too-fast' || ms > shortMs) say({ why, until: Date.now() + ms });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      goOn = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function say(now: Holdup) {
    const isNew = holdup.value?.why !== now.why;
    holdup.value = now;
    if (isNew) unsent(now);
  }

  function over() {
    if (holdup.value === undefined) return;
    holdup.value = undefined;
    unsent(undefined);
  }

  const waiting = () => items.value.find(({ failed }) => failed === undefined);

  return {
    items,
    holdup,
    add(item: Unsent) {
      put([...items.value, item]);
      void flush();
    },
    again(id: string) {
      mark(id, undefined);
      goOn();
      void flush();
    },
    drop,
    /** We are inside: what waits goes out. */
    open() {
      isOpen = true;
      entries += 1;
      goOn();
      void flush();
    },
    /** Nothing goes out until `open`. */
    hold() {
      isOpen = false;
      holdup.value = undefined;
    },
    /** These have arrived, whatever became of the answer. */
    settle(messages: Message[]) {
      const arrived = new Set(messages.map(({ id }) => id));
      if (!items.value.some(({ id }) => arrived.has(id))) return;
      put(items.value.filter(({ id }) => !arrived.has(id)));
      over();
      goOn();
    },
  };
}
