import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Server, type Socket } from 'socket.io';
import { WebSocketServer } from 'ws';
import { type Command, commands, type Fact, type Input, type Output, type Told } from '../shared/contract';
import { limits } from '../shared/limits';
import type { Me } from '../shared/people';
import type { RefusalCode, Result } from '../shared/result';
import { guardLines } from './lines';
import { Refused } from './refusal';
import { StoreDown, Taken } from './store/store';

/** Whoever stands behind a request: read from the cookie and proved by the handshake token. */
export interface Identity {
  person: Me;
  token: string;
}

/** One open page of a browser. A person may have several; a stranger at the door has no `person`. */
export interface Page {
  readonly id: string;
  person: Me | undefined;
  /** When this page last gave a sign of life. */
  heardAt: number;
  tell<Name extends Fact>(fact: Name, told: Told<Name>): void;
}

type Answering<Name extends Command> = {
  /** `true`, or the code of the refusal. A command without `may` does not compile. */
  may(person: Me, input: Input<Name>): true | RefusalCode | Promise<true | RefusalCode>;
  run(person: Me, input: Input<Name>, page: Page): Output<Name> | Promise<Output<Name>>;
};

export type Answer = <Name extends Command>(name: Name, answering: Answering<Name>) => void;

interface Registered {
  needsPerson: boolean;
  limiter: RateLimiterMemory;
  answer(page: Page, input: unknown): Promise<unknown>;
}

/** How often one person may ask something: points in a window of `limits.rateWindowMs`, by what it costs others. */
const allowances: Partial<Record<Command, number>> = {
  'message:send': 60,
  'message:edit': 40,
  'message:take-back': 40,
  'voice:signal': 400,
  'people:rename': 10,
  'board:start': 10,
};
const usualAllowance = 120;

/**
 * Socket.IO with the house rules: who may open a socket, how a command is answered, how a person is told.
 * Bytes become values only in `dispatch`; handlers never `try`, and no throw ends the process.
 */
