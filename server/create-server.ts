import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from 'pino';
import { newId } from '../shared/ids';
import { limits, perAddress } from '../shared/limits';
import { createBoards } from './boards/boards';
import { boardsSocket } from './boards/boards.socket';
import { boardsUpgrade } from './boards/boards.upgrade';
import type { Clock } from './clock';
import type { ServerSettings } from './config';
import { createDoorkeeper } from './doorkeeper';
import { createCounted } from './figures/counted';
import { createFigures } from './figures/figures';
import { figuresHttp } from './figures/figures.http';
import { figuresSocket } from './figures/figures.socket';
import { watchMachine } from './figures/machine';
import { oldestWords } from './figures/oldest-words';
import { timedStore } from './figures/timed-store';
import { createHall } from './hall';
import { houseHeaders } from './headers';
import { createHealth } from './health';
import { createCharter, createDoor } from './house/house';
import { houseHttp, languageOf } from './house/house.http';
import { houseSocket } from './house/house.socket';
import { createHousekeeping } from './housekeeping/housekeeping';
import { createHttp, fromOurPages, limited, ourOrigin } from './http';
import { createLive } from './live/live';
import { liveSocket } from './live/live.socket';
import { createMessages } from './messages/messages';
import { messagesSocket } from './messages/messages.socket';
import type { Look } from './pages';
import { sessionCookie } from './people/cookies';
import { createErasure } from './people/erasure';
import { mine } from './people/mine';
import { mineHttp } from './people/mine.http';
import { createPeople } from './people/people';
import { peopleHttp } from './people/people.http';
import { peopleSocket } from './people/people.socket';
import { createPresence } from './presence/presence';
import { presenceSocket } from './presence/presence.socket';
import { createRooms } from './rooms/rooms';
import { type Inside, roomsSocket } from './rooms/rooms.socket';
import { createShares } from './share';
import { createSockets } from './sockets';
import type { Store } from './store/store';
import { routeUpgrades, type Upgrade } from './upgrades';
import { createHearing, hearingSocket } from './voice/hearing';
import { createIce } from './voice/ice';
import { createVoice } from './voice/voice';
import { voiceSocket } from './voice/voice.socket';

/**
 * The composition root: a Porchlight server on a store, with nothing global. Features that meet are
 * introduced to each other here and nowhere else.
 */
