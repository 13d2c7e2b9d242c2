import { limits } from '../../shared/limits';
import type { Message, MessagePage } from '../../shared/messages';
import type { Me } from '../../shared/people';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import { type Store, Taken } from '../store/store';
import * as record from './messages.record';
import { createNumbers } from './numbers';
import { createRetention } from './retention';

/**
 * What is said in rooms. A message is durable before it is acknowledged or told; it exists once, however
 * often it is sent; each room has one gap-free order, given here and independent of any clock.
 */
export function createMessages({ store, hall, now }: { store: Store; hall: Hall; now: () => number }) {
  const records = store.collection(record.messages);
  const numbers = createNumbers({
    store,
    written: (message) => hall.announce(message.roomId, 'message:changed', asMessage(message)),
  });

  /** The message that already stands under this id, when it is the very same one. */
  async function sameAs({ _id, roomId, authorId, body }: record.MessageRecord): Promise<Message | undefined> {
    const stored = await records.get(_id);
    if (!stored) return undefined;
    const untouched = stored.editedAt === undefined && stored.takenBackAt === undefined;
    const same =
      stored.roomId === roomId && stored.authorId === authorId && (!untouched || stored.body === body);
    return same ? asMessage(stored) : refuse('id-used');
  }

  async function changeOwn(
    me: Me,
    { id, roomId }: { id: string; roomId: string },
    change: Partial<record.MessageRecord>,
  ): Promise<Message> {
    const changed = await numbers.give(roomId, (next) =>
      records.change(id, (before) => {
        if (before.roomId !== roomId) refuse('not-found');
        if (before.authorId !== me.id) refuse('not-yours');
        if (before.takenBackAt !== undefined) refuse('not-found');
        return { ...before, ...change, changed: next.changed };
      }),
    );
    return changed ? asMessage(changed) : refuse('not-found');
  }

  return {
    async send(me: Me, { id, roomId, body }: { id: string; roomId: string; body: string }): Promise<Message> {
      const draft = {
        _id: id,
        roomId,
        authorId: me.id,
        authorName: me.name,
        body,
        sentAt: now(),
        seq: 0,
        changed: 0,
      };
      let before: Message | undefined;
      const sent = await numbers.give(roomId, async (next) => {
        const message = { ...draft, ...next };
        try {
          await records.insert(message);
          return message;
        } catch (problem) {
          if (!(problem instanceof Taken)) throw problem;
          before = await sameAs(message);
          return undefined;
        }
      });
      return (sent && asMessage(sent)) ?? before ?? refuse('store-down');
    },

    edit: (me: Me, { id, roomId, body }: { id: string; roomId: string; body: string }) =>
      changeOwn(me, { id, roomId }, { body, editedAt: now() }),

    /** The words are gone; that something was taken back stays, so that the order has no hole. */
    async takeBack(me: Me, ids: { id: string; roomId: string }): Promise<Message> {
      const before = await records.get(ids.id);
      const isDone =
        before?.takenBackAt !== undefined && before.authorId === me.id && before.roomId === ids.roomId;
      // Asked again after a lost answer, it is the same answer.
      return isDone ? asMessage(before) : changeOwn(me, ids, { body: '', takenBackAt: now() });
    },

    /** What was said before `before` (a seq), or the newest; oldest first. */
    async page(roomId: string, before?: number): Promise<MessagePage> {
      const found = await records.page({
        where: { roomId },
        order: 'seq',
        past: before,
        newestFirst: true,
        limit: limits.historyPage + 1,
      });
      return {
        messages: found.slice(0, limits.historyPage).reverse().map(asMessage),
        more: found.length > limits.historyPage,
      };
    },

    /** What changed after `changed`, in that order: all of it, or as much as one answer may carry. */
    async since(roomId: string, changed: number): Promise<MessagePage> {
      const missed: Message[] = [];
      let bytes = 0;
      for (;;) {
        const found = await records.page({
          where: { roomId },
          order: 'changed',
          past: missed.at(-1)?.changed ?? changed,
          limit: limits.historyPage + 1,
        });
        for (const message of found.slice(0, limits.historyPage).map(asMessage)) {
          bytes += Buffer.byteLength(JSON.stringify(message));
          const isFull = missed.length === limits.missedMessages || bytes > limits.missedBytes;
          if (isFull && missed.length > 0) return { messages: missed, more: true };
          missed.push(message);
        }
        if (found.length <= limits.historyPage) return { messages: missed, more: false };
      }
    },

    ...createRetention({ store, hall, numbers, now }),
  };
}

export type Messages = ReturnType<typeof createMessages>;

const asMessage = ({ _id, ...rest }: record.MessageRecord): Message => ({ id: _id, ...rest });
