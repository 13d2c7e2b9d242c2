import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { drawMine } from '../../client/people/mine-page';
import { type Clock, machineClock } from '../../server/clock';
import { readConfig, type ServerSettings } from '../../server/config';
import { createServer } from '../../server/create-server';
import { builtLook } from '../../server/look';
import type { Look } from '../../server/pages';
import { openStore } from '../../server/store/open';
import type { Store } from '../../server/store/store';
import type { Asking, Command, Fact, Output, Told } from '../../shared/contract';
import type { House } from '../../shared/house';
import type { Me } from '../../shared/people';
import type { Result } from '../../shared/result';
import type { Role } from '../../shared/roles';
import type { InsideRoom } from '../../shared/rooms';
import { cleanUp } from './clean-up';

/** For tests of commands, where no page is looked at. */
export const plainLook: Look = {
  draw: (start) => start.house.rooms.map(({ name }) => name).join('\n'),
  title: () => '',
  drawMine,
  drawWaiting: ({ why }) => why,
  head: '',
  headScript: '',
  assets: (_request, _response, next) => next(),
};

export interface HouseOptions {
  clock?: Clock;
  settings?: Partial<ServerSettings>;
  /** With the built client's pages, for browsers. */
  pages?: boolean;
  /** Stands between the server and its store, to make it fail. */
  through?: (store: Store) => Store;
  /** Where the server's log goes; nowhere, unless a test reads it. */
  log?: Logger;
  dataFolder?: string;
  /** The store on that server, instead of the embedded one. */
  mongodbUrl?: string;
  port?: number;
}

/** The real server on a free port and the real embedded store in a folder of its own. */
export async function openHouse({
  clock = machineClock,
  settings,
  pages,
  through = (store) => store,
  log = pino({ level: 'silent' }),
  ...where
}: HouseOptions = {}) {
  const dataFolder = where.dataFolder ?? (await temporaryFolder());
  const store = await openStore({ dataFolder, mongodbUrl: where.mongodbUrl });
  const server = await createServer({
    store: through(store),
    settings: { ...readConfig({}).settings, ...settings },
    log,
    clock,
    look: pages ? await builtLook(join(__dirname, '../../dist')) : plainLook,
  }).catch(async (problem) => {
    await store.close();
    throw problem;
  });
  const stewardLink = await server.stewardLink();
  const { port } = await server.listen(where.port ?? 0, '127.0.0.1');
  const origin = `http://127.0.0.1:${port}`;

  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await server.close();
    await store.close();
  };
  cleanUp(close);

  let steward: Promise<Person> | undefined;
  const people = visitors(origin);

  const house = {
    origin,
    port,
    dataFolder,
    store,
    server,
    close,
    stewardLink,
    ...people,

    /** The room of that name, as the door shows it. */
    async room(name: string) {
      const { rooms } = await people.look();
      const room = rooms.find((one) => one.name.toLowerCase().startsWith(name.toLowerCase()));
      if (!room) throw new Error(`no room ${name}`);
      return room;
    },

    /** The first steward, by the one-time link. */
    steward: () => (steward ??= people.claim(stewardLink?.split('#')[1] ?? '', 'Stella')),

    /** Comes in with a role, given by the steward where it is more than a peer's. */
    async comeAs(role: Role, name: string): Promise<Person> {
      const person = await people.come(name);
      if (role === 'peer') return person;
      const { id: roomId } = await house.room('kitchen');
      const given = await (await house.steward()).ask('people:role', { roomId, personId: person.id, role });
      if (!given.ok) throw new Error(given.why);
      return people.renewed(person);
    },

    /** People who are all inside one room: `await inRoom('kitchen', 'ada', 'bob')` gives { roomId, ada, bob }. */
    async inRoom<Name extends string>(roomName: string, ...names: Name[]) {
      const { id: roomId } = await house.room(roomName);
      const cast = {} as Record<Name, Person>;
      for (const name of names) {
        cast[name] = await people.come(name);
        await cast[name].enter(roomId);
      }
      return { roomId, ...cast };
    },
  };
  return house;
}

