import * as encoding from 'lib0/encoding';
import * as protocol from 'y-protocols/sync';
import type * as Y from 'yjs';
import { boardKinds } from '../../shared/board-line';

/** The frames the server sends. Their shapes are told in `shared/board-line.ts`. */
export const sync = {
  step1: (doc: Y.Doc) => frame(boardKinds.sync, (encoder) => protocol.writeSyncStep1(encoder, doc)),
  /** Throws when the vector is malformed. */
  step2: (doc: Y.Doc, vector: Uint8Array) =>
    frame(boardKinds.sync, (encoder) => protocol.writeSyncStep2(encoder, doc, vector)),
  update: (update: Uint8Array) => frame(boardKinds.sync, (encoder) => protocol.writeUpdate(encoder, update)),
};

export function saved(counter: number): Uint8Array {
  return frame(boardKinds.saved, (encoder) => encoding.writeVarUint(encoder, counter));
}

function frame(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
