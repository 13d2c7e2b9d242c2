import { limits } from '../../shared/limits';
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

type Next = { seq: number; changed: number };

/**
 * Gives each room's numbers, one change at a time and without a gap. They go on where they stood, also when
 * the messages that had the last ones are gone. `written` is told of every message that took a number.
 */
export function createNumbers({
  store,
  written,
}: {
  store: Store;
  written: (message: record.MessageRecord) => void;
}) {
  const records = store.collection(record.messages);
  const floors = store.collection(record.floors);
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
    const floor = await floors.get(roomId);
    return {
      seq: Math.max(last?.seq ?? 0, floor?.seq ?? 0),
      changed: Math.max(latest?.changed ?? 0, floor?.changed ?? 0),
      sure: true,
      turn: Promise.resolve(),
    };
  }

  function count(counter: Counter, message: record.MessageRecord) {
    counter.seq = Math.max(counter.seq, message.seq);
    counter.changed = message.changed;
    written(message);
  }

  /** What was kept although its write failed has its number, and is told before the next one. */
  async function makeSure(roomId: string, counter: Counter) {
    const where = { where: { roomId }, order: 'changed' as const, past: counter.changed };
    for (const kept of await records.page({ ...where, limit: limits.historyPage })) count(counter, kept);
    counter.sure = true;
  }

  /** Runs when all that was asked of this room before is done. */
  async function inTurn<Value>(roomId: string, run: (counter: Counter) => Promise<Value>): Promise<Value> {
    const counter = await counterOf(roomId);
    const turn = counter.turn.then(async () => {
      if (!counter.sure) await makeSure(roomId, counter);
      return run(counter);
    });
    counter.turn = turn.catch(() => undefined);
    return turn;
  }

  async function keepFloor(roomId: string, { seq, changed }: Next) {
    const higher = (floor: record.FloorRecord) => ({
      ...floor,
      seq: Math.max(floor.seq, seq),
      changed: Math.max(floor.changed, changed),
    });
    if (await floors.change(roomId, higher)) return;
    try {
      await floors.insert({ _id: roomId, seq, changed });
    } catch (problem) {
      if (!(problem instanceof Taken)) throw problem;
      await floors.change(roomId, higher);
    }
  }

  return {
    /** Runs `write` with the room's next numbers; they count as given only if it gives what it wrote. */
    give: (roomId: string, write: (next: Next) => Promise<record.MessageRecord | undefined>) =>
      inTurn(roomId, async (counter) => {
        counter.sure = false;
        const message = await write({ seq: counter.seq + 1, changed: counter.changed + 1 });
        if (!message) return undefined;
        count(counter, message);
        counter.sure = true;
        return message;
      }),

    /** Removes these messages of a room for good. Their numbers are never given again. */
    retire: (roomId: string, ids: string[]) =>
      inTurn(roomId, async (counter) => {
        await keepFloor(roomId, counter);
        await Promise.all(ids.map((id) => records.remove(id)));
      }),
  };
}

export type Numbers = ReturnType<typeof createNumbers>;
