import { limits } from '../../shared/limits';
import type { Message, MessagePage } from '../../shared/messages';
import type { Me } from '../../shared/people';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import { type Store, Taken } from '../store/store';
import * as record from './messages.record';

/** The last numbers given in a room, and the work that waits its turn there. */
interface Counter {
  seq: number;
  changed: number;
  /** False after a write that failed: whether it is kept after all, only the store can say. */
  sure: boolean;
  turn: Promise<unknown>;
}

/**
 * What is said in rooms. A message is durable before it is acknowledged or told; it exists once, however
 * often it is sent; each room has one gap-free order, given here and independent of any clock.
 */
export function createMessages({ store, hall, now }: { store: Store; hall: Hall; now: () => number }) {
  const records = store.collection(record.messages);
  const counters = new Map<string, Promise<Counter>>();

  function counterOf(roomId: string): Promise<Counter> {
    let counter = counters.get(roomId);
    if (!counter) {
      counter = load(roomId);
      counters.set(roomId, counter);
      counter.catch(() => counters.delete(roomId));
    }
    return counter;
  }

  async function load(roomId: string): Promise<Counter> {
    const newest = { where: { roomId }, newestFirst: true, limit: 1 };
    const [last] = await records.page({ ...newest, order: 'seq' });
    const [latest] = await records.page({ ...newest, order: 'changed' });
    return { seq: last?.seq ?? 0, changed: latest?.changed ?? 0, sure: true, turn: Promise.resolve() };
  }

  function count(counter: Counter, written: record.MessageRecord): Message {
    counter.seq = Math.max(counter.seq, written.seq);
    counter.changed = written.changed;
    const message = asMessage(written);
    hall.announce(written.roomId, 'message:changed', message);
    return message;
  }

  /** What was kept although its write failed has its number, and is told before the next one. */
  async function makeSure(roomId: string, counter: Counter) {
    const where = { where: { roomId }, order: 'changed' as const, past: counter.changed };
    for (const kept of await records.page({ ...where, limit: limits.historyPage })) count(counter, kept);
    counter.sure = true;
  }

  /** Runs `write` with the room's next numbers, one at a time; they count as given only if it succeeds. */
  async function inTurn(
    roomId: string,
    write: (next: { seq: number; changed: number }) => Promise<record.MessageRecord | undefined>,
  ) {
    const counter = await counterOf(roomId);
    const turn = counter.turn.then(async () => {
      if (!counter.sure) await makeSure(roomId, counter);
      counter.sure = false;
      const written = await write({ seq: counter.seq + 1, changed: counter.changed + 1 });
      if (!written) return undefined;
      const message = count(counter, written);
      counter.sure = true;
      return message;
    });
    counter.turn = turn.catch(() => undefined);
    return turn;
  }

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
    const changed = await inTurn(roomId, (next) =>
      records.change(id, (before) => {
        if (before.roomId !== roomId) refuse('not-found');
        if (before.authorId !== me.id) refuse('not-yours');
        if (before.takenBackAt !== undefined) refuse('not-found');
        return { ...before, ...change, changed: next.changed };
      }),
    );
    return changed ?? refuse('not-found');
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
      const sent = await inTurn(roomId, async (next) => {
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
      return sent ?? before ?? refuse('store-down');
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

    /** Everything that changed after `changed`, in that order. */
    async since(roomId: string, changed: number): Promise<MessagePage> {
      const found = await records.page({
        where: { roomId },
        order: 'changed',
        past: changed,
        limit: limits.historyPage + 1,
      });
      return {
        messages: found.slice(0, limits.historyPage).map(asMessage),
        more: found.length > limits.historyPage,
      };
    },
  };
}

export type Messages = ReturnType<typeof createMessages>;

const asMessage = ({ _id, ...rest }: record.MessageRecord): Message => ({ id: _id, ...rest });
