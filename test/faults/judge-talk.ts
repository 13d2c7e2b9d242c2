import type { Find } from './checker';
import type { Held, Line } from './history';
import { judgeRead, repeated, repeatedWords } from './judge-read';

/** All that is known of a message: what was asked to stand in it, and the furthest it is known to have come. */
interface Known {
  asked: Set<string>;
  /** The last change of it that someone was told of; undefined while nobody was. */
  told: Held | undefined;
  /** Its author was told that it is kept. */
  acknowledged: boolean;
}

/** A room as all together know it. */
export interface KnownRoom {
  messages: Map<string, Known>;
  /** What each number was seen to stand for. */
  bySeq: Map<number, string>;
  byChange: Map<number, string>;
  /** The furthest change that anyone was told of. */
  furthest: number;
}

/** An ask for a room's history, and how far the room was known to have come when it was asked. */
type Asked = {
  op: 'enter' | 'since' | 'page';
  furthest: number;
  past?: number | undefined;
  before?: number | undefined;
};

/**
 * What is said in rooms: everything acknowledged is there, once, in one order without holes, for every reader;
 * nobody is taken back in time.
 */
export function judgeTalk(find: Find) {
  const rooms = new Map<string, KnownRoom>();
  const asks = new Map<number, Asked>();
  const reuses = new Set<number>();
  /** What each page was told of each room since it was loaded. */
  const held = new Map<string, Map<string, Held>>();
  /** The last change that each page heard live, since it came in. */
  const live = new Map<string, number>();
  /** Pages that asked to come in and are not answered: they may be let go of and in again meanwhile. */
  const entering = new Map<string, number>();
  /** How far the room was known to have come when each page was let in. */
  const letInAt = new Map<string, number>();

  const roomOf = (id: string): KnownRoom => {
    const fresh = () => ({ messages: new Map(), bySeq: new Map(), byChange: new Map(), furthest: 0 });
    const room = rooms.get(id) ?? fresh();
    rooms.set(id, room);
    return room;
  };
  const heldBy = (proc: string, room: string) => {
    const all = held.get(`${proc} ${room}`) ?? new Map<string, Held>();
    held.set(`${proc} ${room}`, all);
    return all;
  };

  function askFor(roomId: string, id: string, words: string) {
    const { messages } = roomOf(roomId);
    const known = messages.get(id) ?? { asked: new Set(), told: undefined, acknowledged: false };
    known.asked.add(words);
    messages.set(id, known);
  }

  /** One message as the server gave it to one page: each number stands for one thing, for ever. */
  function hold(proc: string, roomId: string, message: Held) {
    const { id, seq, changed, words } = message;
    const room = roomOf(roomId);
    const known = room.messages.get(id);
    if (!known) return find('unknown', `${id} for ${proc}`);
    if (!known.asked.has(words)) find('changed', `${id} stands with other words for ${proc}`);
    if ((known.told?.seq ?? seq) !== seq)
      find('order', `${id} was ${known.told?.seq}, is ${seq} for ${proc}`);
    if (stands(room.bySeq, seq, id) !== id) find('order', `${seq} of ${roomId} is two messages`);
    const version = `${id} ${words}`;
    if (stands(room.byChange, changed, version) !== version)
      find('order', `change ${changed} of ${roomId} is two changes`);
    if (changed > (known.told?.changed ?? 0)) known.told = message;
    room.furthest = Math.max(room.furthest, changed);
    const mine = heldBy(proc, roomId);
    if (changed > (mine.get(id)?.changed ?? 0)) mine.set(id, message);
  }

  function hear(proc: string, room: string, changed: number) {
    const last = live.get(`${proc} ${room}`);
    if (last !== undefined && changed <= last) find('order', `${room}: ${changed} after ${last} for ${proc}`);
    const mayHaveBeenOut = entering.has(`${proc} ${room}`);
    if (last !== undefined && changed > last + 1 && !mayHaveBeenOut)
      find('gap', `${room}: ${changed} after ${last} for ${proc}`);
    live.set(`${proc} ${room}`, changed);
  }

  /** Whoever is inside is told of what they did, before they are answered. */
  function judgeTold(proc: string, room: string, changed: number) {
    const since = letInAt.get(`${proc} ${room}`);
    if (since !== undefined && changed > Math.max(since, live.get(`${proc} ${room}`) ?? 0))
      find('gap', `${room}: ${changed} was acknowledged to ${proc}, and not told`);
  }

  function outside(proc: string, room: string) {
    live.delete(`${proc} ${room}`);
    letInAt.delete(`${proc} ${room}`);
  }

  function take(line: Line) {
    const { proc } = line;
    switch (line.op) {
      case 'send':
      case 'edit':
        return askFor(line.room, line.id, line.words);
      case 'take-back':
        return askFor(line.room, line.id, '');
      case 'reuse':
        return void reuses.add(line.n);
      case 'ack': {
        if (reuses.has(line.n)) return find('false ack', `${line.id} for ${proc}`);
        hold(proc, line.room, line);
        judgeTold(proc, line.room, line.changed);
        const known = roomOf(line.room).messages.get(line.id);
        if (known) known.acknowledged = true;
        return;
      }
      case 'heard':
        hold(proc, line.room, line);
        return hear(proc, line.room, line.changed);
      case 'enter':
        outside(proc, line.room);
        entering.set(`${proc} ${line.room}`, line.n);
        return void asks.set(line.n, { ...line, furthest: roomOf(line.room).furthest });
      case 'since':
      case 'page':
        return void asks.set(line.n, { ...line, furthest: roomOf(line.room).furthest });
      case 'given': {
        for (const message of line.messages) hold(proc, line.room, message);
        const asked = asks.get(line.n);
        if (entering.get(`${proc} ${line.room}`) === line.n) {
          entering.delete(`${proc} ${line.room}`);
          letInAt.set(`${proc} ${line.room}`, roomOf(line.room).furthest);
        }
        return asked && judgeGiven(line, asked, roomOf(line.room), find);
      }
      case 'out':
        return outside(proc, line.room);
      case 'up':
        for (const all of [letInAt, entering])
          for (const key of all.keys()) if (key.startsWith(`${proc} `)) all.delete(key);
        return;
      case 'loaded':
        for (const key of held.keys()) if (key.startsWith(`${proc} `)) held.delete(key);
        return;
      case 'read':
        return judgeRead(line, roomOf(line.room), heldBy(proc, line.room), find);
    }
  }

  return { take, end() {} };
}

