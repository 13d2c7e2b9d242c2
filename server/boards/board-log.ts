import * as Y from 'yjs';
import { type Collection, type Store, Taken } from '../store/store';
import { boardSnapshots, boardSteps, type Pen, type SnapshotRecord, type StepRecord } from './boards.record';

/** What one board keeps on disk: a snapshot and the steps past it. One at a time for each board. */
interface BoardLog {
  /** Durable once it resolves. A step that another writer of this log took already rejects with `Taken`. */
  append(updates: Uint8Array[], pens: Pen[]): Promise<string>;
  /** Leaves no more than these in a step; none at all removes it. */
  rewrite(stepId: string, updates: Uint8Array[]): Promise<void>;
  /** Writes the document as the snapshot, and only then removes the steps it holds. */
  compact(state: Uint8Array, pens: Pen[]): Promise<void>;
  /** What is on disk: all bytes, and how much of it is steps. */
  size(): { bytes: number; steps: number; stepBytes: number };
}

/** Reads a board whole, or rejects: never a part of it, never an empty one instead. */
export async function openLog(store: Store, boardId: string) {
  const steps = store.collection(boardSteps);
  const snapshots = store.collection(boardSnapshots);
  const snapshot = await snapshots.get(boardId);
  const rows = await allSteps(steps, boardId);
  const past = rows.filter((row) => row.n > (snapshot?.upTo ?? 0));

  const doc = new Y.Doc({ gc: true });
  const pens = new Map<number, string>();
  for (const { pen, personId } of [...(snapshot?.pens ?? []), ...past.flatMap((row) => row.pens)])
    pens.set(pen, personId);
  if (snapshot) Y.applyUpdate(doc, snapshot.state);
  for (const update of past.flatMap((row) => row.updates)) Y.applyUpdate(doc, update);
  if (hasHole(doc)) throw new Error('the log of a board has a hole');

  let n = past.at(-1)?.n ?? snapshot?.upTo ?? 0;
  let count = rows.length;
  let stepBytes = past.reduce((sum, row) => sum + sizeOf(row.updates), 0);
  let stateBytes = snapshot?.state.length ?? 0;

  const log: BoardLog = {
    async append(updates, newPens) {
      const id = `${boardId}.${n + 1}`;
      await steps.insert({ _id: id, boardId, n: n + 1, updates: updates.map(asBuffer), pens: newPens });
      n += 1;
      count += 1;
      stepBytes += sizeOf(updates);
      return id;
    },
    async rewrite(stepId, updates) {
      if (updates.length === 0) await steps.remove(stepId);
      else await steps.change(stepId, (row) => ({ ...row, updates: updates.map(asBuffer) }));
    },
    async compact(state, allPens) {
      await write(snapshots, { _id: boardId, upTo: n, state: asBuffer(state), pens: allPens });
      stateBytes = state.length;
      stepBytes = 0;
      const held = (await allSteps(steps, boardId)).filter((row) => row.n <= n);
      await Promise.all(held.map((row) => steps.remove(row._id)));
      count = 0;
    },
    size: () => ({ bytes: stateBytes + stepBytes, steps: count, stepBytes }),
  };
  return { doc, pens, log };
}

/** Structs that wait for others that never came. */
export function hasHole(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

async function allSteps(steps: Collection<StepRecord>, boardId: string): Promise<StepRecord[]> {
  const all: StepRecord[] = [];
  for (;;) {
    const past = all.at(-1)?.n;
    const page = await steps.page({ where: { boardId }, order: 'n', past, limit: stepsAtOnce });
    all.push(...page);
    if (page.length < stepsAtOnce) return all;
  }
}

async function write(snapshots: Collection<SnapshotRecord>, snapshot: SnapshotRecord) {
  // A write that was given up as too slow may still arrive: it must not put an older state back.
  const newer = (kept: SnapshotRecord) => (kept.upTo > snapshot.upTo ? kept : snapshot);
  if (await snapshots.change(snapshot._id, newer)) return;
  try {
    await snapshots.insert(snapshot);
  } catch (problem) {
    if (!(problem instanceof Taken)) throw problem;
    await snapshots.change(snapshot._id, newer);
  }
}

const stepsAtOnce = 100;
const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const sizeOf = (updates: Uint8Array[]) => updates.reduce((sum, update) => sum + update.length, 0);
