import { createServer, type IncomingMessage } from 'node:http';
import { types } from 'node:util';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import type { Parts } from '../shared/house';
import { limits, perAddress, perLine } from '../shared/limits';
import type { RefusalCode } from '../shared/result';
import type { Look, Waiting } from './pages';
import { codeOf, type Refused, refuse } from './refusal';
import { createShares, type Shares } from './share';
import { describe } from './sockets';
import { retryAfter } from './upgrades';

const statusOf: Partial<Record<RefusalCode, number>> = {
  'no-session': 401,
  'not-allowed': 403,
  'not-inside': 403,
  'not-found': 404,
  'too-fast': 429,
  'too-large': 413,
  'store-down': 503,
  broken: 500,
};

/**
 * Express with the house rules: body limits, one error shape. Features bring their routes; what
 * the answer to a defect says is never what the defect said.
 */
export function createHttp({
  log,
  now,
  trustProxy,
  addressOf,
  look,
  health,
  refused,
  waitingPage,
  routes,
}: {
  log: Logger;
  now: () => number;
  trustProxy: number;
  /** From where a request comes, for limits alone. */
  addressOf(request: IncomingMessage): string;
  look: Pick<Look, 'assets'>;
  /** How each part is right now. */
  health: () => Promise<Parts>;
  /** Hears of every refusal, to count it. */
  refused: (why: RefusalCode) => void;
  /** What a person is shown who cannot have a page just now, instead of a Result. */
  waitingPage: (request: Request, why: Waiting['why'], seconds: number) => string;
  routes: Router[];
}) {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);

  app.get('/healthz', async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const parts = await health();
    const ok = parts.store === 'ok';
    response.status(ok ? 200 : 503).json({ ok, ...parts });
  });
  app.use(look.assets);
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(limited(createShares(perAddress.requests, now), addressOf));
  app.use(express.json({ limit: limits.bodyBytes, type: 'application/json' }));
  for (const router of routes) app.use(router);
  app.use(() => refuse('not-found'));
  app.use(answerErrors({ log, refused, waitingPage }));

  // Node would look every half a minute.
  const http = createServer({ connectionsCheckingInterval: perLine.goodbyeMs }, app);
  // Slow or silent connections are let go of; live sockets are upgraded and not meant.
  http.headersTimeout = perLine.unknownMs;
  http.requestTimeout = perLine.requestMs;
  return Object.assign(http, { routes: routesOf(app.router) });
}

/** Every route, such as `GET /session`; the tests hold a table of who may ask what against it. */
function routesOf({ stack }: Pick<Router, 'stack'>): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return 'stack' in handle ? routesOf(handle as unknown as Router) : [];
    const methods = Object.keys((route as unknown as { methods: object }).methods);
    return [route.path].flat().flatMap((path) => methods.map((method) => `${method.toUpperCase()} ${path}`));
  });
}

/** Gives a predicate that is true for requests from our own pages: by Origin, or where a browser sends none, by Sec-Fetch-Site. */
export function ourOrigin(publicUrl: string | undefined) {
  return ({ headers }: Pick<IncomingMessage, 'headers'>): boolean => {
    const { origin, host } = headers;
    // A same-origin GET (Socket.IO's polling) carries no Origin; scripts of other sites cannot forge this header.
    if (origin === undefined) return !headers.upgrade && headers['sec-fetch-site'] === 'same-origin';
    return origin === (publicUrl ? new URL(publicUrl).origin : `http://${host}`);
  };
}

export function fromOurPages(isOurs: (request: Request) => boolean): RequestHandler {
  return (request, _response, next) => {
    if (!isOurs(request)) refuse('not-allowed');
    next();
  };
}

/** Refuses `too-fast` once an address has taken its share. */
export function limited(shares: Shares, addressOf: (request: IncomingMessage) => string): RequestHandler {
  return (request, _response, next) => {
    const retryInMs = shares.take(addressOf(request));
    if (retryInMs > 0) refuse('too-fast', retryInMs);
    next();
  };
}

function answerErrors({
  log,
  refused,
  waitingPage,
}: Pick<Parameters<typeof createHttp>[0], 'log' | 'refused' | 'waitingPage'>): ErrorRequestHandler {
  return (problem: unknown, request, response, _next) => {
    const why = httpCodeOf(problem);
    refused(why);
    if (why === 'broken')
      log.error({ path: request.route?.path, problem: describe(problem) }, 'a request broke');
    if (response.headersSent) return void response.destroy();
    const retryInMs = why === 'broken' ? undefined : (problem as Partial<Refused>).retryInMs;
    if (retryInMs !== undefined) response.setHeader('Retry-After', retryAfter(retryInMs));
    response.status(statusOf[why] ?? 400);
    const isForAPerson = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
    if (isForAPerson && (why === 'too-fast' || why === 'store-down' || why === 'broken'))
      return void response.send(waitingPage(request, why, Math.ceil((retryInMs ?? askAgainMs) / 1000)));
    response.json({ ok: false, why, retryInMs });
  };
}

/** When a page asks again that nobody told when. */
const askAgainMs = 5_000;

/** What Express and its body parser throw has a status of its own. */
function httpCodeOf(problem: unknown): RefusalCode {
  // What is no error may throw itself when it is looked at.
  const status = types.isNativeError(problem) && 'status' in problem ? Number(problem.status) : undefined;
  if (status === 413) return 'too-large';
  if (status !== undefined && status >= 400 && status < 500) return 'bad-input';
  return codeOf(problem);
}
