import type { App } from '../app-state';

/** Always in the page, so that a screen reader hears what is put into it. */
export function Announcer({ app }: { app: App }) {
  const { polite, assertive } = app.said;
  return (
    <div class="heard">
      <div role="status" aria-live="polite">
        <p key={polite.value.turn}>{polite.value.text}</p>
      </div>
      <div role="alert" aria-live="assertive">
        <p key={assertive.value.turn}>{assertive.value.text}</p>
      </div>
    </div>
  );
}
