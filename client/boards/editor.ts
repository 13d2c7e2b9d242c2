import { Editor, Extension } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import type { EditorView } from '@tiptap/pm/view';
import { boardLimits, boardRoot } from '../../shared/board-line';
import { CaretKeeper } from './caret-keeper';
import { penTone } from './pen-tone';
import type { Fellow, Story } from './story';
import { WebLink } from './web-link';

/**
 * The editor of one board. Undo takes back one's own changes alone (Yjs's undo manager); nothing is put on
 * the page by opening it; Tab always leads on, as lists are moved by keys of their own.
 */
export function createEditor({ element, story, label, onPasteTooLong }: EditorNeeds): Editor {
  const take = () => editor.isDestroyed || takeCaret(editor.view);
  // Others' carets are drawn a tick after they are heard of: this tick is queued before that one.
  const takeSoon = () => setTimeout(take, 0);
  const { awareness } = story.provider;
  awareness.on('change', takeSoon);
  const stops = [story.beforeOthers(take), () => awareness.off('change', takeSoon)];

  const editor = new Editor({
    element,
    injectCSS: false, // the style sheet is ours: the page allows no inline one
    // As a node, not as HTML: the page lets no string become elements (Trusted Types).
    content: { type: 'doc', content: [{ type: 'paragraph' }] },
    extensions: [
      // Every kind of thing a board may hold; what others send of another kind is left out.
      Document,
      Paragraph,
      Text,
      Heading.configure({ levels: [2, 3] }),
      BulletList,
      OrderedList,
      ListItem,
      ListKeymap,
      Blockquote,
      HardBreak,
      Bold,
      Italic,
      WebLink,
      listKeys,
      Collaboration.configure({ document: story.doc, field: boardRoot }),
      CaretKeeper,
      CollaborationCaret.configure({
        provider: story.provider,
        user: {},
        render: (user) => caretOf(user as Fellow),
        selectionRender: (user) => ({ class: `their-words tone-${penTone((user as Fellow).personId)}` }),
      }),
    ],
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'story' },
      handleDOMEvents: {
        keydown: (_view, event) => event.key === 'Tab',
        keyup: () => void take(),
        mouseup: () => void take(),
      },
      handlePaste: (_view, event) => {
        const { length } = event.clipboardData?.getData('text/plain') ?? '';
        if (length > boardLimits.pasteChars) onPasteTooLong();
        return length > boardLimits.pasteChars;
      },
    },
  });
  editor.on('destroy', () => {
    for (const stop of stops) stop();
  });
  return editor;
}

/**
 * The browser tells of a moved caret a little late. Others' words and carets that come in between would put
 * it back where it was, and what is typed next would land there (tiptap issue 7332): so it is asked for now.
 */
function takeCaret(view: EditorView) {
  const { domObserver } = view as unknown as { domObserver: { forceFlush(): void; flush(): void } };
  domObserver.forceFlush();
  domObserver.flush();
}

interface EditorNeeds {
  element: HTMLElement;
  /** Opened already: an editor on a board that has not come yet would look like an empty one. */
  story: Story;
  label: string;
  onPasteTooLong(): void;
}

const listKeys = Extension.create({
  name: 'listKeys',
  addKeyboardShortcuts() {
    return {
      'Mod-]': () => this.editor.commands.sinkListItem('listItem'),
      'Mod-[': () => this.editor.commands.liftListItem('listItem'),
    };
  },
});

/** Where someone else writes: a line in their colour, and their name beside it. */
function caretOf({ personId, name }: Fellow): HTMLElement {
  const caret = document.createElement('span');
  caret.className = `caret tone-${penTone(personId)}`;
  const label = document.createElement('span');
  label.className = 'caret-name';
  label.dir = 'auto';
  label.textContent = name;
  caret.append(label);
  return caret;
}