export function createSockets({
  log,
  now,
  mayConnect,
  whoIs,
}: {
  log: Logger;
  now: () => number;
  /** Is this request's Origin one of ours? */
  mayConnect(request: { headers: Record<string, string | string[] | undefined> }): boolean;
  /** The identity behind a cookie header, or undefined. */
  whoIs(cookie: string | undefined): Promise<Identity | undefined>;
}) {
  const registered = new Map<string, Registered>();
  const pages = new Map<string, Page>();
  const opened: ((page: Page) => void)[] = [];
  const closed: ((page: Page, why: string) => void)[] = [];

  const io = new Server({
    path: '/live',
    serveClient: false,
    wsEngine: WebSocketServer,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.frameBytes,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    connectTimeout: 5_000,
    // Boards share the port: Socket.IO must leave their upgrades alone.
    destroyUpgrade: false,
    allowRequest: (request, decide) => decide(mayConnect(request) ? null : 'origin', mayConnect(request)),
  });

  io.use(async (socket, next) => {
    try {
      const identity = await whoIs(socket.handshake.headers.cookie);
      const token: unknown = socket.handshake.auth.token;
      // A cookie alone proves nothing: it also flows from a sibling subdomain's page.
      if (identity && token === undefined) return next(new Error('token'));
      if (identity ? token !== identity.token : token !== undefined) return next(new Error('no-session'));
      socket.data.person = identity?.person;
      next();
    } catch (problem) {
      next(new Error(codeOf(problem)));
    }
  });

  io.on('connection', (socket) => {
    const page = open(socket);
    const underWay = new Set<Promise<void>>();
    socket.onAny((name: string, ...rest: unknown[]) => {
      const answering = dispatch(page, name, rest).finally(() => underWay.delete(answering));
      underWay.add(answering);
    });
    socket.on('disconnect', async (why) => {
      // What it asked for last (to come in, to leave) comes first.
      await Promise.allSettled(underWay);
      pages.delete(page.id);
      for (const hear of closed) hear(page, why);
    });
    for (const hear of opened) hear(page);
  });

  function open(socket: Socket): Page {
    const page: Page = {
      id: socket.id,
      person: socket.data.person,
      heardAt: now(),
      tell: (fact, told) => void socket.emit(fact, told),
    };
    pages.set(page.id, page);
    if (page.person) socket.join(personAudience(page.person.id));
    socket.conn.on('packet', () => {
      page.heardAt = now();
    });
    return page;
  }

  async function dispatch(page: Page, name: string, rest: unknown[]) {
    const acknowledge = rest.at(-1);
    const answered = await answerTo(page, name, rest[0]);
    if (!answered.ok && answered.why === 'broken')
      log.warn({ command: name.slice(0, 40) }, 'a command broke');
    if (typeof acknowledge === 'function') acknowledge(answered);
  }

  async function answerTo(page: Page, name: string, input: unknown): Promise<Result<unknown>> {
    try {
      const command = registered.get(name);
      if (!command) return { ok: false, why: 'bad-input' };
      if (command.needsPerson && !page.person) return { ok: false, why: 'no-session' };
      await command.limiter.consume(page.person?.id ?? page.id).catch(tooFast);
      return { ok: true, value: await command.answer(page, input) };
    } catch (problem) {
      const why = codeOf(problem);
      if (why === 'broken')
        log.error({ command: name.slice(0, 40), problem: describe(problem) }, 'a handler threw');
      return { ok: false, why, retryInMs: problem instanceof Refused ? problem.retryInMs : undefined };
    }
  }

  function register<Name extends Command>(
    name: Name,
    needsPerson: boolean,
    run: (page: Page, input: Input<Name>) => Promise<unknown>,
  ) {
    const { input: shape } = commands[name];
    const points = allowances[name] ?? usualAllowance;
    registered.set(name, {
      needsPerson,
      limiter: new RateLimiterMemory({ points, duration: limits.rateWindowMs / 1000 }),
      async answer(page, input) {
        const parsed = shape.safeParse(input);
        if (!parsed.success) throw new Refused(isTooLarge(parsed.error.issues) ? 'too-large' : 'bad-input');
        return run(page, parsed.data as Input<Name>);
      },
    });
  }

  return {
    /** Registers how a command of people with a session is answered. */
    answer: (<Name extends Command>(name: Name, { may, run }: Answering<Name>) =>
      register(name, true, async (page, input) => {
        const person = page.person as Me;
        const allowed = await may(person, input);
        if (allowed !== true) throw new Refused(allowed);
        return run(person, input, page);
      })) satisfies Answer,
    /** The same for what a stranger may ask. */
    answerAnyone<Name extends Command>(
      name: Name,
      run: (page: Page, input: Input<Name>) => Promise<Output<Name>>,
    ) {
      register(name, false, run);
    },
    /** A command that the contract names and nobody answers is a defect: found when the server is made. */
    unanswered: () => Object.keys(commands).filter((name) => !registered.has(name)),
    onOpen: (hear: (page: Page) => void) => void opened.push(hear),
    onClose: (hear: (page: Page, why: string) => void) => void closed.push(hear),

    tellRoom<Name extends Fact>(roomId: string, fact: Name, told: Told<Name>) {
      io.to(roomAudience(roomId)).emit(fact, told);
    },
    tellPerson<Name extends Fact>(personId: string, fact: Name, told: Told<Name>) {
      io.to(personAudience(personId)).emit(fact, told);
    },
    tellDoor<Name extends Fact>(fact: Name, told: Told<Name>) {
      io.to(doorAudience).emit(fact, told);
    },
    tellAll<Name extends Fact>(fact: Name, told: Told<Name>) {
      io.emit(fact, told);
    },
    page: (id: string) => pages.get(id),
    pagesOf: (personId: string) => [...pages.values()].filter((page) => page.person?.id === personId),
    joinRoom: (pageId: string, roomId: string) =>
      void io.sockets.sockets.get(pageId)?.join(roomAudience(roomId)),
    leaveRoom: (pageId: string, roomId: string) =>
      void io.sockets.sockets.get(pageId)?.leave(roomAudience(roomId)),
    watchDoor: (pageId: string, watching: boolean) => {
      const socket = io.sockets.sockets.get(pageId);
      if (watching) socket?.join(doorAudience);
      else socket?.leave(doorAudience);
    },
    /** Cuts every socket of a person now, so that they come back as what they are then. */
    cut: (personId: string) => io.in(personAudience(personId)).disconnectSockets(true),
    attach(http: HttpServer) {
      io.attach(http);
      guardLines(io, now);
    },
    close: () => io.close(),
  };
}

export type Sockets = ReturnType<typeof createSockets>;

const doorAudience = 'door';
const roomAudience = (roomId: string) => `room:${roomId}`;
const personAudience = (personId: string) => `person:${personId}`;

function tooFast(over: unknown): never {
  throw over instanceof RateLimiterRes ? new Refused('too-fast', over.msBeforeNext) : over;
}

export function codeOf(problem: unknown): RefusalCode {
  if (problem instanceof Refused) return problem.code;
  if (problem instanceof StoreDown) return 'store-down';
  if (problem instanceof Taken) return 'id-used';
  return 'broken';
}

const isTooLarge = (issues: { code: string; origin?: unknown }[]) =>
  issues.some((issue) => issue.code === 'too_big' && issue.origin === 'string');

/** A defect's own words without what a person wrote: the kind and the place, never the values. */
export function describe(problem: unknown): string {
  if (!(problem instanceof Error)) return typeof problem;
  const places = (problem.stack ?? '').split('\n').filter((row) => row.trimStart().startsWith('at '));
  return [problem.name, ...places.slice(0, 6).map((row) => row.trim())].join(' ');
}
