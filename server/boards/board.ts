import type { Logger } from 'pino';
import * as Y from 'yjs';
import { boardCodes } from '../../shared/board-line';
import { nobody } from '../../shared/ids';
import type { Person } from '../../shared/people';
import type { Clock } from '../clock';
import { nameOf } from '../problems';
import type { Store } from '../store/store';
import { hasHole, openLog } from './board-log';
import type { Pen } from './boards.record';
import { createCursors } from './cursors';
import { saved, sync } from './frames';
import { createGate } from './gate';
import { withdraw, wordsOf } from './whose';

/** One socket on one board. */
export interface Writer {
  person: Pick<Person, 'id' | 'name'>;
  /** Once true nothing of theirs is kept any more, not even what waits. */
  letGo: boolean;
  tell(frame: Uint8Array): void;
  cut(code: number): void;
}

export interface Update {
  writer: Writer;
  bytes: Uint8Array;
  /** Came before the page's first sync step 2, which holds it too. */
  early: boolean;
}

type Task = Update | { writer: Writer; counter: number };

interface Erasure {
  personId: string;
  settle(problem?: unknown): void;
}

export type OpenBoard = Awaited<ReturnType<typeof openBoard>>;

/**
 * One open board. What writers send waits in one queue; what waits together is judged, written to the log,
 * and only once it is on disk applied and passed on: so the document never holds what the log lacks. When
 * the log cannot be written the document is given up (`onBroken`): everyone is cut, keeps their words, and
 * comes back to a document read anew. Rejects when the board cannot be read.
 */
