import { type Request, type Response, Router } from 'express';
import type { House, PageStart } from '../../shared/house';
import { document, type Look, sendPage } from '../pages';
import { readCookie } from '../people/cookies';
import type { Identity } from '../sockets';

/** The pages. Each carries the whole door, so that it can be read before any script runs. */
export function houseHttp({
  look,
  house,
  whoIs,
  exitTo,
  language,
}: {
  look: Look;
  house: () => House;
  whoIs: (request: Request) => Promise<Identity | undefined>;
  exitTo: string;
  /** The language of those who ask for none of ours. */
  language: 'en' | 'fr';
}) {
  const router = Router();

  async function send(request: Request, response: Response) {
    const identity = await whoIs(request);
    const start: PageStart = {
      path: request.path,
      language: languageOf(request, language),
      house: house(),
      exitTo,
      ...(identity ? { session: { me: identity.person, token: identity.token } } : {}),
    };
    response.vary('Accept-Language');
    await sendPage(request, response, document(look, start));
  }

  router.get(
    [
      ...['/', '/r/:code', '/r/:code/boards/:board', '/help', '/how', '/practice'],
      ...['/mine', '/steward', '/house', '/figures'],
    ],
    send,
  );
  // A path that leads nowhere says so as a page, to whoever wants to read one.
  router.get('/{*path}', (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') return next();
    response.status(404);
    return send(request, response);
  });

  return router;
}

/** The language that whoever asks chose here, or their browser's, or else the house's. */
export function languageOf(request: Request, usual: 'en' | 'fr'): 'en' | 'fr' {
  const chosen = readCookie(request.headers.cookie, 'words');
  if (chosen === 'en' || chosen === 'fr') return chosen;
  // An absent or open header asks for nothing in particular.
  if (!request.headers['accept-language'] || request.headers['accept-language'] === '*') return usual;
  const accepted = request.acceptsLanguages('en', 'fr');
  return accepted === 'en' || accepted === 'fr' ? accepted : usual;
}
