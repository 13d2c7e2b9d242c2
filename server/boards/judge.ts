import * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';
import { limits } from '../../shared/limits';

/** `gap`: it needs something the server lacks. `pens`: the Yjs client ids it writes new letters with. */
export type Judged =
  | { fits: true; changes: boolean; pens: number[] }
  | { fits: false; why: 'malformed' | 'gap' };

/** More letters than one frame can carry are not typed but forged. */
const mostLetters = limits.boardFrameBytes;
/** A page writes with one pen; Yjs may have given it a second while it was away. */
const mostPens = 2;

/**
 * Reads an update before Yjs is let near it. Only one that goes on where the document stands fits: each pen
 * without a gap and by a bounded step. Yjs itself would take a forged step of 2^40 letters, after which it
 * throws away what the pen's owner writes next.
 */
export function judge(doc: Y.Doc, update: Uint8Array): Judged {
  const read = decode(update);
  if (!read) return { fits: false, why: 'malformed' };
  const ends = new Map<number, number>();
  const endOf = (pen: number) => ends.get(pen) ?? Y.getState(doc.store, pen);

  for (const struct of read.structs) {
    const { client, clock } = struct.id;
    if (struct.length < 1 || isElsewhere(struct)) return { fits: false, why: 'malformed' };
    if (struct instanceof Y.Skip || clock > endOf(client)) return { fits: false, why: 'gap' };
    if (clock + struct.length > endOf(client)) ends.set(client, clock + struct.length);
  }
  const letters = [...ends].reduce((sum, [pen, end]) => sum + end - Y.getState(doc.store, pen), 0);
  if (letters > mostLetters || ends.size > mostPens) return { fits: false, why: 'malformed' };

  let changes = ends.size > 0;
  for (const [pen, ranges] of read.ds.clients)
    for (const { clock, len } of ranges) {
      if (clock + len > endOf(pen)) return { fits: false, why: 'gap' };
      changes ||= isThere(doc, pen, clock, len);
    }
  return { fits: true, changes, pens: [...ends.keys()] };
}

function decode(update: Uint8Array) {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return undefined;
  }
}

/** Under a root that is not the page's it would be seen by nobody. */
function isElsewhere(struct: Y.Item | Y.GC | Y.Skip): boolean {
  return struct instanceof Y.Item && typeof struct.parent === 'string' && struct.parent !== boardRoot;
}

/** Is anything in this stretch not deleted yet? */
function isThere(doc: Y.Doc, pen: number, clock: number, length: number): boolean {
  const structs = doc.store.clients.get(pen);
  if (!structs || clock + length > Y.getState(doc.store, pen)) return true;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= clock + length) return false;
    if (!struct.deleted) return true;
  }
  return false;
}
