import { type Signal, useSignal } from '@preact/signals';
import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'preact/hooks';
import type { App } from '../app-state';
import { createEditor } from './editor';
import type { Story } from './story';
import { Toolbar } from './Toolbar';

/** The page to write on. Made when the board has come, never before: so it is never an empty one by mistake. */
export function Paper({
  app,
  title,
  story,
  editor,
}: {
  app: App;
  title: string;
  story: Story;
  editor: Signal<Editor | undefined>;
}) {
  const { boards: words } = app.words.value;
  const place = useRef<HTMLDivElement>(null);
  const isEmpty = useSignal(false);

  useEffect(() => {
    if (!place.current) return;
    const made = createEditor({
      element: place.current,
      story,
      label: words.page(title),
      onPasteTooLong: () => app.announce(app.words.value.boards.pasteTooLong, 'assertive'),
    });
    const look = () => {
      isEmpty.value = made.isEmpty;
    };
    made.on('transaction', look);
    look();
    editor.value = made;
    return () => {
      editor.value = undefined;
      made.destroy();
    };
    // A new title changes the name of the page (below), not the page.
  }, [story]);
  useEffect(() => editor.value?.view.dom.setAttribute('aria-label', words.page(title)));

  return (
    <div class="board-paper">
      {editor.value && <Toolbar app={app} editor={editor.value} />}
      <div class="board-page">
        {isEmpty.value && <p class="board-empty">{words.empty}</p>}
        <div ref={place} />
      </div>
    </div>
  );
}
