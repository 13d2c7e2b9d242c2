import type { Find } from './checker';
import type { Line } from './history';

/** Boards: what was said to be saved is on every page, once, and all pages are one and the same. */
export function judgeBoards(find: Find) {
  const boards = new Map<string, Board>();
  const boardOf = (id: string) => {
    const board = boards.get(id) ?? { written: new Set(), saved: new Set(), states: new Map() };
    boards.set(id, board);
    return board;
  };

  return {
    take(line: Line) {
      if (line.op === 'write') boardOf(line.board).written.add(line.words);
      else if (line.op === 'saved') for (const word of line.words) boardOf(line.board).saved.add(word);
      else if (line.op === 'read-board') read(line, boardOf(line.board));
    },
    end() {
      for (const [id, { states }] of boards) if (new Set(states.values()).size > 1) find('replicas', id);
    },
  };

  function read({ proc, words, state }: Extract<Line, { op: 'read-board' }>, board: Board) {
    const seen = new Set<string>();
    for (const word of words) {
      if (seen.has(word)) find('doubled word', `${word} for ${proc}`);
      if (!board.written.has(word)) find('unknown word', `${word} for ${proc}`);
      seen.add(word);
    }
    for (const word of board.saved) if (!seen.has(word)) find('lost word', `${word} for ${proc}`);
    board.states.set(proc, state);
  }
}

interface Board {
  written: Set<string>;
  saved: Set<string>;
  /** What each page showed last. */
  states: Map<string, string>;
}
