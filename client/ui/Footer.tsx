import { can } from '../../shared/roles';
import type { App } from '../app-state';
import { Choice } from './Choice';

const languages = { en: 'English', fr: 'Français' };

/** What is the same everywhere and seldom needed: how it works, language, light or dark. */
export function Footer({ app }: { app: App }) {
  const { shell, figures, mine } = app.words.value;
  const me = app.me.value;
  return (
    <footer class="foot">
      <nav aria-label={shell.more}>
        <a href="/how">{shell.howItWorks}</a>
        {me && <a href="/mine">{mine.title}</a>}
        {me && can(me.role, 'change the house') && <a href="/house">{shell.editHouse}</a>}
        {me && can(me.role, 'read the figures') && <a href="/figures">{figures.link}</a>}
      </nav>
      <div class="choices">
        <Choice label={shell.language} choices={languages} chosen={app.language} />
        <Choice label={shell.theme} choices={shell.themes} chosen={app.theme} />
      </div>
      <p class="hint">{shell.exitHint}</p>
    </footer>
  );
}
