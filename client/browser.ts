import { effect } from '@preact/signals';
import type { App, Theme } from './app-state';
import { createKept, storageOf } from './kept';
import type { LiveLinesChoice } from './live/live';
import type { ReadingLevel } from './messages/reader';
import { routeOf } from './route';
import { screenOf, titleOf } from './screen';
import { firstHeading, keepFocus } from './ui/focus-keeper';

const yearSeconds = 365 * 24 * 3600;

/** Joins the state to the browser it lives in, for as long as the page lives. */
export function live(app: App, root: HTMLElement) {
  remember(app);
  showScreen(app, root);
  keepFocus(root);
  addEventListener('click', (event) => followLink(app, event));
  addEventListener('keydown', ({ key, timeStamp, repeat }) => !repeat && app.press(key, timeStamp), {
    capture: true,
  });
  addEventListener('popstate', () => {
    app.route.value = routeOf(location.pathname);
    void app.look();
  });
  // Whoever reloads is back before anyone is told that they were gone.
  addEventListener('pagehide', () => {
    const room = app.room.value;
    if (room?.inside.value) void app.link.ask('presence:closing', { roomId: room.roomId });
  });
  comeBack(app);
  app.people.open();
}

/** After a reload inside a room, this page goes straight back in. */
function comeBack(app: App) {
  const screen = screenOf(app);
  if (screen.at === 'entry' && app.me.value && app.rooms.wasIn(screen.doorway.id))
    app.rooms.comeBack(screen.doorway);
  delete document.documentElement.dataset.returning;
}

export function travel(path: string) {
  if (path !== location.pathname) history.pushState(null, '', path);
}

/** Keeps a person's choices on this device: the language where the server sees it, colours for the first paint. */
function remember(app: App) {
  const device = createKept(storageOf(() => localStorage));
  app.theme.value = (device.get('theme') as Theme | undefined) ?? 'system';
  app.reading.value = (device.get('reading') as ReadingLevel | undefined) ?? 'all';
  app.liveLines.value = (device.get('live-lines') as LiveLinesChoice | undefined) ?? 'shown';

  const drawnIn = app.language.value;
  effect(() => {
    const language = app.language.value;
    document.documentElement.lang = language;
    if (language !== drawnIn || document.cookie.includes('words='))
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
      document.cookie = `words=${language}; path=/; SameSite=Lax; max-age=${yearSeconds}`;
  });
  effect(() => {
    const theme = app.theme.value;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    device.set('theme', theme === 'system' ? undefined : theme);
  });
  effect(() => device.set('reading', app.reading.value === 'all' ? undefined : app.reading.value));
  effect(() => device.set('live-lines', app.liveLines.value === 'shown' ? undefined : app.liveLines.value));
}

/** Another screen has its title, begins at its top, and takes the focus to its heading. */
function showScreen(app: App, root: HTMLElement) {
  let shown: string | undefined;
  effect(() => {
    document.title = titleOf(app);
    const screen = screenOf(app);
    const key = [
      screen.at,
      'room' in screen && screen.room.roomId,
      'doorway' in screen && screen.doorway.id,
    ].join(' ');
    if (shown !== undefined && shown !== key)
      requestAnimationFrame(() => {
        scrollTo(0, 0);
        firstHeading(root)?.focus();
      });
    shown = key;
  });
}

/** A plain click on a link of ours shows its screen without loading a page. */
function followLink(app: App, event: MouseEvent) {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const link = (event.target as Element).closest?.('a');
  const to = link?.getAttribute('href');
  if (!link || !to?.startsWith('/') || link.target || link.hasAttribute('download')) return;
  event.preventDefault();
  app.go(to);
}
