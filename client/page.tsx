import { renderToString } from 'preact-render-to-string';
import type { PageStart } from '../shared/house';
import { Page } from './app';
import { createApp } from './app-state';
import { titleOf } from './screen';

export { headScript } from './head-script';
export { drawWaiting } from './house/waiting-page';
export { drawMine } from './people/mine-page';

/** Draws the screen of this start to HTML: the very components that `main.tsx` goes on with. */
export function draw(start: PageStart): string {
  return renderToString(<Page app={createApp(start)} />);
}

export function title(start: PageStart): string {
  return titleOf(createApp(start));
}