/** An answer holds everything of what it covers that anyone was told of before it was asked for. */
function judgeGiven(
  { proc, room, messages, more }: Extract<Line, { op: 'given' }>,
  { furthest, past, before }: Asked,
  { messages: all }: KnownRoom,
  find: Find,
) {
  const given = new Map(messages.map((message) => [message.id, message]));
  // What changed since may hold a message twice: before and after a change that was made meanwhile.
  for (const twice of past === undefined ? repeated(messages.map(({ id }) => id)) : [])
    find('doubled', `${twice} in a page for ${proc}`);
  for (const twice of repeatedWords(messages)) find('doubled', `the words ${twice} in a page for ${proc}`);
  const changes = messages.map(({ changed }) => changed);
  const seqs = messages.map(({ seq }) => seq);
  if (past !== undefined && !changes.every((one, at) => one > (changes[at - 1] ?? past)))
    find('order', `${room}: what changed since ${past}, for ${proc}`);
  if (past === undefined && !seqs.every((one, at) => at === 0 || one === (seqs[at - 1] ?? 0) + 1))
    find('gap', `${room}: a page before ${before}, for ${proc}`);
  // What stood in a page that is not the last may have moved on to a later one.
  if (past !== undefined && more) return;
  const from = more ? (seqs[0] ?? 0) : 0;
  for (const { told } of all.values()) {
    if (!told || told.changed > furthest) continue;
    const covered =
      past === undefined ? told.seq >= from && told.seq < (before ?? told.seq + 1) : told.changed > past;
    if (covered && (given.get(told.id)?.changed ?? 0) < told.changed)
      find('stale', `${room}: ${told.id} is missing in an answer to ${proc}`);
  }
}

/** What this number stands for: this, when it is new. */
function stands(all: Map<number, string>, number: number, thing: string): string | undefined {
  if (!all.has(number)) all.set(number, thing);
  return all.get(number);
}
