import type { StepBack } from '../../shared/rooms';
import { type Store, Taken } from '../store/store';
import * as record from './rooms.record';

/** Who was asked to step back from which room, and until when. */
export function createStepBacks({ store, now }: { store: Store; now: () => number }) {
  const stepBacks = store.collection(record.stepBacks);
  /** Until when, since the start. It bites before it is written, and even while nothing can be written. */
  const outUntil = new Map<string, number>();

  /** Asking again replaces it, also when two hosts ask at the same moment. */
  async function keep(stepBack: record.StepBackRecord): Promise<void> {
    if (await stepBacks.change(stepBack._id, () => stepBack)) return;
    try {
      await stepBacks.insert(stepBack);
    } catch (problem) {
      if (!(problem instanceof Taken)) throw problem;
      await keep(stepBack);
    }
  }

  return {
    /** How many are held in memory. */
    held: () => outUntil.size,

    /** Reads it; what it gives says until when, as things are at that moment. */
    async untilWhen(roomId: string, personId: string): Promise<() => number> {
      const id = idOf(roomId, personId);
      const stored = await stepBacks.get(id);
      return () => outUntil.get(id) ?? stored?.until ?? 0;
    },

    /** Those of a room that are not over yet. */
    async of(roomId: string): Promise<StepBack[]> {
      return (await stepBacks.page({ where: { roomId }, order: 'until', past: now(), limit: 100 })).map(
        asStepBack,
      );
    },

    /** It bites as soon as this is called, and is kept once it resolves. */
    async begin(stepBack: Omit<record.StepBackRecord, '_id'>): Promise<StepBack> {
      const _id = idOf(stepBack.roomId, stepBack.personId);
      outUntil.set(_id, stepBack.until);
      await keep({ ...stepBack, _id });
      return asStepBack({ ...stepBack, _id });
    },

    async end(roomId: string, personId: string) {
      await stepBacks.remove(idOf(roomId, personId));
      outUntil.delete(idOf(roomId, personId));
    },

    /** Step-backs that are over leave no trace. */
    async letGoOfOld() {
      for (const [id, until] of outUntil) if (until <= now()) outUntil.delete(id);
      for (;;) {
        const first = await stepBacks.page({ where: {}, order: 'until', limit: 50 });
        const over = first.filter(({ until }) => until <= now());
        await Promise.all(over.map(({ _id }) => stepBacks.remove(_id)));
        if (over.length < 50) return;
      }
    },

    /** No step-back names this person any more. Those about them bite nobody now, and end. */
    async erase(personId: string) {
      for (let past: string | undefined; ; ) {
        const page = await stepBacks.page({ where: {}, order: '_id', past, limit: 50 });
        for (const { _id, personId: about, byId } of page) {
          if (about === personId) await stepBacks.remove(_id);
          else if (byId === personId)
            await stepBacks.change(_id, (before) => ({ ...before, by: '', byId: undefined }));
        }
        past = page.at(-1)?._id;
        if (page.length < 50) return;
      }
    },
  };
}

const idOf = (roomId: string, personId: string) => `${roomId}-${personId}`;

const asStepBack = ({ personId, name, role, until, by }: record.StepBackRecord): StepBack => ({
  person: { id: personId, name, role },
  until,
  by,
});
