/** A change of one message that its author asks for; asked again with the same id while no answer came. */
export type Ask =
  | { op: 'send' | 'edit'; room: string; id: string; body: string }
  | { op: 'take-back'; room: string; id: string };

/** A message as a reader has it. */
export interface Seen {
  id: string;
  seq: number;
  body: string;
}

/** What people did and saw, in the order in which they learned of it. */
export type Event =
  | Ask
  /** The server acknowledged the last ask about this message. */
  | { op: 'ack'; id: string }
  /** All of a room, from its first message on, as this reader has it. */
  | { op: 'read'; by: string; room: string; messages: Seen[] }
  | { op: 'write'; board: string; word: string }
  /** The server said that these are on disk. */
  | { op: 'saved'; board: string; words: string[] }
  | { op: 'read-board'; by: string; board: string; words: string[] };

type FaultKind =
  | 'lost' // acknowledged, and not there
  | 'doubled' // there twice
  | 'unknown' // nobody wrote it
  | 'changed' // not the words that were acknowledged
  | 'gap' // the numbers of a room are not 1, 2, 3 ...
  | 'order' // two readers have another order
  | 'lost word'
  | 'doubled word'
  | 'unknown word'
  | 'replicas'; // two pages of one board differ

export interface Fault {
  kind: FaultKind;
  what: string;
}

/** A message with what may stand in it now: what was acknowledged, or what was asked for since. */
interface Known {
  room: string;
  settled: string | undefined;
  asked: string | undefined;
}

interface KnownBoard {
  written: Set<string>;
  saved: Set<string>;
}

/**
 * Judges a history: every read must show all that was acknowledged before it, once, in one order. Nothing
 * here knows how the server works.
 */
export function judge(history: readonly Event[]): Fault[] {
  const faults: Fault[] = [];
  const messages = new Map<string, Known>();
  const boards = new Map<string, KnownBoard>();
  const lastReads = new Map<string, Map<string, string[]>>();
  const lastBoardReads = new Map<string, Map<string, string[]>>();
  const find = (kind: FaultKind, what: string) => void faults.push({ kind, what });
  const board = (id: string) =>
    entry<string, KnownBoard>(boards, id, () => ({ written: new Set(), saved: new Set() }));

  for (const event of history)
    switch (event.op) {
      case 'ack': {
        const known = messages.get(event.id);
        if (known) known.settled = known.asked;
        break;
      }
      case 'read':
        judgeRead(event, messages, find);
        entry(lastReads, event.room, () => new Map()).set(
          event.by,
          event.messages.map(({ id }) => id),
        );
        break;
      case 'write':
        board(event.board).written.add(event.word);
        break;
      case 'saved':
        for (const word of event.words) board(event.board).saved.add(word);
        break;
      case 'read-board':
        judgeBoardRead(event, board(event.board), find);
        entry(lastBoardReads, event.board, () => new Map()).set(event.by, event.words);
        break;
      default: {
        const { room, id } = event;
        const known = entry(messages, id, () => ({ room, settled: undefined, asked: undefined }));
        known.asked = event.op === 'take-back' ? '' : event.body;
      }
    }
  for (const [room, reads] of lastReads) if (!allAlike(reads)) find('order', room);
  for (const [id, reads] of lastBoardReads) if (!allAlike(reads)) find('replicas', id);
  return faults;
}

type Find = (kind: FaultKind, what: string) => void;

function judgeRead(
  { by, room, messages }: { by: string; room: string; messages: Seen[] },
  known: Map<string, Known>,
  find: Find,
) {
  const seen = new Map(messages.map((message) => [message.id, message]));
  const bodies = messages.map(({ body }) => body).filter((body) => body !== '');
  for (const twice of repeated(messages.map(({ id }) => id))) find('doubled', `${twice} for ${by}`);
  for (const twice of repeated(bodies)) find('doubled', `"${twice}" for ${by}`);
  messages.forEach(({ seq }, index) => {
    if (seq !== index + 1) find('gap', `${room}: ${seq} stands where ${index + 1} belongs, for ${by}`);
  });
  for (const { id, body } of messages) {
    const { settled, asked } = known.get(id) ?? {};
    if (asked === undefined) find('unknown', `${id} for ${by}`);
    else if (body !== settled && body !== asked) find('changed', `${id} reads "${body}" for ${by}`);
  }
  for (const [id, one] of known)
    if (one.room === room && one.settled !== undefined && !seen.has(id)) find('lost', `${id} for ${by}`);
}

function judgeBoardRead(
  { by, words }: { by: string; words: string[] },
  { written, saved }: KnownBoard,
  find: Find,
) {
  const seen = new Set(words);
  for (const twice of repeated(words)) find('doubled word', `${twice} for ${by}`);
  for (const word of seen) if (!written.has(word)) find('unknown word', `${word} for ${by}`);
  for (const word of saved) if (!seen.has(word)) find('lost word', `${word} for ${by}`);
}

function repeated(all: string[]): string[] {
  const once = new Set<string>();
  return all.filter((one) => once.has(one) || !once.add(one));
}

/** Compares the last read of each reader. */
function allAlike(reads: Map<string, string[]>): boolean {
  return new Set([...reads.values()].map((read) => read.join('\n'))).size <= 1;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
