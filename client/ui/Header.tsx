import type { App } from '../app-state';
import { ExitButton } from './ExitButton';
import { Mark } from './Mark';

/** The same on every screen, first in the tab order: home, help now, exit fast. */
export function Header({ app }: { app: App }) {
  const { shell } = app.words.value;
  return (
    <header class="top">
      <a class="home" href="/">
        <Mark />
        <span>{app.house.value.charter.name}</span>
      </a>
      <div class="top-ways">
        <a class="button quiet-button" href="/help">
          {shell.helpNow}
        </a>
        <ExitButton app={app} />
      </div>
    </header>
  );
}
