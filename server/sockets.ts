import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { type Command, commands, type Fact, type Input, type Output, type Told } from '../shared/contract';
import { limits, perAddress, perLine, perPerson, perRoom, type Rate } from '../shared/limits';
import type { Me } from '../shared/people';
import type { RefusalCode, Result } from '../shared/result';
import { type Doorkeeper, turnAway } from './doorkeeper';
import { createHandshake } from './handshake';
import { guardLines } from './lines';
import { codeOf, Refused } from './refusal';
import { createRoomShare } from './room-share';
import { createShares, type Shares } from './share';
import { QuickToClose } from './upgrades';

/** Whoever stands behind a request: read from the cookie and proved by the handshake token. */
export interface Identity {
  person: Me;
  token: string;
  /** Good for nothing but fetching the session that takes its place (GET /session). */
  outdated: boolean;
  /** Still true of this person? Asked again when what took a while is done. */
  isFresh(): boolean;
}

/** One open page of a browser. A person may have several; a stranger at the door has no `person`. */
export interface Page {
  readonly id: string;
  person: Me | undefined;
  /** From where, for limits alone. */
  readonly address: string;
  /** When this page last gave a sign of life. */
  heardAt: number;
  tell<Name extends Fact>(fact: Name, told: Told<Name>): void;
}

type Answering<Name extends Command> = {
  /** `true`, or the code of the refusal. A command without `may` does not compile. */
  may(person: Me, input: Input<Name>): true | RefusalCode | Promise<true | RefusalCode>;
  run(person: Me, input: Input<Name>, page: Page): Output<Name> | Promise<Output<Name>>;
  /** What it answers was read in the room: nobody is given it who may not any more once it has been read. */
  reads?: true;
};

export type Answer = <Name extends Command>(name: Name, answering: Answering<Name>) => void;

interface Registered {
  needsPerson: boolean;
  shares: Shares;
  answer(page: Page, input: unknown): Promise<unknown>;
}

/**
 * Socket.IO with the house rules: who may open a socket, how a command is answered, how a person is told.
 * Bytes become values only in `dispatch`; handlers never `try`, and no throw ends the process.
 */
