import { nobody } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Message } from '../../shared/messages';
import type { Room } from '../../shared/rooms';
import type { Hall } from '../hall';
import type { Store } from '../store/store';
import * as record from './messages.record';
import type { Numbers } from './numbers';

/** How many are let go of in one turn of a room: whoever writes meanwhile waits for no more than that. */
const atOnce = 50;

/** How long words stay, and whose they are: letting go of the old, and of all that one person wrote. */
export function createRetention({
  store,
  hall,
  numbers,
  now,
}: {
  store: Store;
  hall: Hall;
  numbers: Numbers;
  now: () => number;
}) {
  const records = store.collection(record.messages);
  /** By room, since the start: what was sent before this moment is gone. */
  const goneBefore = new Map<string, number>();

  /** A person's messages in a room, in their order, a few at a time. */
  async function* of(personId: string, roomId: string): AsyncGenerator<record.MessageRecord> {
    for (let past: number | undefined; ; ) {
      const where = { roomId, authorId: personId };
      const page = await records.page({ where, order: 'seq', past, limit: atOnce });
      yield* page;
      past = page.at(-1)?.seq;
      if (page.length < atOnce) return;
    }
  }

  return {
    goneBefore: (roomId: string) => goneBefore.get(roomId) ?? 0,

    /** Removes what a room no longer keeps, and tells those inside. Cut short, it goes on the next time. */
    async letGoOfOld({ id: roomId, keeps }: Pick<Room, 'id' | 'keeps'>) {
      if (keeps === 'always') return;
      const sentBefore = now() - limits.keptMs[keeps];
      for (;;) {
        const oldest = await records.page({ where: { roomId }, order: 'sentAt', limit: atOnce });
        const old = oldest.filter(({ sentAt }) => sentAt < sentBefore);
        if (old.length > 0)
          await numbers.retire(
            roomId,
            old.map(({ _id }) => _id),
          );
        if (old.length < atOnce) break;
      }
      goneBefore.set(roomId, Math.max(sentBefore, goneBefore.get(roomId) ?? 0));
      hall.announce(roomId, 'message:gone', { roomId, sentBefore });
    },

    /** When the oldest message of each room was sent. A room without words is left out. */
    async oldest(roomIds: string[]): Promise<{ roomId: string; sentAt: number }[]> {
      const firsts = await Promise.all(
        roomIds.map((roomId) => records.page({ where: { roomId }, order: 'sentAt', limit: 1 })),
      );
      return firsts.flat().map(({ roomId, sentAt }) => ({ roomId, sentAt }));
    },

    /** What someone said in a room and did not take back, in its order. */
    async *saidBy(
      personId: string,
      roomId: string,
    ): AsyncGenerator<Pick<Message, 'body' | 'sentAt' | 'editedAt'>> {
      for await (const { body, sentAt, editedAt, takenBackAt } of of(personId, roomId))
        if (takenBackAt === undefined) yield { body, sentAt, editedAt };
    },

    /** Someone's words and name leave a room. Their places stay, so that the order has no hole. */
    async erase(personId: string, roomId: string) {
      for await (const { _id } of of(personId, roomId))
        await numbers.give(roomId, ({ changed }) =>
          records.change(_id, (before) => blank(before, changed, now())),
        );
    },
  };
}

const blank = (
  { _id, roomId, seq, sentAt }: record.MessageRecord,
  changed: number,
  erasedAt: number,
): record.MessageRecord => ({
  _id,
  roomId,
  seq,
  sentAt,
  changed,
  erasedAt,
  authorId: nobody,
  authorName: '',
  body: '',
});
