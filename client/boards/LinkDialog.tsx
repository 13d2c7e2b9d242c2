import { useSignal } from '@preact/signals';
import type { Editor } from '@tiptap/core';
import { isWebAddress } from '../../shared/links';
import type { App } from '../app-state';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';

/** The address behind the chosen words: set it, follow it, take it off. */
export function LinkDialog({ app, editor, onClose }: { app: App; editor: Editor; onClose: () => void }) {
  const { boards: words } = app.words.value;
  const before = String(editor.getAttributes('link').href ?? '');
  const address = useSignal(before);
  const isBad = useSignal(false);

  function set(event: Event) {
    event.preventDefault();
    const href = address.value.trim();
    if (!isWebAddress(href)) {
      isBad.value = true;
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    // With no words chosen, the address itself is written.
    if (editor.state.selection.empty && !before)
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setMark('link', { href }).run();
    onClose();
  }

  function remove() {
    editor.chain().focus().extendMarkRange('link').unsetMark('link').run();
    onClose();
  }

  return (
    <Dialog app={app} title={words.linkTitle} onClose={onClose}>
      <form class="board-form" onSubmit={set} noValidate>
        <Field
          label={words.linkAddress}
          hint={words.linkHint}
          error={isBad.value ? words.linkBad : undefined}
        >
          {(props) => (
            <input
              {...props}
              type="url"
              inputMode="url"
              autocomplete="off"
              value={address.value}
              onInput={({ currentTarget }) => {
                address.value = currentTarget.value;
              }}
            />
          )}
        </Field>
        <div class="actions">
          <button type="submit" class="primary">
            {words.linkSet}
          </button>
          {before && (
            <button type="button" onClick={remove}>
              {words.linkRemove}
            </button>
          )}
          {isWebAddress(before) && (
            <a class="button" href={before} target="_blank" rel="noopener noreferrer nofollow">
              {words.linkOpen(new URL(before).host)}
            </a>
          )}
        </div>
      </form>
    </Dialog>
  );
}