export function createSockets({
  log,
  now,
  mayConnect,
  whoIs,
  doorkeeper,
  answered,
}: {
  log: Logger;
  now: () => number;
  /** Is this request's Origin one of ours? */
  mayConnect(request: { headers: Record<string, string | string[] | undefined> }): boolean;
  /** The identity behind a cookie header, or undefined. */
  whoIs(cookie: string | undefined): Promise<Identity | undefined>;
  doorkeeper: Doorkeeper;
  /** Hears of every answer, to count it. */
  answered(command: string, why: RefusalCode | undefined): void;
}) {
  const registered = new Map<string, Registered>();
  const pages = new Map<string, Page>();
  const opened: ((page: Page) => void)[] = [];
  const closed: ((page: Page, why: string) => void)[] = [];
  const handshake = createHandshake({ whoIs, doorkeeper });
  const askedByStrangers = createShares(perAddress.strangerCommands, now);

  const io = new Server({
    path: '/live',
    serveClient: false,
    wsEngine: QuickToClose,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.frameBytes,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    connectTimeout: perLine.unknownMs,
    upgradeTimeout: perLine.unknownMs,
    // Boards share the port: Socket.IO must leave their upgrades alone.
    destroyUpgrade: false,
    allowRequest(request, decide) {
      if (!mayConnect(request)) return decide('origin', false);
      const retryInMs = doorkeeper.waitMs(request);
      if (retryInMs > 0) return turnAway(request, retryInMs);
      decide(null, true);
    },
  });

  io.use(handshake.admit);

  io.on('connection', (socket) => {
    // Renamed, given another role or forgotten since the handshake began: comes again as who they are now.
    if (socket.data.isFresh?.() === false) return void socket.disconnect(true);
    const page = open(socket);
    const underWay = new Set<Promise<void>>();
    socket.onAny((name: string, ...rest: unknown[]) => {
      const answering = dispatch(page, name, rest)
        .catch(defect)
        .finally(() => underWay.delete(answering));
      underWay.add(answering);
    });
    socket.on('disconnect', (why) => {
      // What it asked for last (to come in, to leave) comes first.
      Promise.allSettled(underWay)
        .then(() => {
          pages.delete(page.id);
          // A line without a page is nobody's.
          socket.conn.close();
          for (const hear of closed) hear(page, why);
        })
        .catch(defect);
    });
    for (const hear of opened) hear(page);
  });

  function open(socket: Socket): Page {
    const page: Page = {
      id: socket.id,
      person: socket.data.person,
      address: socket.data.address,
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

  const defect = (problem: unknown) => log.error({ problem: describe(problem) }, 'a handler threw');

  async function dispatch(page: Page, name: string, rest: unknown[]) {
    const acknowledge = rest.at(-1);
    const answer = await answerTo(page, name, rest[0]);
    answered(name, answer.ok ? undefined : answer.why);
    if (!answer.ok && answer.why === 'broken') log.warn({ command: name.slice(0, 40) }, 'a command broke');
    if (typeof acknowledge === 'function') acknowledge(answer);
  }

  async function answerTo(page: Page, name: string, input: unknown): Promise<Result<unknown>> {
    try {
      const command = registered.get(name);
      if (!command) return { ok: false, why: 'bad-input' };
      if (command.needsPerson && !page.person) return { ok: false, why: 'no-session' };
      orTooFast(page.person ? command.shares.take(page.person.id) : askedByStrangers.take(page.address));
      return { ok: true, value: await command.answer(page, input) };
    } catch (problem) {
      const why = codeOf(problem);
      if (why === 'broken')
        log.error({ command: name.slice(0, 40), problem: describe(problem) }, 'a handler threw');
      return {
        ok: false,
        why,
        retryInMs: why === 'broken' ? undefined : (problem as Partial<Refused>).retryInMs,
      };
    }
  }

  function register<Name extends Command>(
    name: Name,
    needsPerson: boolean,
    run: (page: Page, input: Input<Name>) => Promise<unknown>,
  ) {
    const { input: shape } = commands[name];
    registered.set(name, {
      needsPerson,
      shares: createShares(ratesOfPerson[name] ?? perPerson.usual, now),
      async answer(page, input) {
        const parsed = shape.safeParse(input);
        if (!parsed.success) throw new Refused(isTooLarge(parsed.error.issues) ? 'too-large' : 'bad-input');
        return run(page, parsed.data as Input<Name>);
      },
    });
  }

  return {
    /** Registers how a command of people with a session is answered. */
    answer: (<Name extends Command>(name: Name, { may, run, reads }: Answering<Name>) => {
      const rate: Rate | undefined = ratesOfRoom[name];
      const takeOfRoom = rate && createRoomShare(rate, now);
      register(name, true, async (page, input) => {
        const person = page.person as Me;
        orRefused(await may(person, input));
        // Only now: who is not inside takes nothing of the room's share.
        const done = takeOfRoom && 'roomId' in input ? takeOfRoom(input.roomId, person.id) : undefined;
        try {
          const value = await run(person, input, page);
          if (reads) orRefused(await may(page.person as Me, input));
          return value;
        } finally {
          done?.();
        }
      });
    }) satisfies Answer,
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

    tellRoom<Name extends Fact>(roomId: string, fact: Name, told: Told<Name>, butPageId?: string) {
      io.to(roomAudience(roomId))
        .except(butPageId ?? [])
        .emit(fact, told);
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
      io.engine.on('connection', (line) => line.once('close', doorkeeper.letIn(line.request)));
    },
    pageCount: () => pages.size,
    /** How many people and addresses limits are being counted for. */
    counting: () =>
      [handshake, askedByStrangers, ...[...registered.values()].map(({ shares }) => shares)]
        .map((counted) => counted.size())
        .reduce((sum, size) => sum + size),
    close: () => io.close(),
  };
}

export type Sockets = ReturnType<typeof createSockets>;

const ratesOfPerson: Partial<Record<Command, Rate>> = perPerson.commands;
const ratesOfRoom: Partial<Record<Command, Rate>> = perRoom.commands;

const doorAudience = 'door';
const roomAudience = (roomId: string) => `room:${roomId}`;
const personAudience = (personId: string) => `person:${personId}`;

function orTooFast(retryInMs: number) {
  if (retryInMs > 0) throw new Refused('too-fast', retryInMs);
}

function orRefused(allowed: true | RefusalCode) {
  if (allowed !== true) throw new Refused(allowed);
}

const isTooLarge = (issues: { code: string; origin?: unknown }[]) =>
  issues.some((issue) => issue.code === 'too_big' && issue.origin === 'string');

/** A defect's own words without what a person wrote: the kind and the place, never the values. */
export function describe(problem: unknown): string {
  try {
    if (!(problem instanceof Error)) return typeof problem;
    const { name, message, stack = '' } = problem;
    // Its words come first in the stack, and may look like places.
    const [, ...places] = stack.includes(message)
      ? stack.slice(stack.indexOf(message) + message.length).split('\n')
      : [];
    return [name, ...places.slice(0, 6).map((row) => row.trim())].join(' ');
  } catch {
    return typeof problem;
  }
}
