import * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';
import { limits } from '../../shared/limits';

/** What an update would do: where each pen it writes with would stand afterwards. */
export type Judged =
  | { fits: true; changes: boolean; ends: Map<number, number> }
  | { fits: false; why: 'malformed' | 'gap' };

/** More letters than one frame can carry are not typed but forged. */
const mostLetters = limits.boardFrameBytes;
/** A page writes with one pen; Yjs may have given it a second while it was away. */
const mostPens = 2;

/**
 * Reads an update before anything is done with it. Only one that goes on where the server stands fits:
 * each pen without a gap, by a bounded step, pointing at nothing the server lacks. Yjs itself would take a
 * forged step of 2^40 letters, after which it throws away what the pen's owner writes next.
 * `standing` is where a pen stands, counting what was accepted and is not applied yet.
 */
export function judge(doc: Y.Doc, standing: (pen: number) => number, update: Uint8Array): Judged {
  const read = decode(update);
  if (!read) return { fits: false, why: 'malformed' };
  const ends = new Map<number, number>();
  const endOf = (pen: number) => ends.get(pen) ?? standing(pen);

  for (const struct of read.structs) {
    const { client, clock } = struct.id;
    if (struct.length < 1) return { fits: false, why: 'malformed' };
    if (struct instanceof Y.Skip || clock > endOf(client)) return { fits: false, why: 'gap' };
    if (clock + struct.length > endOf(client)) ends.set(client, clock + struct.length);
  }
  const letters = [...ends].reduce((sum, [pen, end]) => sum + end - standing(pen), 0);
  if (letters > mostLetters || ends.size > mostPens) return { fits: false, why: 'malformed' };

  /** Pens that lean on what another pen writes in this very update: two would wait for each other for ever. */
  const leaning = new Set<number>();
  for (const struct of read.structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { client, clock } = struct.id;
    if (typeof struct.parent === 'string' && struct.parent !== boardRoot)
      return { fits: false, why: 'malformed' };
    for (const id of pointsAt(struct)) {
      if (id.clock >= endOf(id.client)) return { fits: false, why: 'gap' };
      if (id.client === client && id.clock >= clock) return { fits: false, why: 'malformed' };
      if (id.client !== client && id.clock >= standing(id.client)) leaning.add(client);
    }
  }
  if (leaning.size > 1) return { fits: false, why: 'malformed' };

  let changes = ends.size > 0;
  for (const [pen, ranges] of read.ds.clients)
    for (const { clock, len } of ranges) {
      if (clock + len > endOf(pen)) return { fits: false, why: 'gap' };
      changes ||= isThere(doc, pen, clock, len);
    }
  return { fits: true, changes, ends };
}

function decode(update: Uint8Array) {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return undefined;
  }
}

/** The letters this one stands beside or within. */
function pointsAt({ origin, rightOrigin, parent }: Y.Item): Y.ID[] {
  return [origin, rightOrigin, parent].filter((id) => id instanceof Y.ID);
}

/** Is anything in this stretch not deleted yet? */
function isThere(doc: Y.Doc, pen: number, clock: number, length: number): boolean {
  if (clock + length > Y.getState(doc.store, pen)) return true;
  const structs = doc.store.clients.get(pen) ?? [];
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= clock + length) return false;
    if (!struct.deleted) return true;
  }
  return false;
}