export async function openBoard({ store, boardId, clock, log, onBroken }: Opening) {
  const { doc, pens, log: steps } = await openLog(store, boardId);
  const writers = new Set<Writer>();
  const gate = createGate(doc, pens);
  const cursors = createCursors({ now: clock.now, owns: gate.owns });
  const queue: Task[] = [];
  const erasures: Erasure[] = [];
  let working: Promise<void> | undefined;
  let compactingIsDue = false;
  let stopWaiting: (() => void) | undefined;
  let ended = false;

  doc.on('update', (update: Uint8Array, from: unknown) => {
    const frame = sync.update(update);
    for (const writer of writers) if (writer !== from) writer.tell(frame);
  });

  function enqueue(task: Task) {
    if (ended || task.writer.letGo) return;
    queue.push(task);
    start();
  }

  function start() {
    working ??= work().finally(() => {
      working = undefined;
      if (hasWork()) start();
    });
  }

  const hasWork = () => queue.length > 0 || erasures.length > 0;

  async function work() {
    try {
      do {
        await keep(queue.splice(0, howManyAtOnce(queue)));
        for (const erasure of erasures.splice(0)) await carryOut(erasure);
        if (compactingIsDue || isLong(steps.size())) await compact();
      } while (hasWork());
    } catch (problem) {
      giveUp(problem);
    }
  }

  async function keep(tasks: Task[]) {
    const live = tasks.filter(({ writer }) => !writer.letGo);
    const { updates, pens: newPens, refused } = gate.accept(live.filter(isUpdate), steps.size().bytes);
    for (const { writer, code } of refused) refuse(writer, code);
    if (updates.length > 0) await write(updates, newPens);
    for (const task of live) if (!isUpdate(task) && !task.writer.letGo) task.writer.tell(saved(task.counter));
  }

  async function write(updates: Update[], newPens: Pen[]) {
    const stepId = await steps.append(updates.map(bytesOf), newPens);
    stopWaiting ??= clock.after(compactWithinMs, () => {
      compactingIsDue = true;
      start();
    });
    const staying = await withoutLetGo(stepId, updates);
    try {
      for (const { bytes, writer } of staying) Y.applyUpdate(doc, bytes, writer);
      if (hasHole(doc)) throw new Error('an update cannot be placed');
    } catch (problem) {
      // Not to be met again by whoever opens the board next. Its writers were told nothing and keep it.
      await steps.rewrite(stepId, []);
      throw problem;
    }
  }

  /** Some may have been let go while the disk was writing: their words leave the step again. */
  async function withoutLetGo(stepId: string, updates: Update[]): Promise<Update[]> {
    const staying = updates.filter(({ writer }) => !writer.letGo);
    if (staying.length === updates.length) return staying;
    gate.forgetTrial();
    await steps.rewrite(stepId, staying.map(bytesOf));
    return withoutLetGo(stepId, staying);
  }

  function refuse(writer: Writer, code: number) {
    log.warn({ boardId, personId: writer.person.id, code }, 'an update was refused');
    writer.letGo = true;
    writer.cut(code);
  }

  function giveUp(problem: unknown) {
    log.error({ boardId, problem: nameOf(problem) }, 'a board cannot be kept');
    end();
    onBroken();
    for (const writer of writers) writer.cut(boardCodes.notSaved);
  }

  /** Seen at once, and kept before anything else is: the log is written anew without those words. */
  async function carryOut({ personId, settle }: Erasure) {
    try {
      const theirs = pensOf(personId);
      withdraw(doc, theirs);
      for (const pen of theirs) pens.set(pen, nobody);
      gate.forgetTrial();
      if (theirs.size > 0 || steps.size().steps > 0) await writeAnew();
      settle();
    } catch (problem) {
      settle(problem);
      throw problem;
    }
  }

  const pensOf = (personId: string) =>
    new Set([...pens].flatMap(([pen, whose]) => (whose === personId ? [pen] : [])));

  async function writeAnew() {
    await steps.compact(Y.encodeStateAsUpdate(doc), gate.pensThatWrote());
    stopWaiting?.();
    stopWaiting = undefined;
    compactingIsDue = false;
  }

  async function compact() {
    try {
      await writeAnew();
    } catch (problem) {
      // The steps are all still there: it is tried again after the next ones.
      log.warn({ boardId, problem: nameOf(problem) }, 'a board could not be compacted');
    }
  }

  function end() {
    ended = true;
    stopWaiting?.();
    queue.length = 0;
    for (const { settle } of erasures.splice(0)) settle(new Error('the board is closed'));
    doc.destroy();
  }

  return {
    join(writer: Writer) {
      writers.add(writer);
      writer.tell(sync.step1(doc));
      cursors.tellAll(writer);
    },
    part(writer: Writer) {
      writers.delete(writer);
      cursors.gone(writers, writer);
    },
    receive: (writer: Writer, bytes: Uint8Array, early: boolean) => enqueue({ writer, bytes, early }),
    sayWhenSaved: (writer: Writer, counter: number) => enqueue({ writer, counter }),
    /** What the page lacks. Throws when its vector is malformed. */
    tellMissing: (writer: Writer, vector: Uint8Array) => writer.tell(sync.step2(doc, vector)),
    /** Throws when the bytes are malformed. */
    hearCursor: (writer: Writer, bytes: Uint8Array) => cursors.hear(writers, writer, bytes),
    tellCursors: cursors.tellAll,
    /** Someone has another name now: their caret shows it at once. */
    renamed(person: Person) {
      for (const writer of writers) {
        if (writer.person.id !== person.id) continue;
        writer.person = person;
        cursors.renamed(writers, writer);
      }
    },
    /** What this person wrote leaves every screen, the document and the log. Rejects when it could not be kept. */
    erase: (personId: string) =>
      new Promise<void>((resolve, reject) => {
        if (ended) return reject(new Error('the board is closed'));
        erasures.push({
          personId,
          settle: (problem) => (problem === undefined ? resolve() : reject(problem)),
        });
        start();
      }),
    /** What this person wrote and nobody deleted. */
    wordsOf: (personId: string) => wordsOf(doc, pensOf(personId)),
    /** Waits for what is under way and turns the log into a snapshot. Nobody may be on the board any more. */
    async close() {
      await working;
      if (ended) return;
      if (steps.size().steps > 0) await compact();
      end();
    },
  };
}

interface Opening {
  store: Store;
  boardId: string;
  clock: Clock;
  log: Logger;
  /** The document can no longer be kept: open the board anew. */
  onBroken: () => void;
}

/** What was deleted leaves the log at the next compacting: so one is due well before a day is over. */
const compactWithinMs = 6 * 60 * 60 * 1000;
const bytesAtOnce = 1024 * 1024;
const isLong = ({ steps, stepBytes }: { steps: number; stepBytes: number }) =>
  steps >= 200 || stepBytes >= bytesAtOnce;

/** One step is one record: as much as a record holds with ease, and at least one. */
function howManyAtOnce(queue: Task[]): number {
  let bytes = 0;
  const over = queue.findIndex((task) => {
    bytes += isUpdate(task) ? task.bytes.length : 0;
    return bytes > bytesAtOnce;
  });
  return over === -1 ? queue.length : Math.max(1, over);
}

const isUpdate = (task: Task): task is Update => 'bytes' in task;
const bytesOf = ({ bytes }: Update) => bytes;
