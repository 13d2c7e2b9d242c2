import * as Y from 'yjs';
import { writeParagraph } from '../../test/support/board-page';
import type { Writer } from './board';
import { createGate } from './gate';

const writer = (id: string): Writer => ({
  person: { id, name: id },
  letGo: false,
  tell: () => {},
  cut: () => {},
});

test('someone who shows one pen after the other keeps few that they never wrote with, and takes nobody else’s', () => {
  const [ada, mallory] = [writer('ada'), writer('mallory')];
  const doc = new Y.Doc();
  const pens = new Map<number, string>();
  const gate = createGate(doc, pens);

  expect(gate.owns(ada, 1)).toBe(true);
  const page = new Y.Doc();
  writeParagraph(page, 'mine for good');
  const { updates } = gate.accept([{ writer: mallory, bytes: Y.encodeStateAsUpdate(page), early: false }], 0);
  expect(updates).toHaveLength(1);

  for (let pen = 1_000; pen < 2_000; pen++) expect(gate.owns(mallory, pen)).toBe(true);
  expect(pens.size).toBeLessThan(100);
  expect(pens.get(page.clientID)).toBe('mallory');
  expect(gate.owns(mallory, 1)).toBe(false);
  expect(gate.owns(mallory, 1_999)).toBe(true);
});
