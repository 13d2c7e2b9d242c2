import * as Y from 'yjs';
import { boardCodes, boardLimits } from '../../shared/board-line';
import type { Update, Writer } from './board';
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
  /** A pen belongs to the person who used it first; for good once they wrote with it. */
  function owns({ person }: Writer, pen: number): boolean {
    if (!pens.has(pen)) pens.set(pen, person.id);
    return pens.get(pen) === person.id;
  }

  return {
    owns,
    /** Those of these updates that may be kept, judged as if the ones before were applied already. */
    accept(updates: Update[], bytesKept: number): Accepted {
      const accepted: Accepted = { updates: [], pens: [], refused: [] };
      const ahead = new Map<number, number>();
      const standing = (pen: number) => ahead.get(pen) ?? Y.getState(doc.store, pen);
      const refuse = (writer: Writer, code: number) => void accepted.refused.push({ writer, code });

      for (const update of updates) {
        const { writer, early } = update;
        if (accepted.refused.some((refused) => refused.writer === writer)) continue;
        const judged = judge(doc, standing, update.bytes);
        if (!judged.fits) {
          if (judged.why !== 'gap' || !early) refuse(writer, boardCodes.refused);
          continue;
        }
        const pensUsed = [...judged.ends.keys()];
        if (!pensUsed.every((pen) => owns(writer, pen))) refuse(writer, boardCodes.refused);
        else if (pensUsed.length > 0 && bytesKept > boardLimits.bytes) refuse(writer, boardCodes.full);
        else if (judged.changes) {
          for (const pen of pensUsed)
            if (standing(pen) === 0) accepted.pens.push({ pen, personId: writer.person.id });
          for (const [pen, end] of judged.ends) ahead.set(pen, end);
          accepted.updates.push(update);
        }
      }
      return accepted;
    },
    /** Everyone whose letters are in the document. */
    pensThatWrote: (): Pen[] =>
      [...pens].flatMap(([pen, personId]) => (Y.getState(doc.store, pen) > 0 ? [{ pen, personId }] : [])),
  };
}
