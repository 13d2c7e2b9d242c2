import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A message as somebody came to hold it. `words` is the mark that its words stand under; '' when taken back. */
export interface Held {
  id: string;
  seq: number;
  changed: number;
  words: string;
}

/** What is asked of a room's history; answered by `given`. `past` is a `changed`, `before` a seq. */
type Wanted = { n: number; room: string } & (
  | { op: 'enter'; past?: number | undefined }
  | { op: 'since'; past: number }
  | { op: 'page'; before?: number | undefined }
);

/** What somebody did, was told or saw. Asks carry a number `n` of their own; so do their answers. */
export type Event =
  | { op: 'send' | 'edit'; n: number; room: string; id: string; words: string }
  /** Asks for other words under an id that stands for something already: must be refused. */
  | { op: 'reuse'; n: number; room: string; id: string; words: string }
  | { op: 'take-back'; n: number; room: string; id: string }
  | ({ op: 'ack'; n: number; room: string } & Held)
  | { op: 'refused'; n: number; to: string; why: string }
  | Wanted
  | { op: 'given'; n: number; room: string; messages: Held[]; more: boolean }
  /** Told live, in this order. */
  | ({ op: 'heard'; room: string } & Held)
  /** What this page shows of a room; `whole`: from its first message to its newest, with everyone at rest. */
  | { op: 'read'; room: string; whole: boolean; messages: Held[] }
  /** A new line is up: this page is inside nowhere yet. */
  | { op: 'up' }
  /** This page shows nothing yet: it was just loaded. */
  | { op: 'loaded' }
  /** This page learned that it is outside: told so, or by the answer to its own leaving. */
  | { op: 'out'; room: string; n?: number }
  /** The server acknowledged that they are out (`*`: every peer); until they are asked back. */
  | { op: 'barred' | 'welcome'; room: string; person: string }
  /** Marks found in what else arrived on this page's sockets: on its line, or on a board's. */
  | { op: 'overheard'; words: string[]; board?: string }
  | { op: 'knock'; room: string; board: string }
  | { op: 'write'; board: string; words: string }
  /** The page said that these are saved. */
  | { op: 'saved'; board: string; words: string[] }
  /** What this page shows of a board; `state` is the same exactly when two pages are. */
  | { op: 'read-board'; board: string; words: string[]; state: string }
  | { op: 'house-up' }
  | { op: 'house-down'; asked: boolean; code: number | string | null }
  /** Nothing goes wrong any more, and still not everyone is back with all they had. */
  | { op: 'stuck'; what: string }
  | { op: 'strike'; what: string; forMs: number }
  | { op: 'relief'; what: string };

/** `t`: milliseconds since 1970, by the watcher's clock, which nothing moves. `proc`: `name`, or `name/2` for a second page. */
export type Line = { t: number; proc: string } & Event;

/** Writes a history into a file, one line of JSON an event, as it happens. */
export function createHistory(file: string) {
  const open = openSync(file, 'w');
  let asks = 0;
  const sends = new Map<number, string>();
  const acknowledged = new Set<string>();

  function count(event: Event) {
    if (event.op === 'send') sends.set(event.n, event.id);
    const id = event.op === 'ack' && sends.get(event.n);
    if (id) acknowledged.add(id);
  }

  return {
    file,
    /** How many messages are acknowledged so far. */
    acknowledged: () => acknowledged.size,
    /** A number for an ask. */
    nextAsk: () => ++asks,
    write(proc: string, event: Event) {
      count(event);
      writeSync(open, `${JSON.stringify({ t: Date.now(), proc, ...event })}\n`);
    },
    close: () => closeSync(open),
  };
}

export type History = ReturnType<typeof createHistory>;

export function readHistory(file: string): Line[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}
