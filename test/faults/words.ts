import { createHash } from 'node:crypto';
import { newId } from '../../shared/ids';

/** A new mark: nothing else anywhere has it, so wherever it turns up, these words did. */
export const newWords = () => `~${newId().slice(0, 12)}~`;

/** The whole words that stand under a mark; some are long. */
export const bodyOf = (mark: string) => (/^~\d/.test(mark) ? mark.padEnd(1_500, ' and so on') : mark);

/** The mark of these words when not one letter of them is another; else what no mark is. */
export function wordsOf(body: string): string {
  const [mark = ''] = marksIn(body);
  return body === '' || body === bodyOf(mark) ? mark : createHash('sha256').update(body).digest('hex');
}

/** Every mark in this, whatever it is: a frame's bytes, a page's text. */
export const marksIn = (anything: string): string[] => anything.match(/~[0-9A-Za-z]{12}~/g) ?? [];
