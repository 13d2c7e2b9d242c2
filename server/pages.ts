import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import type { Charter, PageStart } from '../shared/house';
import type { MinePart } from '../shared/mine';

/** What the client's build brings: how a screen is drawn, and what the page must load. */
export interface Look {
  /** Draws the screen of this start to HTML: the same components that the browser runs. */
  draw(start: PageStart): string;
  /** What belongs in <head> to load the client. */
  head: string;
  /** Runs before anything is painted; short, and the only inline script. */
  headScript: string;
  /** The title of the screen. */
  title(start: PageStart): string;
  /** Draws someone's copy of what is their own, part by part, as a page that needs nothing else. */
  drawMine(language: 'en' | 'fr'): (part: MinePart) => string;
  /** Draws the page of whoever cannot have the one they asked for just now: a whole document. */
  drawWaiting(waiting: Waiting): string;
  assets: RequestHandler;
  /** Where style sheets may come from besides our own files; nothing, but in development. */
  styleSources?: string[];
}

/** `seconds`: when it is worth asking again. */
export interface Waiting {
  language: 'en' | 'fr';
  charter: Charter;
  why: 'too-fast' | 'store-down' | 'broken';
  seconds: number;
}

export const scriptHash = (script: string) =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** The whole document, readable before any script has run. */
export function document(look: Look, start: PageStart): string {
  return `<!doctype html>
<html lang="${start.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escaped(look.title(start))}</title>
<script>${look.headScript}</script>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
${look.head}
</head>
<body>
<div id="app">${look.draw(start)}</div>
<script type="application/json" id="start">${JSON.stringify(start).replaceAll('<', '\\u003c')}</script>
</body>
</html>`;
}

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Sends HTML, packed as the browser allows: on a slow line the door's size is its waiting time. */
export async function sendPage(request: Request, response: Response, html: string) {
  const encoding = request.acceptsEncodings('br', 'gzip', 'identity');
  response.type('html').vary('Accept-Encoding');
  if (encoding !== 'br' && encoding !== 'gzip') return void response.send(html);
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
  const packed = encoding === 'br' ? await compress.br(html, options) : await compress.gzip(html);
  response.setHeader('Content-Encoding', encoding).send(packed);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