export type OpenHouse = Awaited<ReturnType<typeof openHouse>>;

/** People on their way to a house at this address, whoever runs it. */
export function visitors(origin: string) {
  async function look(): Promise<House> {
    const stranger = await visit(origin, {});
    const house = await stranger.ask('house:look', {});
    stranger.leave();
    if (!house.ok) throw new Error(house.why);
    return house.value;
  }

  async function begin(path: string, entry: object) {
    const { charter } = await look();
    const response = await post(origin, path, { agreement: charter.agreement.version, ...entry });
    return visit(origin, await sessionIn(response));
  }

  return {
    look,
    stranger: () => visit(origin, {}),
    come: (name: string) => begin('/session', { name }),
    claim: (token: string, name: string) => begin('/steward', { token, name }),
    /** Another page of the same browser. */
    again: (person: Person) => visit(origin, person.session),

    /** The same person once their page has fetched the secret that takes the old one's place. */
    async renewed(person: Person) {
      const headers = { cookie: person.session.cookie ?? '' };
      return visit(origin, await sessionIn(await fetch(`${origin}/session`, { headers })));
    },
  };
}

async function sessionIn(response: Response): Promise<Session> {
  const answer = (await response.json()) as Result<{ me: Me; token: string }>;
  if (!answer.ok) throw new Error(answer.why);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { cookie, ...answer.value };
}

export function post(origin: string, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: JSON.stringify(body),
  });
}

export type Person = Awaited<ReturnType<typeof visit>>;

interface Session {
  cookie?: string;
  token?: string;
  me?: Me;
}

/** One open page, as a raw client of the live socket. */
export async function visit(origin: string, session: Session) {
  const socket: Socket = io(origin, {
    path: '/live',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin, ...(session.cookie ? { cookie: session.cookie } : {}) },
    auth: session.token ? { token: session.token } : {},
  });
  cleanUp(() => socket.disconnect());
  const told: { fact: string; told: unknown }[] = [];
  socket.onAny((fact: string, value: unknown) => void told.push({ fact, told: value }));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
    socket.once('disconnect', (why) => reject(new Error(`the line was cut before it was open: ${why}`)));
  });

  const ask = async <Name extends Command>(
    name: Name,
    input: Asking<Name>,
  ): Promise<Result<Output<Name>>> => {
    // Nothing reconnects: what is asked on a line that is gone would wait for ever.
    if (!socket.connected) throw new Error(`${name}: the line is gone`);
    return socket.timeout(10_000).emitWithAck(name, input);
  };

  return {
    id: session.me?.id ?? '',
    name: session.me?.name ?? '',
    session,
    socket,
    ask,

    /** The value of an answer that must not be a refusal. */
    async get<Name extends Command>(name: Name, input: Asking<Name>): Promise<Output<Name>> {
      const answer = await ask(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.why}`);
      return answer.value;
    },

    enter: async (roomId: string, since?: number): Promise<InsideRoom> => {
      const answer = await ask('room:enter', { roomId, since });
      if (!answer.ok) throw new Error(`room:enter: ${answer.why}`);
      return answer.value;
    },

    /** Every such fact told so far. What the server told before now has arrived: answers keep the order. */
    async heard<Name extends Fact>(fact: Name): Promise<Told<Name>[]> {
      if (socket.connected) await socket.timeout(10_000).emitWithAck('are facts here yet', {});
      return told.filter((one) => one.fact === fact).map((one) => one.told as Told<Name>);
    },

    /** Every fact of any name, in the order it was told. */
    async heardAll(): Promise<{ fact: string; told: unknown }[]> {
      // Of a line that ends meanwhile everything has come.
      if (socket.connected) await socket.emitWithAck('are facts here yet', {}).catch(() => undefined);
      return [...told];
    },

    forgetHeard: () => void told.splice(0),
    leave: () => void socket.disconnect(),
    /** Cuts the line as a lost network does. */
    cut: () => void socket.io.engine.transport.close(),
  };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-'));
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits until something is true; gives up loudly. For what no event announces. */
export async function until(isSo: () => unknown, what = isSo.toString(), withinMs = 10_000) {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
