import { type RequestHandler, type Response, Router } from 'express';
import { Entry, type Session, StewardEntry } from '../../shared/people';
import type { Result } from '../../shared/result';
import { refuse } from '../refusal';
import type { sessionCookie } from './cookies';
import type { Begun, People } from './people';

/** The session routes: only HTTP can set a cookie that scripts cannot read. */
export function peopleHttp({
  people,
  cookie,
  fromOurPages,
  entering,
  forgotten,
}: {
  people: People;
  cookie: ReturnType<typeof sessionCookie>;
  /** Refuses what another site's page sent. */
  fromOurPages: RequestHandler;
  /** Refuses who comes in too often from one address. */
  entering: RequestHandler;
  /** No device knows this person any more: they are gone from everywhere. */
  forgotten: (personId: string) => void;
}) {
  const router = Router();

  function welcome(response: Response, { secret, person, token }: Begun) {
    response.setHeader('Set-Cookie', cookie.set(secret));
    response.json({ ok: true, value: { me: person, token } } satisfies Result<Session>);
  }

  router.get('/session', async (request, response) => {
    welcome(response, (await people.whoIsAnew(cookie.read(request.headers))) ?? refuse('no-session'));
  });

  router.post('/session', fromOurPages, entering, async (request, response) => {
    const entry = Entry.safeParse(request.body);
    if (!entry.success) refuse('bad-input');
    welcome(response, await people.comeInAsGuest(entry.data));
  });

  router.delete('/session', fromOurPages, async (request, response) => {
    const secret = cookie.read(request.headers);
    const personId = secret && (await people.forget(secret));
    if (personId) forgotten(personId);
    response.setHeader('Set-Cookie', cookie.clear());
    response.json({ ok: true, value: null } satisfies Result<null>);
  });

  router.post('/steward', fromOurPages, entering, async (request, response) => {
    const entry = StewardEntry.safeParse(request.body);
    if (!entry.success) refuse('bad-input');
    const old = cookie.read(request.headers);
    const begun = await people.claimStewardLink(entry.data, (await people.whoIs(old))?.person);
    if (old) await people.forget(old);
    welcome(response, begun);
  });

  return router;
}
