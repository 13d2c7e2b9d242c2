import { type Request, type RequestHandler, type Response, Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Entry, type Session, StewardEntry } from '../../shared/people';
import type { Result } from '../../shared/result';
import { refuse } from '../refusal';
import type { Identity } from '../sockets';
import type { sessionCookie } from './cookies';
import type { Begun, People } from './people';

/**
 * The session routes: only HTTP can set a cookie that scripts cannot read. Addresses are used to limit
 * how often new people come in from one place, and kept nowhere else.
 */
export function peopleHttp({
  people,
  cookie,
  fromOurPages,
  cut,
  forgotten,
}: {
  people: People;
  cookie: ReturnType<typeof sessionCookie>;
  /** Refuses what another site's page sent. */
  fromOurPages: RequestHandler;
  /** Their pages come back as what they are now. */
  cut: (personId: string) => void;
  /** No device knows this person any more: they are gone from everywhere. */
  forgotten: (personId: string) => void;
}) {
  const router = Router();
  // A centre's whole room of people may share one address.
  const entries = new RateLimiterMemory({ points: 120, duration: 600 });

  const known = (request: Request) => people.whoIs(cookie.read(request.headers));

  async function limited(request: Request) {
    await entries
      .consume(request.ip ?? '')
      .catch((over: { msBeforeNext?: number }) => refuse('too-fast', over.msBeforeNext));
  }

  function welcome(response: Response, { secret, person, token }: Begun) {
    response.setHeader('Set-Cookie', cookie.set(secret));
    response.json({ ok: true, value: { me: person, token } } satisfies Result<Session>);
  }

  router.get('/session', async (request, response) => {
    const identity = await known(request);
    if (!identity) refuse('no-session');
    response.json({
      ok: true,
      value: { me: identity.person, token: identity.token },
    } satisfies Result<Session>);
  });

  router.post('/session', fromOurPages, async (request, response) => {
    await limited(request);
    const entry = Entry.safeParse(request.body);
    if (!entry.success) refuse('bad-input');
    welcome(response, await people.comeInAsGuest(entry.data));
  });

  router.delete('/session', fromOurPages, async (request, response) => {
    const value = cookie.read(request.headers);
    const identity = await known(request);
    if (value) await people.forget(value);
    if (identity) forgotten(identity.person.id);
    response.setHeader('Set-Cookie', cookie.clear());
    response.json({ ok: true, value: null } satisfies Result<null>);
  });

  router.post('/steward', fromOurPages, async (request, response) => {
    await limited(request);
    const entry = StewardEntry.safeParse(request.body);
    if (!entry.success) refuse('bad-input');
    const before: Identity | undefined = await known(request);
    const begun = await people.claimStewardLink(entry.data, before?.person);
    const old = cookie.read(request.headers);
    if (old) await people.forget(old);
    if (before) cut(before.person.id);
    welcome(response, begun);
  });

  return router;
}
