import { batch, computed, signal } from '@preact/signals';
import { newId } from '../../shared/ids';
import type { Message, MessagePage } from '../../shared/messages';
import type { Kept } from '../kept';
import type { Answered, Link } from '../link';
import { createOutbox } from './outbox';

const againAfterMs = 1_000;

/**
 * The talk of one room as this page knows it. Messages are one each by id, in the order of `seq`. `cursor`
 * says how far we have come in the room's changes: a fact further than the next one means that something
 * was missed, and it is fetched.
 */
export function createTalk({
  link,
  roomId,
  kept,
  heard,
}: {
  link: Link;
  roomId: string;
  kept: Kept;
  /** Someone said something new while we were inside, or while we were away. */
  heard: (message: Message) => void;
}) {
  const known = signal<ReadonlyMap<string, Message>>(new Map());
  const list = computed(() => [...known.value.values()].sort((one, other) => one.seq - other.seq));
  const more = signal(false);
  const earlierState = signal<'still' | 'asking' | 'failed'>('still');
  const draft = signal(kept.get(`draft:${roomId}`) ?? '');
  const outbox = createOutbox({ link, roomId, kept, sent: take });
  /** Undefined until we have been inside once. */
  let cursor: number | undefined;
  /** The furthest change that we know to exist. */
  let furthest = 0;
  /** Facts that came before the first page did. */
  const early: Message[] = [];
  let catching = false;
  let over = false;

  /** Puts these in their places; the later state of each wins. What lies before our oldest page stays unread. */
  function merge(messages: Message[], floor = more.value ? (list.value[0]?.seq ?? 0) : 0) {
    const all = new Map(known.value);
    for (const message of messages) {
      const before = all.get(message.id);
      if (message.seq >= floor && (!before || before.changed < message.changed)) all.set(message.id, message);
    }
    batch(() => {
      known.value = all;
      outbox.settle(messages);
    });
  }

  /** One message as it is now: from a fact, or from the answer to what we asked. */
  function take(message: Message) {
    if (cursor === undefined) return void early.push(message);
    const isNew = !known.value.has(message.id);
    furthest = Math.max(furthest, message.changed);
    merge([message]);
    if (message.changed === cursor + 1) cursor = message.changed;
    if (isNew) heard(message);
    if (furthest > cursor) void catchUp();
  }

  /** Fetches what was missed, one page after the other, until we know of nothing further. */
  async function catchUp() {
    if (catching || cursor === undefined) return;
    catching = true;
    let again = true;
    while (again && !over) {
      const answer = await link.ask('message:since', { roomId, changed: cursor });
      if (!answer.ok && answer.why === 'offline') break; // coming in again brings it
      if (!answer.ok) await waited(answer.retryInMs ?? againAfterMs);
      else again = missed(answer.value) || (answer.value.messages.length > 0 && furthest > cursor);
    }
    catching = false;
  }

  /** Takes a page of what was missed; tells whether there is more of it. */
  function missed({ messages, more: further }: MessagePage): boolean {
    const fresh = messages.filter(({ id }) => !known.value.has(id));
    merge(messages);
    cursor = Math.max(cursor ?? 0, messages.at(-1)?.changed ?? 0);
    for (const message of fresh) heard(message);
    return further;
  }

  function write(text: string) {
    draft.value = text;
    kept.set(`draft:${roomId}`, text === '' ? undefined : text);
  }

  return {
    list,
    more,
    earlierState,
    draft,
    outbox: outbox.items,

    /** How far we have come, for coming in again; undefined the first time. */
    since: () => cursor,

    /** We are inside (again): takes the newest page, or what was missed since we were last. */
    entered(page: MessagePage) {
      if (cursor === undefined) {
        more.value = page.more;
        merge(page.messages, 0);
        cursor = Math.max(0, ...page.messages.map(({ changed }) => changed));
        for (const message of early.splice(0)) take(message);
      } else if (missed(page)) void catchUp();
      outbox.open();
    },
    take,
    /** The line is lost, or the room is: nothing goes out until we are inside again. */
    left: () => outbox.hold(),

    write,
    send(body: string) {
      write('');
      outbox.add({ id: newId(), body });
    },
    sendAgain: outbox.again,
    drop: outbox.drop,

    async edit(id: string, body: string): Promise<Answered<Message>> {
      const answer = await link.ask('message:edit', { roomId, id, body });
      if (answer.ok) take(answer.value);
      return answer;
    },
    async takeBack(id: string): Promise<Answered<Message>> {
      const answer = await link.ask('message:take-back', { roomId, id });
      if (answer.ok) take(answer.value);
      return answer;
    },

    /** The page before the oldest that we know. One at a time. */
    async earlier() {
      if (!more.value || earlierState.value === 'asking') return;
      earlierState.value = 'asking';
      const answer = await link.ask('message:page', { roomId, before: list.value[0]?.seq });
      batch(() => {
        earlierState.value = answer.ok ? 'still' : 'failed';
        if (!answer.ok) return;
        merge(answer.value.messages, 0);
        more.value = answer.value.more;
      });
    },

    end() {
      over = true;
      outbox.hold();
    },
  };
}

export type Talk = ReturnType<typeof createTalk>;

const waited = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
