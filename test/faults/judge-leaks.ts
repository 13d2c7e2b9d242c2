import type { Find } from './checker';
import type { Line } from './history';

/**
 * Nobody holds words of a room that they were not inside of at that moment: neither a page that had not asked
 * to come in, or was out again, nor someone whom the server had said to be out before the words were written.
 */
export function judgeLeaks(find: Find) {
  /** Where words belong, and when they were first asked to be kept. */
  const written = new Map<string, { room: string; at: number }>();
  const roomOfBoard = new Map<string, string>();
  /** The rooms that each page may hear, from its asking to come in until it is out. */
  const claims = new Map<string, Set<string>>();
  /** The same without regard to lines: the server keeps a place for someone whose line broke. */
  const places = new Map<string, Set<string>>();
  /** What was asked while inside may be answered afterwards. */
  const asks = new Map<number, boolean>();
  /** Asks to come in that failed for a trouble: the line hears nothing, the place of the line before it is kept. */
  const failed = new Set<number>();
  /** Asks to come in that are not answered yet: whatever the page is told meanwhile, it may be let in by them. */
  const open = new Set<number>();
  /** The last time that each page asked to come in. */
  const entries = new Map<string, number>();
  /** Boards whose door was passed while inside. */
  const passed = new Map<string, boolean>();
  const barredAt = new Map<string, number>();
  let at = 0;

  const lastEntry = (proc: string, room: string) => entries.get(`${proc} ${room}`) ?? 0;
  const mayHear = (proc: string, room: string) => claims.get(proc)?.has(room) ?? false;
  const hasPlace = (proc: string, room: string) =>
    [...places].some(([page, rooms]) => personOf(page) === personOf(proc) && rooms.has(room));

  function hold({ proc }: Line, words: string[], mayHold: (room: string) => boolean) {
    for (const word of words) {
      const from = written.get(word);
      if (!from) continue;
      if (!mayHold(from.room)) find('leaked', `${word} to ${proc}, who was not inside`);
      else if (from.at > barredSince(from.room, personOf(proc)))
        find('leaked', `${word} to ${proc}, who was let go of before it was written`);
    }
  }

  /** The server looks when it opens the board's line: at any time from the knock to the first frame. */
  function hasPassed(knock: string, proc: string, room: string): boolean {
    if (!passed.get(knock)) passed.set(knock, hasPlace(proc, room));
    return passed.get(knock) ?? false;
  }

  function comeIn(proc: string, room: string) {
    for (const rooms of [claims, places]) rooms.set(proc, (rooms.get(proc) ?? new Set()).add(room));
  }

  function barredSince(room: string, person: string): number {
    const [alone, all] = [barredAt.get(`${room} ${person}`), barredAt.get(`${room} *`)];
    return Math.min(alone ?? Number.POSITIVE_INFINITY, all ?? Number.POSITIVE_INFINITY);
  }

  function take(line: Line) {
    at += 1;
    const { proc } = line;
    switch (line.op) {
      case 'send':
      case 'edit':
      case 'reuse':
        if (!written.has(line.words)) written.set(line.words, { room: line.room, at });
        return void asks.set(line.n, hasPlace(proc, line.room));
      case 'write':
        return void written.set(line.words, { room: roomOfBoard.get(line.board) ?? '', at });
      case 'enter':
        comeIn(proc, line.room);
        entries.set(`${proc} ${line.room}`, line.n);
        open.add(line.n);
        return void asks.set(line.n, true);
      case 'since':
      case 'page':
      case 'take-back':
        return void asks.set(line.n, hasPlace(proc, line.room));
      case 'ack':
        return hold(line, [line.words], () => asks.get(line.n) ?? false);
      case 'given':
        open.delete(line.n);
        // Told to be out, and let in again meanwhile.
        if (lastEntry(proc, line.room) === line.n) comeIn(proc, line.room);
        return hold(line, wordsOf(line.messages), () => asks.get(line.n) ?? false);
      case 'heard':
        return hold(line, [line.words], (room) => mayHear(proc, room));
      case 'overheard': {
        const { board } = line;
        return hold(line, line.words, (room) =>
          board === undefined ? mayHear(proc, room) : hasPassed(`${proc} ${board}`, proc, room),
        );
      }
      case 'knock':
        roomOfBoard.set(line.board, line.room);
        return void passed.set(`${proc} ${line.board}`, hasPlace(proc, line.room));
      case 'up':
        return void claims.delete(proc);
      case 'refused':
        open.delete(line.n);
        if (troubles.includes(line.why)) failed.add(line.n);
        return;
      case 'out':
        // Asked to come in again since, or before this was heard.
        if (line.n === undefined ? open.has(lastEntry(proc, line.room)) : line.n < lastEntry(proc, line.room))
          return;
        claims.get(proc)?.delete(line.room);
        if (!failed.has(line.n ?? 0)) places.get(proc)?.delete(line.room);
        return;
      case 'barred':
        return void barredAt.set(`${line.room} ${line.person}`, at);
      case 'welcome':
        return void barredAt.delete(`${line.room} ${line.person}`);
    }
  }

  return { take, end() {} };
}

const troubles = ['store-down', 'too-fast', 'broken'];
const personOf = (proc: string) => proc.split('/')[0] ?? '';
const wordsOf = (messages: { words: string }[]) => messages.map(({ words }) => words);
