import type { App } from '../app-state';

/** A link, so that it leads away even before any script has run. */
export function ExitButton({ app }: { app: App }) {
  function exit(event: Event) {
    event.preventDefault();
    app.exitFast();
  }
  return (
    <a class="button care exit" href={app.exitTo} rel="noreferrer" onClick={exit}>
      {app.words.value.shell.exitFast}
    </a>
  );
}
