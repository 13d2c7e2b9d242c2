import type { App } from '../app-state';

/** What all here keep to, one promise a line. */
export function Agreement({ app }: { app: App }) {
  const { weKeepTo } = app.words.value.people;
  const lines = app.house.value.charter.agreement.text.split('\n').filter(Boolean);
  return (
    <div class="agreement">
      <p>{weKeepTo}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
