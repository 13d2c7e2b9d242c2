import * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';

type Pens = ReadonlySet<number>;
/** What holds other things, in their order. */
type Holder = Pick<Y.AbstractType<unknown>, '_start'>;

/**
 * Takes what these pens wrote out of the document: letters, formats, and what only they stand in. A
 * paragraph of theirs that holds others' letters stays, without theirs: others' text is the same as before.
 */
export function withdraw(doc: Y.Doc, pens: Pens) {
  doc.transact((transaction) => {
    for (const pen of pens)
      for (const struct of [...(doc.store.clients.get(pen) ?? [])])
        if (struct instanceof Y.Item && !struct.deleted && !isNeeded(struct, pens))
          struct.delete(transaction);
  });
}

/** What these pens wrote, as it reads, one piece for each stretch of text that they wrote in. */
export function wordsOf(doc: Y.Doc, pens: Pens): string[] {
  const pieces: string[] = [];
  const collect = (holder: Holder) => {
    let piece = '';
    for (const item of itemsIn(holder)) {
      const { content } = item;
      if (content instanceof Y.ContentType) collect(content.type);
      else if (content instanceof Y.ContentString && pens.has(item.id.client)) piece += content.str;
    }
    if (piece.trim() !== '') pieces.push(piece);
  };
  collect(doc.getXmlFragment(boardRoot));
  return pieces;
}

/** Does something of others stand in it, or does it say how such a thing is shown (a heading's level)? */
function isNeeded(item: Y.Item, pens: Pens): boolean {
  const { content, parentSub, parent } = item;
  if (content instanceof Y.ContentType) return holdsOthers(content.type, pens);
  const isAttribute = parentSub !== null && parent instanceof Y.AbstractType;
  const isText = content instanceof Y.ContentAny && content.arr.some((value) => typeof value === 'string');
  return isAttribute && !isText && holdsOthers(parent, pens);
}

function holdsOthers(holder: Holder, pens: Pens): boolean {
  return itemsIn(holder).some(
    ({ id, content }) =>
      !pens.has(id.client) || (content instanceof Y.ContentType && holdsOthers(content.type, pens)),
  );
}

/** What can be seen in it, in its order. */
function itemsIn({ _start }: Holder): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = _start; item; item = item.right) if (!item.deleted && item.countable) items.push(item);
  return items;
}
