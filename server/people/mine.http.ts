import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, Router } from 'express';
import type { MinePart } from '../../shared/mine';
import type { Me } from '../../shared/people';
import type { Result } from '../../shared/result';
import type { Look } from '../pages';
import { refuse } from '../refusal';
import { createShares } from '../share';
import type { sessionCookie } from './cookies';

/** A copy of what is one's own, and the end of it. Both only for our own pages, and only about oneself. */
export function mineHttp({
  look,
  cookie,
  fromOurPages,
  whoIs,
  mine,
  erase,
  now,
}: {
  look: Pick<Look, 'drawMine'>;
  cookie: Pick<ReturnType<typeof sessionCookie>, 'clear'>;
  fromOurPages: RequestHandler;
  whoIs: (request: Request) => Promise<Me | undefined>;
  mine: (personId: string) => AsyncGenerator<MinePart>;
  erase: (personId: string) => Promise<void>;
  now: () => number;
}) {
  const router = Router();
  // Reading everything of someone is work: a copy now and then is what a person needs.
  const copies = createShares({ burst: 6, perSecond: 6 / 3600 }, now);

  async function me(request: Request): Promise<Me> {
    return (await whoIs(request)) ?? refuse('no-session');
  }

  const sendCopy =
    (name: string, write: Writer): RequestHandler =>
    async (request, response) => {
      const { id } = await me(request);
      const retryInMs = copies.take(id);
      if (retryInMs > 0) refuse('too-fast', retryInMs);
      const copy = write(mine(id), request);
      // What fails at once is refused like anything else; what fails later cuts the copy short, which is seen.
      const { value: first } = await copy.next();
      response.attachment(name);
      await pipeline(Readable.from(joined(first ?? '', copy)), response);
    };

  router.get('/mine.json', fromOurPages, sendCopy('porchlight.json', asJson));
  router.get(
    '/mine.html',
    fromOurPages,
    sendCopy('porchlight.html', async function* (parts, request) {
      const draw = look.drawMine(request.query.words === 'fr' ? 'fr' : 'en');
      for await (const part of parts) yield draw(part);
    }),
  );

  router.delete('/mine', fromOurPages, async (request, response) => {
    await erase((await me(request)).id);
    response.setHeader('Set-Cookie', cookie.clear());
    response.setHeader('Clear-Site-Data', '"cookies", "storage"');
    response.json({ ok: true, value: null } satisfies Result<null>);
  });

  return router;
}

type Writer = (parts: AsyncGenerator<MinePart>, request: Request) => AsyncGenerator<string>;

async function* joined(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** `{ me, messages: [...], boards: [...] }`, without ever holding all of it. */
async function* asJson(parts: AsyncGenerator<MinePart>): AsyncGenerator<string> {
  let before: MinePart['part'] | undefined;
  for await (const { part, ...rest } of parts) {
    if (part === 'me') yield `{"me":${JSON.stringify(rest)},"messages":[`;
    else if (part === before) yield `,\n${JSON.stringify(rest)}`;
    else yield `${part === 'board' ? '],"boards":[' : ''}\n${JSON.stringify(rest)}`;
    before = part;
  }
  yield before === 'board' ? ']}\n' : '],"boards":[]}\n';
}
