import type { App } from '../app-state';
import { ExitButton } from './ExitButton';
import { Mark } from './Mark';

/** The same on every screen, first in the tab order: home, help now, exit fast. */
export function Header({ app, troubles }: { app: App; troubles: string[] }) {
  const { shell } = app.words.value;
  return (
    <header class="top">
      <div class="top-row">
        <a class="home" href="/">
          <Mark />
          <span>{app.house.value.charter.name}</span>
        </a>
        <div class="top-ways">
          <a class="button" href="/help" aria-label={shell.helpNow}>
            <span class="long">{shell.helpNow}</span>
            <span class="short">{shell.help}</span>
          </a>
          <ExitButton app={app} />
        </div>
      </div>
      {troubles.map((trouble) => (
        <p key={trouble} class="trouble">
          {trouble}
        </p>
      ))}
    </header>
  );
}