export async function createServer({
  store: kept,
  settings,
  log,
  clock,
  look,
  otherUpgrades,
}: {
  store: Store;
  settings: ServerSettings;
  log: Logger;
  clock: Clock;
  look: Look;
  /** Who takes upgrades on unknown paths, instead of their being refused (hot reload does, in development). */
  otherUpgrades?: Upgrade;
}) {
  const { now } = clock;
  const secure = settings.publicUrl?.startsWith('https:') ?? false;
  const cookie = sessionCookie(secure);
  const mayConnect = ourOrigin(settings.publicUrl);
  const counted = createCounted(now);
  const health = createHealth({ relay: settings.voice.turn?.urls ?? [], clock });
  const store = health.watch(timedStore(kept, counted.store));

  const charter = await createCharter({ store, language: settings.language });
  const people = createPeople({
    store,
    now,
    agreementVersion: () => charter.read().agreement.version,
    changed: personChanged,
    roleChanged,
  });
  const whoIs = (header: string | undefined) => people.whoIs(cookie.read({ cookie: header }));

  const doorkeeper = createDoorkeeper({ trustProxy: settings.trustProxy, now });
  const { addressOf } = doorkeeper;
  const entries = createShares(perAddress.entries, now);
  const entering = limited(entries, addressOf);
  const sockets = createSockets({ log, now, mayConnect, whoIs, doorkeeper, answered: counted.answered });
  const hall = createHall(sockets);
  const presence = createPresence({ hall, clock, changed: (roomId) => door.changed(roomId) });
  const messages = createMessages({ store, hall, now });
  const live = createLive({ hall, isPageInside: presence.isPageInside });
  const voice = createVoice({
    hall,
    clock,
    ice: createIce(settings.voice, now),
    places: settings.voice.places ?? limits.voicePlaces,
    isPageInside: presence.isPageInside,
  });
  const boards = createBoards({ store, hall, clock, log });
  const rooms = await createRooms({
    store,
    hall,
    presence,
    now,
    newId,
    personOf: people.find,
    snapshot: async (roomId, since) => ({
      messages: await (since === undefined ? messages.page(roomId) : messages.since(roomId, since)),
      goneBefore: messages.goneBefore(roomId),
      boards: await boards.list(roomId),
      ...voice.circle(roomId),
    }),
    changed: (roomId) => door.changed(roomId),
  });
  const door = createDoor({
    clock,
    charter: charter.read,
    voice: { relayed: voice.relayOnly, places: voice.places },
    rooms: rooms.all,
    inside: presence.atDoor,
    tell: (doorway) => sockets.tellDoor('house:doorway', doorway),
  });

  const lines = new Set<Socket>();
  const machine = watchMachine(clock);
  const figures = createFigures({
    counted,
    machine,
    held: () => ({
      pages: sockets.pageCount(),
      allowances: sockets.counting() + doorkeeper.size() + entries.size() + voice.counting(),
      connections: lines.size,
      places: presence.places(),
      seats: voice.seatsTaken(),
      liveLines: live.size(),
      boards: boards.inMemory(),
      stepBacks: rooms.stepBacksHeld(),
    }),
    voice: voice.inSteps,
    rooms: rooms.all,
    inside: presence.atDoor,
    oldest: async () =>
      (await messages.oldest(rooms.all().map(({ id }) => id))).map(({ roomId, sentAt }) =>
        oldestWords(rooms.find(roomId), now() - sentAt),
      ),
  });

  const inEachRoom = async (run: (roomId: string) => Promise<void>) => {
    for (const { id } of rooms.all()) await run(id);
  };
  const housekeeping = createHousekeeping({
    store,
    clock,
    log,
    sweeps: [
      () => inEachRoom((roomId) => messages.letGoOfOld(rooms.find(roomId))),
      () => inEachRoom(boards.compact),
      rooms.letGoOfOld,
      people.letGoOfOld,
    ],
    isEmpty: () => rooms.all().every(({ id }) => presence.atDoor(id).length === 0),
  });
  const erasure = createErasure({
    store,
    clock,
    log,
    forget: async (personId) => {
      for (const { id } of rooms.all()) hall.announce(id, 'people:erased', { id: personId });
      await people.erase(personId).finally(() => forgotten(personId));
    },
    parts: [
      (personId) => inEachRoom((roomId) => messages.erase(personId, roomId)),
      (personId) => inEachRoom((roomId) => boards.erase(personId, roomId)),
      rooms.erase,
    ],
    purgeSoon: housekeeping.purgeSoon,
  });

  // A first start may have been cut short: what it opened stays.
  const isOpen = ({ name }: { name: string }) => rooms.all().some((room) => room.name === name);
  for (const room of charter.firstRooms) if (!isOpen(room)) await rooms.open(room);
  await charter.seed();

  hall.onExpel(presence.expel);
  presence.onPageLeft(voice.pageGone);
  presence.onPageLeft(live.pageGone);
  presence.onLeft(voice.letGo);
  presence.onLeft(boards.letGo);
  sockets.onClose(presence.pageClosed);

  function personChanged(me: Parameters<typeof presence.personChanged>[0]) {
    for (const page of sockets.pagesOf(me.id)) {
      page.person = me;
      page.tell('people:you', me);
    }
    presence.personChanged(me);
    boards.renamed(me);
  }

  /** Every line of theirs is opened anew, as who they are now. */
  function roleChanged(me: Parameters<typeof presence.personChanged>[0]) {
    rooms.roleChanged(me);
    voice.cut(me.id);
    boards.cut(me.id);
    sockets.cut(me.id);
  }

  /** Whoever asked to be forgotten keeps no place, no seat and no board, not even for a moment. */
  function forgotten(personId: string) {
    rooms.forgotten(personId);
    sockets.cut(personId);
  }

  const { answer } = sockets;
  const inside: Inside = (me, { roomId }) => presence.isInside(roomId, me.id) || 'not-inside';
  houseSocket({ sockets, charter, look: door.look });
  sockets.onOpen((page) => {
    const parts = health.parts();
    if (parts.store === 'out' || parts.relay === 'out') page.tell('house:parts', parts);
  });
  peopleSocket({ answer, people });
  roomsSocket({ answer, inside, rooms });
  presenceSocket({ answer, inside, presence });
  messagesSocket({ answer, inside, messages });
  liveSocket({ answer, inside, live });
  voiceSocket({ answer, inside, voice });
  hearingSocket({ answer, inside, hearing: createHearing({ hall, circle: voice.circle }) });
  boardsSocket({ answer, inside, boards });
  figuresSocket({ answer, figures });
  const unanswered = sockets.unanswered();
  if (unanswered.length > 0) throw new Error(`commands that nothing answers: ${unanswered.join(', ')}`);

  const http = createHttp({
    log,
    now,
    addressOf,
    trustProxy: settings.trustProxy,
    look,
    health: health.look,
    refused: counted.refused,
    waitingPage: (request, why, seconds) =>
      look.drawWaiting({
        language: languageOf(request, settings.language),
        charter: charter.read(),
        why,
        seconds,
      }),
    routes: [
      peopleHttp({
        people,
        cookie,
        fromOurPages: fromOurPages(mayConnect),
        entering,
        forgotten,
      }),
      mineHttp({
        look,
        cookie,
        fromOurPages: fromOurPages(mayConnect),
        whoIs: async (request) => {
          const identity = await whoIs(request.headers.cookie);
          return identity?.outdated ? undefined : identity?.person;
        },
        mine: (personId) => mine({ personId, people, rooms: rooms.all(), messages, boards }),
        erase: erasure.begin,
        now,
      }),
      figuresHttp({ figures, token: settings.metricsToken }),
      houseHttp({
        look,
        house: door.look,
        whoIs: (request) => whoIs(request.headers.cookie),
        exitTo: settings.exitTo,
        language: settings.language,
      }),
    ],
  });
  http.on('connection', (line) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });
  sockets.attach(http);
  // Before whoever answers: Socket.IO takes its polling out of Express's hands.
  http.prependListener('request', houseHeaders({ publicUrl: settings.publicUrl, look }));
  routeUpgrades(http, {
    boards: boardsUpgrade({ boards, mayConnect, whoIs, doorkeeper, isInside: presence.isInside, log }),
    others: otherUpgrades,
  });

  housekeeping.start();
  await erasure.resume();

  const stopWatching = health.begin({
    isAnyoneHere: () => sockets.pageCount() > 0,
    tell: (parts) => sockets.tellAll('house:parts', parts),
  });

  return {
    routes: http.routes,

    /** A new one-time link's path while the house has no steward; undefined otherwise. */
    async stewardLink(): Promise<string | undefined> {
      const token = await people.offerStewardLink();
      return token && `/steward#${token}`;
    },

    listen: (port: number, host?: string) =>
      new Promise<AddressInfo>((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => resolve(http.address() as AddressInfo));
      }),

    /** Lets everyone go, with everything acknowledged kept. The store is its opener's to close. */
    async close() {
      // First of all, and before anything takes its time: who waits knows why.
      sockets.tellAll('house:restarting', {});
      stopWatching();
      await Promise.all([housekeeping.close(), erasure.close()]);
      machine.close();
      presence.close();
      voice.close();
      door.close();
      await boards.close();
      const gone = sockets.close();
      http.closeAllConnections();
      // One that no longer reads would never answer the goodbye.
      const stopWaiting = clock.after(goodbyeMs, () => {
        for (const line of lines) line.destroy();
      });
      await gone;
      stopWaiting();
    },
  };
}

const goodbyeMs = 1_000;
