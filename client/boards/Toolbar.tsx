import { useSignal } from '@preact/signals';
import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'preact/hooks';
import type { App } from '../app-state';
import { LinkDialog } from './LinkDialog';

type Tool = keyof App['words']['value']['boards']['tool'];

/** What each tool does, and whether it is on where the caret stands. */
const tools: Record<Exclude<Tool, 'link'>, { run(editor: Editor): void; isOn?(editor: Editor): boolean }> = {
  bold: {
    run: (editor) => editor.chain().focus().toggleBold().run(),
    isOn: (editor) => editor.isActive('bold'),
  },
  italic: {
    run: (editor) => editor.chain().focus().toggleItalic().run(),
    isOn: (editor) => editor.isActive('italic'),
  },
  heading: {
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
  },
  subheading: {
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
    isOn: (editor) => editor.isActive('heading', { level: 3 }),
  },
  bullets: {
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
    isOn: (editor) => editor.isActive('bulletList'),
  },
  numbers: {
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    isOn: (editor) => editor.isActive('orderedList'),
  },
  inward: { run: (editor) => editor.chain().focus().sinkListItem('listItem').run() },
  outward: { run: (editor) => editor.chain().focus().liftListItem('listItem').run() },
  quote: {
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    isOn: (editor) => editor.isActive('blockquote'),
  },
  undo: { run: (editor) => editor.chain().focus().undo().run() },
  redo: { run: (editor) => editor.chain().focus().redo().run() },
};

const keys: Partial<Record<Tool, string>> = {
  bold: 'Control+B',
  italic: 'Control+I',
  inward: 'Control+]',
  outward: 'Control+[',
  undo: 'Control+Z',
  redo: 'Control+Shift+Z',
};
const always: Tool[] = [
  'bold',
  'italic',
  'link',
  'heading',
  'subheading',
  'bullets',
  'numbers',
  'quote',
  'undo',
  'redo',
];
const inList: Tool[] = [...always.slice(0, 7), 'inward', 'outward', ...always.slice(7)];

/** One stop for Tab; the arrow keys go from tool to tool. */
export function Toolbar({ app, editor }: { app: App; editor: Editor }) {
  const { tools: label, tool: words, undoHint } = app.words.value.boards;
  const bar = useRef<HTMLDivElement>(null);
  const linking = useSignal(false);
  const at = useSignal<Tool>('bold');
  useEveryChange(editor);

  const shown = editor.isActive('listItem') ? inList : always;
  const stop = shown.includes(at.value) ? at.value : 'bold';

  function walk(event: KeyboardEvent) {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = shown.at((shown.indexOf(stop) + step + shown.length) % shown.length) ?? 'bold';
    at.value = event.key === 'Home' ? 'bold' : event.key === 'End' ? (shown.at(-1) ?? 'bold') : next;
    bar.current?.querySelector<HTMLButtonElement>(`[data-tool="${at.value}"]`)?.focus();
  }

  return (
    <>
      <div class="tools" role="toolbar" aria-label={label} ref={bar} onKeyDown={walk}>
        {shown.map((tool) => {
          const isOn = tool === 'link' ? editor.isActive('link') : tools[tool].isOn?.(editor);
          return (
            <button
              type="button"
              key={tool}
              data-tool={tool}
              class={`tool tool-${tool}`}
              tabIndex={tool === stop ? 0 : -1}
              aria-pressed={isOn}
              title={tool === 'undo' ? undoHint : undefined}
              aria-keyshortcuts={keys[tool]}
              onFocus={() => {
                at.value = tool;
              }}
              // The selection stays where it is, and a phone's keyboard stays up.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                if (tool === 'link') linking.value = true;
                else tools[tool].run(editor);
              }}
            >
              {words[tool]}
            </button>
          );
        })}
      </div>
      {linking.value && (
        <LinkDialog
          app={app}
          editor={editor}
          onClose={() => {
            linking.value = false;
          }}
        />
      )}
    </>
  );
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: 0, End: 0 };

/** Draws again whenever the editor or its selection changes. */
function useEveryChange(editor: Editor) {
  const turn = useSignal(0);
  turn.value;
  useEffect(() => {
    const draw = () => {
      turn.value += 1;
    };
    editor.on('transaction', draw);
    return () => void editor.off('transaction', draw);
  }, [editor, turn]);
}
