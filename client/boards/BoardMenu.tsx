import { useSignal } from '@preact/signals';
import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'preact/hooks';
import type { Board } from '../../shared/boards';
import { limits } from '../../shared/limits';
import type { App } from '../app-state';
import { Dialog } from '../ui/Dialog';
import { download } from '../ui/download';
import { Field } from '../ui/Field';
import { sayRefused } from '../words/refused';
import { CopyButton } from './CopyButton';
import { toHtml } from './exports';
import { toMarkdown } from './markdown';

interface Menu {
  app: App;
  board: Board;
  editor: Editor;
}

/** What is seldom done with a board: another title, and taking it along. */
export function BoardMenu({ app, board, editor }: Menu) {
  const { boards: words } = app.words.value;
  const renaming = useSignal(false);
  const name = fileNameOf(board.title) || words.fileName;

  const menu = useClosing();

  return (
    <details class="board-menu" ref={menu}>
      <summary class="button">{words.more}</summary>
      <div class="board-menu-inside">
        <button
          type="button"
          onClick={() => {
            renaming.value = true;
          }}
        >
          {words.rename}
        </button>
        <CopyButton app={app} board={board} editor={editor} />
        <button
          type="button"
          onClick={() => save(`${name}.md`, 'text/markdown', toMarkdown(editor.getJSON(), board.title))}
        >
          {words.saveMarkdown}
        </button>
        <button
          type="button"
          onClick={() =>
            save(`${name}.html`, 'text/html', toHtml(editor.getJSON(), board.title, app.language.value))
          }
        >
          {words.saveHtml}
        </button>
      </div>
      {renaming.value && (
        <RenameDialog
          app={app}
          board={board}
          onClose={() => {
            renaming.value = false;
          }}
        />
      )}
    </details>
  );
}

/** Closes what was opened with Escape, and with a press beside it, as people expect of a menu. */
function useClosing() {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    function close(event: Event) {
      const { current } = menu;
      const isInside = event.target instanceof Node && current?.contains(event.target);
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape' && isInside;
      if (!current?.open || document.querySelector('dialog[open]')) return;
      if (isEscape) current.querySelector('summary')?.focus();
      if (isEscape || (event.type === 'pointerdown' && !isInside)) current.open = false;
    }
    addEventListener('keydown', close);
    addEventListener('pointerdown', close);
    return () => {
      removeEventListener('keydown', close);
      removeEventListener('pointerdown', close);
    };
  }, []);
  return menu;
}

function RenameDialog({ app, board, onClose }: { app: App; board: Board; onClose: () => void }) {
  const { boards: words, shell } = app.words.value;
  const title = useSignal(board.title);
  const error = useSignal<string | undefined>(undefined);

  async function rename(event: Event) {
    event.preventDefault();
    const { id, roomId } = board;
    const answered = await app.link.ask('board:rename', { id, roomId, title: title.value });
    if (!answered.ok) {
      error.value = sayRefused(app.words.value, answered);
      return;
    }
    app.announce(words.renamed);
    onClose();
  }

  return (
    <Dialog app={app} title={words.rename} onClose={onClose}>
      <form class="board-form" onSubmit={rename}>
        <Field label={words.renameTitle} error={error.value}>
          {(props) => (
            <input
              {...props}
              value={title.value}
              maxLength={limits.titleChars}
              autocomplete="off"
              required
              onInput={({ currentTarget }) => {
                title.value = currentTarget.value;
              }}
            />
          )}
        </Field>
        <button type="submit" class="primary">
          {shell.save}
        </button>
      </form>
    </Dialog>
  );
}

const save = (name: string, type: string, text: string) =>
  download(name, new Blob([text], { type: `${type};charset=utf-8` }));

const fileNameOf = (title: string) =>
  title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
