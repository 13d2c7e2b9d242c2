import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection } from '../store';
import { type Note, note } from './notes.record';

/**
 * Writes (some thousands) in an order mixed enough (by a number that goes round) that the pages of the file are
 * split and joined: that is where bytes outlive their record. Gives the words that are kept, and the others.
 */
export async function grownAndPruned(
  kept: Collection<Note>,
  writes: number,
): Promise<{ gone: string[]; kept: string[] }> {
  const words = new Map<string, string>();
  const gone: string[] = [];
  let turn = 1;
  const next = (below: number) => {
    turn = (turn * 48271) % 2147483647;
    return turn % below;
  };
  const body = (word: string) => word.repeat(1 + (next(5) ? next(30) : next(600)));

  async function write(at: number): Promise<unknown> {
    const word = `WORD-${next(1_000_000)}-${at}-`;
    if (next(2) === 0 || words.size < 5) {
      const id = `${10_000 + at}`;
      words.set(id, word);
      return kept.insert(note(id, { roomId: word, body: body(word) }));
    }
    const id = [...words.keys()][next(words.size)] ?? '';
    gone.push(words.get(id) ?? '');
    if (next(2) === 0) {
      words.delete(id);
      return kept.remove(id);
    }
    words.set(id, word);
    const longer = body(word);
    return kept.change(id, (record) => ({ ...record, roomId: word, body: longer }));
  }

  for (let from = 0; from < writes; from += 20)
    await Promise.all(Array.from({ length: 20 }, (_, at) => write(from + at)));
  return { gone, kept: [...words.values()] };
}

export function wordsIn(folder: string): Set<string> {
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  return new Set(files.join('\n').match(/WORD-\d+-\d+-/g));
}
