import * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';
import { writeParagraph } from '../../test/support/board-page';
import { dice } from '../../test/support/dice';
import type { Writer } from './board';
import { hasHole } from './board-log';
import { createGate } from './gate';
import { judge } from './judge';

const take = (doc: Y.Doc, bytes: Uint8Array) => {
  const judged = judge(doc, bytes);
  if (judged?.changes) Y.applyUpdate(doc, bytes);
  return judged;
};
const missing = (from: Y.Doc, to: Y.Doc) => Y.encodeStateAsUpdate(from, Y.encodeStateVector(to));
const text = (doc: Y.Doc) => doc.getXmlFragment(boardRoot).toString();

/** Writes, formats or deletes somewhere, as a person would. */
function scribble(doc: Y.Doc, random: (below: number) => number) {
  const page = doc.getXmlFragment(boardRoot);
  const paragraph = page.length > 0 ? page.get(random(page.length)) : undefined;
  const words = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : undefined;
  const act = random(5);
  if (act === 0 || !(words instanceof Y.XmlText)) return writeParagraph(doc, `p${random(1000)}`);
  if (act === 1) return words.insert(random(words.length + 1), 'tea ');
  if (act === 2 && words.length > 0) return words.delete(random(words.length), 1);
  if (act === 3 && words.length > 0) return words.format(random(words.length), 1, { bold: {} });
  page.delete(random(page.length), 1);
}

test('whatever honest pages write, online and off, fits; and all end alike (10,000 histories)', () => {
  const random = dice(1);
  for (let history = 0; history < 10_000; history++) {
    const server = new Y.Doc();
    const pages = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    const meet = (page: Y.Doc) => {
      Y.applyUpdate(page, missing(server, page));
      const judged = take(server, missing(page, server));
      if (!judged) throw new Error(`history ${history}: an honest update is refused`);
    };
    for (let turn = 0; turn < 9; turn++) {
      const page = pages[random(3)] as Y.Doc;
      scribble(page, random);
      if (random(3) === 0) meet(page);
    }
    for (const page of [...pages, ...pages]) meet(page);
    const reloaded = new Y.Doc();
    Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(server));
    if (new Set([server, ...pages, reloaded].map(text)).size !== 1)
      throw new Error(`history ${history} differs`);
    if (hasHole(server)) throw new Error(`history ${history} has a hole`);
  }
}, 120_000);

test('whatever is made of an update, the gate lets through only what Yjs can place (20,000 mutants)', () => {
  const random = dice(2);
  const writer: Writer = { person: { id: 'bob', name: 'Bob' }, letGo: false, tell() {}, cut() {} };
  let fitting = 0;
  for (let round = 0; round < 100; round++) {
    const server = new Y.Doc();
    const page = new Y.Doc();
    for (let turn = 0; turn < 6; turn++) scribble(page, random);
    take(server, Y.encodeStateAsUpdate(page));
    const gate = createGate(server, new Map());
    for (let turn = 0; turn < 4; turn++) scribble(page, random);
    const bases = [missing(page, server), Y.encodeStateAsUpdate(page)];
    for (let turn = 0; turn < 200; turn++) {
      const mutant = (bases[turn % 2] as Uint8Array).slice();
      for (let change = 0; change <= random(4); change++) mutant[random(mutant.length)] = random(256);
      const bytes = mutant.slice(0, mutant.length - (random(5) ? 0 : random(8)));
      const { updates } = gate.accept([{ writer, bytes, early: false }], 0);
      for (const update of updates) Y.applyUpdate(server, update.bytes);
      fitting += updates.length;
      if (hasHole(server)) throw new Error(`round ${round}, turn ${turn}: a hole`);
    }
  }
  expect(fitting).toBeGreaterThan(50);
}, 120_000);
