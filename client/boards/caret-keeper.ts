import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** How many letters on either side tell a place from others. */
const reach = 40;

/**
 * Keeps my caret between the same letters while others write. Yjs cannot split a paragraph: it takes the
 * words out and writes them anew, and a caret that stood among them stays behind in the wrong paragraph
 * (tiptap issue 7332). Where both its neighbours are gone, the caret goes to where they are now.
 */
export const CaretKeeper = Extension.create({
  name: 'caretKeeper',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, before, after) {
        const isRemote = transactions.some(
          (change) => change.docChanged && isFromOthers(change.getMeta(ySyncPluginKey)),
        );
        if (!isRemote || !(before.selection instanceof TextSelection)) return null;
        if (!(after.selection instanceof TextSelection)) return null;
        const anchor = keptPlace(before.doc, after.doc, before.selection.anchor, after.selection.anchor);
        const head = keptPlace(before.doc, after.doc, before.selection.head, after.selection.head);
        if (anchor === after.selection.anchor && head === after.selection.head) return null;
        return after.tr
          .setSelection(TextSelection.create(after.doc, anchor, head))
          .setMeta('addToHistory', false);
      },
    }),
  ],
});

const isFromOthers = (meta: unknown) =>
  typeof meta === 'object' && meta !== null && 'isChangeOrigin' in meta && meta.isChangeOrigin === true;

/** Where a place of the old page is in the new one, given where Yjs believes it to be. */
export function keptPlace(oldPage: Node, newPage: Node, oldPlace: number, believed: number): number {
  const sought = sidesOf(oldPage, oldPlace);
  const there = sidesOf(newPage, believed);
  if (!sought || !there) return believed;
  // One whole side is still there: somebody wrote or deleted right here, and Yjs knows best.
  const [left, right] = alike(sought, there);
  if (left === sought.left.length || right === sought.right.length) return believed;

  let best = { place: believed, alike: left + right };
  newPage.descendants((block, start) => {
    if (!block.isTextblock) return true;
    for (let at = start + 1; at <= start + 1 + block.content.size; at++) {
      const sides = sidesOf(newPage, at);
      const count = sides ? sum(alike(sought, sides)) : 0;
      const isNearer = Math.abs(at - believed) < Math.abs(best.place - believed);
      if (count > best.alike || (count === best.alike && isNearer)) best = { place: at, alike: count };
    }
    return false;
  });
  return best.place;
}

interface Sides {
  left: string;
  right: string;
}

function sidesOf(page: Node, place: number): Sides | undefined {
  if (place > page.content.size) return undefined;
  const { parent, parentOffset } = page.resolve(place);
  if (!parent.isTextblock) return undefined;
  const text = parent.textBetween(0, parent.content.size, undefined, '\n');
  return {
    left: text.slice(Math.max(0, parentOffset - reach), parentOffset),
    right: text.slice(parentOffset, parentOffset + reach),
  };
}

/** How many letters to the left, and to the right, are the same. */
function alike(one: Sides, other: Sides): [number, number] {
  let left = 0;
  while (left < one.left.length && one.left.at(-1 - left) === other.left.at(-1 - left)) left += 1;
  let right = 0;
  while (right < one.right.length && one.right[right] === other.right[right]) right += 1;
  return [left, right];
}

const sum = ([left, right]: [number, number]) => left + right;
