import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { App } from '../app-state';
import { ExitButton } from './ExitButton';

/**
 * Something to settle before going on. The browser keeps the focus inside and gives it back; "Exit fast"
 * is in here too, because the one in the header cannot be reached meanwhile.
 */
export function Dialog({
  app,
  title,
  onClose,
  children,
}: {
  app: App;
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOver = useRef(false);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Not the exit, which the browser would choose: it stands first.
    shown?.querySelector<HTMLElement>(shown.querySelector('input') ? 'input' : 'h2')?.focus();
    return () => {
      // Taken away, perhaps for another dialog: nobody closed it, and nobody is told so.
      isOver.current = true;
      shown?.close();
    };
  }, []);

  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={() => isOver.current || onClose()}>
      <div class="dialog-top">
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        <ExitButton app={app} />
      </div>
      {children}
      <form method="dialog" class="dialog-end">
        <button type="submit">{app.words.value.shell.close}</button>
      </form>
    </dialog>
  );
}
