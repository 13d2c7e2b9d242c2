import * as Y from 'yjs';
import { boards } from '../../server/boards/boards.record';
import { houses } from '../../server/house/house.record';
import { people } from '../../server/people/people.record';
import { rooms } from '../../server/rooms/rooms.record';
import { boardRoot } from '../../shared/board-line';
import { startBoard } from './board-page';
import { openHouse } from './house';

/**
 * A house in whose store every text is all of these, as no door of ours would let it in: names of people,
 * house and room, welcome, agreement, help, a board's title. One resource for each payload, as its link too.
 */
export async function poisonedHouse(texts: string[]) {
  const whole = texts.join('\n');
  const first = await openHouse();
  const { roomId, mal } = await first.inRoom('kitchen', 'mal');
  const { id: boardId } = await startBoard(mal, roomId);
  const stella = await first.steward();
  const { store, dataFolder } = first;
  for (const { id } of [mal, stella])
    await store.collection(people).change(id, (person) => ({ ...person, name: whole }));
  await store.collection(rooms).change(roomId, (room) => ({ ...room, name: whole, purpose: whole }));
  await store.collection(boards).change(boardId, (board) => ({ ...board, title: whole, startedBy: whole }));
  await store.collection(houses).change('house', (house) => ({
    ...house,
    name: whole,
    welcome: whole,
    agreement: { version: house.agreement.version, text: whole },
    crisis: texts.map((text) => ({ title: text, reach: text, link: text })),
  }));
  await first.close();
  return { house: await openHouse({ pages: true, dataFolder }), roomId, boardId, mal, stella };
}

/** Each payload as text, as an attribute of a known node, as a node's name, and as a mark's name and value. */
export function writeHostile(doc: Y.Doc, texts: string[]) {
  const root = doc.getXmlFragment(boardRoot);
  for (const text of texts) {
    const paragraph = new Y.XmlElement('paragraph');
    const words = new Y.XmlText();
    paragraph.insert(0, [words]);
    words.insert(0, text);
    words.format(0, text.length, {
      link: { href: text, target: text, onclick: text },
      bold: { class: text },
    });
    const heading = hostile('heading', { level: text, style: text, onclick: text, [text]: text }, text);
    const item = hostile('listItem', { value: text }, [hostile('paragraph', { textAlign: text }, text)]);
    const list = hostile('orderedList', { start: text, type: text }, [item]);
    root.insert(root.length, [paragraph, heading, list, hostile(text, { src: text }, text)]);
  }
}

function hostile(name: string, attributes: Record<string, string>, inside: string | Y.XmlElement[]) {
  const element = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.insert(0, typeof inside === 'string' ? [new Y.XmlText(inside)] : inside);
  return element;
}
