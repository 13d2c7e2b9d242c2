import type { Logger } from 'pino';
import type { Board } from '../../shared/boards';
import { nobody } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Person } from '../../shared/people';
import type { Clock } from '../clock';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import { type Store, Taken } from '../store/store';
import { type BoardRecord, boardSteps, boards } from './boards.record';
import { createOpenBoards } from './open-boards';

export type Boards = ReturnType<typeof createBoards>;

/** The boards of all rooms: their titles here, what is on them in `open`. */
export function createBoards({ store, hall, clock, log }: Needs) {
  const records = store.collection(boards);
  const steps = store.collection(boardSteps);
  const open = createOpenBoards({ store, clock, log });

  const ofRoom = (roomId: string) =>
    records.page({ where: { roomId }, order: 'place', limit: limits.boardsPerRoom });

  let starting: Promise<unknown> = Promise.resolve();

  async function startOnce(person: Person, wanted: Wanted): Promise<Board | undefined> {
    const there = await records.get(wanted.id);
    if (there)
      return there.starterId === person.id && there.roomId === wanted.roomId
        ? asBoard(there)
        : refuse('id-used');
    const [last] = await records.page({
      where: { roomId: wanted.roomId },
      order: 'place',
      newestFirst: true,
      limit: 1,
    });
    const place = (last?.place ?? 0) + 1;
    if (place > limits.boardsPerRoom) refuse('too-large');
    const { id, roomId, title } = wanted;
    const started = { startedBy: person.name, starterId: person.id, startedAt: clock.now() };
    const record: BoardRecord = { _id: id, roomId, place, kind: 'story', title, ...started };
    try {
      await records.insert(record);
    } catch (problem) {
      if (problem instanceof Taken) return undefined;
      throw problem;
    }
    hall.announce(roomId, 'board:changed', asBoard(record));
    return asBoard(record);
  }

  async function startUntilPlaced(person: Person, wanted: Wanted): Promise<Board> {
    // Another process took the place, or the id, at the same moment: the next round sees which.
    for (;;) {
      const board = await startOnce(person, wanted);
      if (board) return board;
    }
  }

  return {
    /** The room's boards, in the order they were started. */
    async list(roomId: string): Promise<Board[]> {
      return (await ofRoom(roomId)).map(asBoard);
    },
    /** Once for each id: asking again gives the same board. Refuses `too-large` when the room has no place left. */
    start(person: Person, wanted: Wanted): Promise<Board> {
      // One after the other: many at the same moment would take each other's place again and again.
      const started = starting.then(() => startUntilPlaced(person, wanted));
      starting = started.catch(() => undefined);
      return started;
    },
    async rename(person: Person, { id, roomId, title }: Wanted): Promise<Board> {
      await this.find(id, roomId);
      const record =
        (await records.change(id, (kept) => ({ ...kept, title, titledBy: person.id }))) ??
        refuse('not-found');
      hall.announce(roomId, 'board:changed', asBoard(record));
      return asBoard(record);
    },
    /** Refuses `not-found`, also for a board of another room when one is named. */
    async find(id: string, roomId?: string): Promise<Board> {
      const record = await records.get(id);
      return record && (roomId === undefined || record.roomId === roomId)
        ? asBoard(record)
        : refuse('not-found');
    },
    /** A log that was cut short is compacted: it may hold what was deleted from the page. */
    async compact(roomId: string) {
      for (const { _id } of await ofRoom(roomId)) {
        if (open.isOpen(_id)) continue; // it does so itself
        const [step] = await steps.page({ where: { boardId: _id }, order: 'n', limit: 1 });
        if (step) await open.visit(_id, roomId, () => undefined);
      }
    },
    /** Someone's words, titles and name leave the room's boards. What others wrote stays as it is. */
    async erase(personId: string, roomId: string) {
      for (const { _id } of await ofRoom(roomId)) {
        await open.visit(_id, roomId, (board) => board.erase(personId));
        const before = await records.get(_id);
        if (!before || (before.starterId !== personId && titlerOf(before) !== personId)) continue;
        const record = await records.change(_id, (kept) => withoutPerson(kept, personId));
        if (record) hall.announce(roomId, 'board:changed', asBoard(record));
      }
    },
    /** What someone wrote on the room's boards, for those where there is something. */
    async *writtenBy(personId: string, roomId: string) {
      for (const record of await ofRoom(roomId)) {
        const words = await open.visit(record._id, roomId, (board) => board.wordsOf(personId));
        const title = titlerOf(record) === personId ? record.title : undefined;
        if (words.length > 0 || title) yield { title, words };
      }
    },
    take: open.take,
    letGo: open.letGo,
    cut: open.cut,
    renamed: open.renamed,
    inMemory: open.inMemory,
    close: open.close,
  };
}

interface Needs {
  store: Store;
  hall: Pick<Hall, 'announce'>;
  clock: Clock;
  log: Logger;
}

type Wanted = Pick<Board, 'id' | 'roomId' | 'title'>;

const titlerOf = ({ titledBy, starterId }: BoardRecord) => titledBy ?? starterId;

function withoutPerson(record: BoardRecord, personId: string): BoardRecord {
  const left = { ...record };
  if (titlerOf(record) === personId) Object.assign(left, { title: '', titledBy: nobody });
  if (record.starterId === personId) Object.assign(left, { startedBy: '', starterId: nobody });
  return left;
}

function asBoard({ _id, roomId, kind, title, startedBy, startedAt }: BoardRecord): Board {
  return { id: _id, roomId, kind, title, startedBy, startedAt };
}
