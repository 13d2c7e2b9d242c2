import { Mark, markPasteRule } from '@tiptap/core';
import { isWebAddress } from '../../shared/links';

/** Words that lead to a page of the web. An address of another kind, whoever sends it, leads nowhere. */
export const WebLink = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    { tag: 'a[href]', getAttrs: (link) => (isWebAddress(link.getAttribute('href')) ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes: { href } }) => [
    'a',
    isWebAddress(href) ? { href, target: '_blank', rel: 'noopener noreferrer nofollow' } : {},
    0,
  ],
  addPasteRules() {
    const find = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;
    return [markPasteRule({ find, type: this.type, getAttributes: ([href]) => ({ href }) })];
  },
});
