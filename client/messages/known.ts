import { batch, computed, signal } from '@preact/signals';
import type { Message, MessagePage } from '../../shared/messages';
import type { Link } from '../link';

const againAfterMs = 1_000;

/**
 * What this page knows of the talk of one room: each message once, in the order of `seq`, without a hole from
 * the oldest to the newest. `cursor` says how far we have come in the room's changes: a fact further than
 * the next one means that something was missed, and it is asked for. Who missed more than one answer
 * carries starts anew from the newest page, and reaches what lies before by going up.
 */
export function createKnown({
  link,
  roomId,
  heard,
  arrived,
}: {
  link: Link;
  roomId: string;
  /** Someone said something new while we were inside, or while we were away. */
  heard: (message: Message) => void;
  /** These are among what we know now. */
  arrived: (messages: Message[]) => void;
}) {
  const known = signal<ReadonlyMap<string, Message>>(new Map());
  const list = computed(() => [...known.value.values()].sort((one, other) => one.seq - other.seq));
  const more = signal(false);
  /** We had words, and all of them are gone. */
  const emptied = signal(false);
  const olderGone = computed(() => !more.value && (list.value[0]?.seq ?? (emptied.value ? 2 : 1)) > 1);
  const earlierState = signal<'still' | 'asking' | 'failed'>('still');
  /** Undefined until there is a page to go on from. */
  let cursor: number | undefined;
  let inside = false;
  let over = false;
  /** The furthest change that we know to exist, and what it was when the line was lost: any later answer holds that. */
  let furthest = 0;
  let atLoss = 0;
  /** Told before there was something to add them to. */
  const early: Message[] = [];
  /** Changes of words before our oldest ones, told while the page that holds those is on its way. */
  let below: Message[] = [];
  /** How often we began with a newest page: an earlier page asked for before that would leave a hole. */
  let beginnings = 0;
  let catching = false;

  /** Puts these in their places; the later state of each wins. What lies before our oldest page stays unread. */
  function merge(messages: Message[], floor = more.peek() ? (list.peek()[0]?.seq ?? 0) : 0) {
    const all = new Map(known.peek());
    for (const message of messages) {
      if (message.seq < floor) {
        if (earlierState.peek() === 'asking') below.push(message);
      } else if ((all.get(message.id)?.changed ?? 0) < message.changed) all.set(message.id, message);
    }
    batch(() => {
      known.value = all;
      arrived(messages);
    });
  }

  /** One message as it is now: from a fact, or from the answer to what we asked. */
  function take(message: Message) {
    furthest = Math.max(furthest, message.changed);
    early.push(message);
    if (inside && cursor !== undefined) takeEarly(cursor);
  }

  function takeEarly(from: number) {
    cursor = from;
    for (const message of early.splice(0)) {
      const isNew = !known.peek().has(message.id);
      merge([message]);
      if (message.changed === cursor + 1) cursor = message.changed;
      if (isNew) heard(message);
    }
    if (isBehind()) void catchUp();
  }

  /** All that changed since the cursor, and so all up to `sure`: removed words leave a number without a message. */
  function takeMissed(messages: Message[], sure: number) {
    const fresh = messages.filter(({ id }) => !known.peek().has(id));
    merge(messages);
    for (const message of fresh) heard(message);
    takeEarly(Math.max(cursor ?? 0, sure, ...messages.map(({ changed }) => changed)));
  }

  function begin(page: MessagePage, sure: number) {
    beginnings += 1;
    below = [];
    batch(() => {
      earlierState.value = 'still';
      more.value = page.more;
      known.value = new Map();
      merge(page.messages, 0);
    });
    takeEarly(Math.max(sure, ...page.messages.map(({ changed }) => changed)));
  }

  /** Asks for what was missed until we know of nothing further. */
  async function catchUp() {
    if (catching) return;
    catching = true;
    while (isBehind()) {
      const sure = furthest;
      const answer =
        cursor === undefined
          ? await link.ask('message:page', { roomId })
          : await link.ask('message:since', { roomId, changed: cursor });
      if (!isBehind()) break; // coming in again brought it, or will
      if (!answer.ok && answer.why === 'offline') break;
      if (!answer.ok) await waited(answer.retryInMs ?? againAfterMs);
      else if (cursor === undefined) begin(answer.value, sure);
      else if (answer.value.more) cursor = undefined;
      else takeMissed(answer.value.messages, sure);
    }
    catching = false;
  }

  const isBehind = () => inside && !over && (cursor === undefined || furthest > cursor);

  return {
    list,
    more,
    /** What came before the oldest that we know is gone for everyone. */
    olderGone,
    namesOf: (personId: string) =>
      list.value.flatMap(({ authorId, authorName }) => (authorId === personId ? [authorName] : [])),
    earlierState,
    take,

    /** How far we have come, for coming in again; undefined when a newest page is to begin with. */
    since: () => cursor,

    /** We are inside (again): takes what was missed after `since()`, or the newest page. */
    entered(page: MessagePage) {
      inside = true;
      if (cursor === undefined) return begin(page, atLoss);
      if (!page.more) return takeMissed(page.messages, atLoss);
      cursor = undefined;
      void catchUp();
    },

    /** What was sent before this moment is gone for everyone, and so from here. */
    gone(sentBefore: number) {
      const kept = [...known.value].filter(([, { sentAt }]) => sentAt >= sentBefore);
      if (kept.length === known.value.size) return;
      batch(() => {
        known.value = new Map(kept);
        emptied.value ||= kept.length === 0;
      });
    },

    /** Outside, perhaps for a moment: what is told from now on waits for the answer to coming in again. */
    left() {
      inside = false;
      atLoss = furthest;
    },

    /** The page before the oldest that we know. One at a time. */
    async earlier() {
      if (!more.value || earlierState.value === 'asking') return;
      earlierState.value = 'asking';
      const asked = beginnings;
      const answer = await link.ask('message:page', { roomId, before: list.value[0]?.seq });
      if (asked !== beginnings) return;
      batch(() => {
        earlierState.value = answer.ok ? 'still' : 'failed';
        if (!answer.ok) return;
        merge(answer.value.messages, 0);
        more.value = answer.value.more;
        merge(below);
        below = [];
      });
    },

    end() {
      over = true;
      inside = false;
    },
  };
}

const waited = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
