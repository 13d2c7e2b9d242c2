import { useSignal } from '@preact/signals';
import type { Editor } from '@tiptap/core';
import type { Board } from '../../shared/boards';
import type { App } from '../app-state';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { toMarkdown } from './markdown';

/** All that is on this page, to keep elsewhere: copied at once, or shown where a browser does not allow that. */
export function CopyButton({ app, board, editor }: { app: App; board: Board; editor: Editor }) {
  const { boards: words } = app.words.value;
  const byHand = useSignal<string | undefined>(undefined);

  async function copy() {
    const text = toMarkdown(editor.getJSON(), board.title);
    try {
      await navigator.clipboard.writeText(text);
      app.announce(words.copied);
    } catch {
      byHand.value = text;
    }
  }

  return (
    <>
      <button type="button" onClick={copy}>
        {words.copy}
      </button>
      {byHand.value !== undefined && (
        <Dialog
          app={app}
          title={words.copyByHand}
          onClose={() => {
            byHand.value = undefined;
          }}
        >
          <Field label={words.copyByHand} hint={words.copyByHandHint}>
            {(props) => (
              <textarea
                {...props}
                class="by-hand"
                readOnly
                rows={8}
                value={byHand.value}
                onFocus={({ currentTarget }) => currentTarget.select()}
              />
            )}
          </Field>
        </Dialog>
      )}
    </>
  );
}
