import * as Y from 'yjs';
import { boardCodes, boardLimits } from '../../shared/board-line';
import type { Update, Writer } from './board';
import { hasHole } from './board-log';
import type { Pen } from './boards.record';
import { judge } from './judge';

export interface Accepted {
  updates: Update[];
  /** Pens that write for the first time. */
  pens: Pen[];
  refused: { writer: Writer; code: number }[];
}

/**
 * Decides what goes into the log. `pens` says whose each Yjs client id is: without it, anyone could write
 * on under the id of someone whose line is lost, and what she wrote meanwhile would be taken for known.
 */
export function createGate(doc: Y.Doc, pens: Map<number, string>) {
  /**
   * A copy of the document where each update is tried first, for a forged one can break Yjs half-way. It is
   * ahead by what was accepted and is not applied yet. Undefined: to be made anew.
   */
  let trial: Y.Doc | undefined;

  /** A pen belongs to the person who used it first; for good once they wrote with it. */
  function owns({ person }: Writer, pen: number): boolean {
    if (!pens.has(pen)) {
      makeRoomFor(person.id);
      pens.set(pen, person.id);
    }
    return pens.get(pen) === person.id;
  }

  /** A page whose line is lost finds its pen as it was, written with or not; but nobody hoards them. */
  function makeRoomFor(personId: string) {
    const wrote = (pen: number) =>
      Y.getState(doc.store, pen) > 0 || (trial !== undefined && Y.getState(trial.store, pen) > 0);
    const unused = [...pens.keys()].filter((pen) => pens.get(pen) === personId && !wrote(pen));
    if (unused.length >= mostUnusedPens) pens.delete(unused[0] as number);
  }

  /** Puts it into `accepted`, passes over it, or gives the code to refuse its writer with. */
  function consider(update: Update, accepted: Accepted, isFull: boolean): number | undefined {
    trial ??= copyOf(doc, accepted.updates);
    const tried = trial;
    const judged = judge(tried, update.bytes);
    if (!judged?.pens.every((pen) => owns(update.writer, pen))) return boardCodes.refused;
    if (judged.pens.length > 0 && isFull) return boardCodes.full;
    if (!judged.changes) return undefined;

    const fresh = judged.pens.filter((pen) => Y.getState(tried.store, pen) === 0);
    try {
      Y.applyUpdate(tried, update.bytes);
    } catch {
      trial = undefined;
      return boardCodes.refused;
    }
    if (hasHole(tried)) {
      trial = undefined;
      // It needs something that is not here. Sent before the page's first sync step 2, that is no fault.
      return update.early ? undefined : boardCodes.refused;
    }
    accepted.updates.push(update);
    accepted.pens.push(...fresh.map((pen) => ({ pen, personId: update.writer.person.id })));
    return undefined;
  }

  return {
    owns,
    /** Those of these updates that may be kept, in their order. To be applied before the next call. */
    accept(updates: Update[], bytesKept: number): Accepted {
      const accepted: Accepted = { updates: [], pens: [], refused: [] };
      for (const update of updates) {
        if (accepted.refused.some(({ writer }) => writer === update.writer)) continue;
        const code = consider(update, accepted, bytesKept > boardLimits.bytes);
        if (code !== undefined) accepted.refused.push({ writer: update.writer, code });
      }
      return accepted;
    },
    /** Not all that was accepted will be applied. */
    forgetTrial() {
      trial = undefined;
    },
    /** Everyone whose letters are in the document. */
    pensThatWrote: (): Pen[] =>
      [...pens].flatMap(([pen, personId]) => (Y.getState(doc.store, pen) > 0 ? [{ pen, personId }] : [])),
  };
}

/** Of one person, on one board, while it is open. */
const mostUnusedPens = 50;

function copyOf(doc: Y.Doc, ahead: Update[]): Y.Doc {
  const copy = new Y.Doc({ gc: true });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  for (const { bytes } of ahead) Y.applyUpdate(copy, bytes);
  return copy;
}
