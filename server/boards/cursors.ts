import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as z from 'zod';
import { boardKinds, boardLimits } from '../../shared/board-line';
import type { Writer } from './board';

const PenPlace = z.strictObject({ client: z.int().nonnegative(), clock: z.int().nonnegative() }).nullish();
const Place = z.strictObject({
  type: PenPlace,
  tname: z.string().max(40).nullish(),
  item: PenPlace,
  assoc: z.int().nullish(),
});
/** Where someone's caret is, as Yjs writes it. A shape it cannot read would break the others' pages. */
const Cursor = z.strictObject({ anchor: Place, head: Place });

interface Shown {
  pen: number;
  cursor: z.infer<typeof Cursor> | null;
}

/**
 * Who is on the board and where their carets are (Yjs awareness), with names the server gives. A writer
 * speaks for one pen, its own; what it says of others is passed over, as pages repeat what they hear.
 */
export function createCursors({
  now,
  owns,
}: {
  now: () => number;
  owns: (writer: Writer, pen: number) => boolean;
}) {
  const shown = new Map<Writer, Shown>();
  // Ours, not the pages': it never falls behind what a page remembers of someone, across restarts too.
  let clock = 0;

  function say(about: Iterable<[Writer, Shown | { pen: number; gone: true }]>): Uint8Array {
    const entries = [...about];
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, entries.length);
    for (const [{ person }, said] of entries) {
      clock = Math.max(clock + 1, now());
      encoding.writeVarUint(inner, said.pen);
      encoding.writeVarUint(inner, clock);
      const user = { name: person.name, personId: person.id };
      encoding.writeVarString(inner, JSON.stringify('gone' in said ? null : { user, cursor: said.cursor }));
    }
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, boardKinds.awareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    return encoding.toUint8Array(encoder);
  }

  function tellOthers(others: Iterable<Writer>, writer: Writer, said: Shown | { pen: number; gone: true }) {
    const bytes = say([[writer, said]]);
    for (const other of others) if (other !== writer) other.tell(bytes);
  }

  function show(others: Iterable<Writer>, writer: Writer, pen: number, state: unknown) {
    if (state === null) return gone(others, writer);
    if (!shown.has(writer)) {
      if (!owns(writer, pen)) return;
      // The same page on a new socket, its old one not known to be dead yet.
      for (const [older, { pen: olderPen }] of shown) if (olderPen === pen) shown.delete(older);
    }
    const cursor = Cursor.safeParse(isRecord(state) ? state.cursor : undefined);
    const said = { pen, cursor: cursor.success ? cursor.data : null };
    shown.set(writer, said);
    tellOthers(others, writer, said);
  }

  function gone(others: Iterable<Writer>, writer: Writer) {
    const mine = shown.get(writer);
    if (!mine) return;
    shown.delete(writer);
    tellOthers(others, writer, { pen: mine.pen, gone: true });
  }

  return {
    /** Throws when the bytes are malformed or too many. */
    hear(others: Iterable<Writer>, writer: Writer, bytes: Uint8Array) {
      const decoder = decoding.createDecoder(bytes);
      const count = decoding.readVarUint(decoder);
      for (let entry = 0; entry < count; entry++) {
        const pen = decoding.readVarUint(decoder);
        decoding.readVarUint(decoder);
        const said = decoding.readVarString(decoder);
        const mine = shown.get(writer);
        if (mine && mine.pen !== pen) continue;
        if (said.length > boardLimits.awarenessBytes) throw new Error('awareness too large');
        show(others, writer, pen, JSON.parse(said));
      }
    },
    tellAll: (writer: Writer) =>
      shown.size > 0 && writer.tell(say([...shown].filter(([other]) => other !== writer))),
    gone,
    renamed(others: Iterable<Writer>, writer: Writer) {
      const mine = shown.get(writer);
      if (mine) tellOthers(others, writer, mine);
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
