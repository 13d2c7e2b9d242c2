import { getSchema } from '@tiptap/core';
import { Document } from '@tiptap/extension-document';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { dice } from '../../test/support/dice';
import { keptPlace } from './caret-keeper';

const schema = getSchema([Document, Paragraph, Text]);
const page = (...paragraphs: string[]) =>
  schema.node(
    'doc',
    undefined,
    paragraphs.map((words) => schema.node('paragraph', undefined, words ? schema.text(words) : [])),
  );
/** Where these letters stand: the caret is at the bar. */
function caret(at: string, ...paragraphs: string[]): number {
  const [left = '', right = ''] = at.split('|');
  let start = 1;
  for (const words of paragraphs) {
    const found = words.indexOf(left + right);
    if (found >= 0) return start + found + left.length;
    start += words.length + 2;
  }
  throw new Error(`no ${at}`);
}

test('a caret among words that were moved to another paragraph goes with them', () => {
  const before = ['ben writes aboveada begins here', 'more'];
  const after = ['ben writes above', 'ada begins here', 'more'];
  const old = caret('begins| here', ...before);
  const left = caret('above|', ...after);
  expect(keptPlace(page(...before), page(...after), old, left)).toBe(caret('begins| here', ...after));
});

test('where somebody writes right beside the caret, Yjs is believed', () => {
  const before = ['tea and sugar'];
  const old = caret('tea| and', ...before);
  for (const after of ['tea!! and sugar', 'te and sugar', 'tea', 'no tea and sugar']) {
    const believed = caret(after.includes('tea') ? 'tea|' : 'te|', after);
    expect(keptPlace(page(...before), page(after), old, believed)).toBe(believed);
  }
});

test('in 1,000 random splits and joins the caret stays between its letters', () => {
  const random = dice(5);
  const words = () => Array.from({ length: 12 }, () => String.fromCharCode(97 + random(26))).join('');
  for (let turn = 0; turn < 1_000; turn++) {
    const lines = Array.from({ length: 2 + random(4) }, words);
    const line = random(lines.length);
    const at = 1 + random(10);
    const mine = lines[line] as string;
    const old = caret(`${mine.slice(0, at)}|${mine.slice(at)}`, ...lines);
    // Others split the line before the caret, or join it to the line above; Yjs leaves the caret behind.
    const cut = random(at);
    const split = [...lines.slice(0, line), mine.slice(0, cut), mine.slice(cut), ...lines.slice(line + 1)];
    const joined =
      line > 0 ? [...lines.slice(0, line - 1), lines[line - 1] + mine, ...lines.slice(line + 1)] : split;
    const after = random(2) ? split : joined;
    const expected = caret(`${mine.slice(cut, at)}|${mine.slice(at)}`, ...after);
    expect(keptPlace(page(...lines), page(...after), old, 1)).toBe(expected);
  }
});
