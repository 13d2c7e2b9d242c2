import * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';
import { limits } from '../../shared/limits';

/** `pens`: the Yjs client ids it writes new letters with. */
export interface Judged {
  changes: boolean;
  pens: number[];
}

/** More letters than one frame can carry are not typed but forged. */
const mostLetters = limits.boardFrameBytes;
/** A page writes with one pen; Yjs may have given it a second while it was away. */
const mostPens = 2;

/**
 * Reads an update before Yjs is let near it; undefined when it must not be. Yjs itself would take a forged
 * step of 2^40 letters, after which it throws away what the pen's owner writes next.
 */
export function judge(doc: Y.Doc, update: Uint8Array): Judged | undefined {
  const read = decode(update);
  if (!read || read.structs.some((struct) => struct.length < 1 || isElsewhere(struct))) return undefined;
  const ends = new Map<number, number>();
  for (const { id, length } of read.structs) {
    const stands = ends.get(id.client) ?? Y.getState(doc.store, id.client);
    if (id.clock + length > stands) ends.set(id.client, id.clock + length);
  }
  const letters = [...ends].reduce((sum, [pen, end]) => sum + end - Y.getState(doc.store, pen), 0);
  if (letters > mostLetters || ends.size > mostPens) return undefined;

  const deleted = [...read.ds.clients].flatMap(([pen, ranges]) => ranges.map((range) => ({ pen, ...range })));
  const changes = ends.size > 0 || deleted.some(({ pen, clock, len }) => isThere(doc, pen, clock, len));
  return { changes, pens: [...ends.keys()] };
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
