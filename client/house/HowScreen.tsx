import type { App } from '../app-state';

/** How it works and what is kept, in plain words. */
export function HowScreen({ app }: { app: App }) {
  const { mine, shell } = app.words.value;
  const { how, helpNow } = shell;
  return (
    <article class="page">
      <h1 tabIndex={-1}>{how.title}</h1>
      {how.parts.map(({ title, text }) => (
        <section key={title}>
          <h2>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
      <p>
        <a href="/mine">{mine.link}</a>
      </p>
      <p>
        <a class="button" href="/help">
          {helpNow}
        </a>
      </p>
    </article>
  );
}
