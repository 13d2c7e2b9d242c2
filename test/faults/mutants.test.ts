import { join } from 'node:path';
import type { MessageRecord } from '../../server/messages/messages.record';
import type { Collection, Store } from '../../server/store/store';
import { newId } from '../../shared/ids';
import { cleanUp } from '../support/clean-up';
import { type OpenHouse, openHouse, temporaryFolder, until } from '../support/house';
import { type FaultKind, judge } from './checker';
import { type Crowd, gatherCrowd } from './crowd';
import { createHistory, readHistory } from './history';
import { pause, seeded } from './random';

/**
 * A part of the real server as it would be without one of its guards. Where the part is made the whole server
 * cannot be handed another, so its module is told to make it weak.
 */
type Weaken = (part: never, needs: never) => object;
const mockWeaknesses: Record<string, Weaken> = {};
function mockWeak(path: string, make: string) {
  const real = jest.requireActual(path);
  return {
    ...real,
    [make]: (needs: never) => {
      const part = real[make](needs);
      return { ...part, ...mockWeaknesses[make]?.(part as never, needs) };
    },
  };
}
jest.mock('../../server/hall', () => mockWeak('../../server/hall', 'createHall'));
jest.mock('../../server/messages/messages', () =>
  mockWeak('../../server/messages/messages', 'createMessages'),
);
jest.mock('../../server/presence/presence', () =>
  mockWeak('../../server/presence/presence', 'createPresence'),
);

interface Mutant {
  finds: FaultKind;
  store?: (store: Store) => Store;
  weak?: Record<string, Weaken>;
  /** Seen only by whoever reads it all once the server was ended in the middle and started again. */
  afterEnd?: boolean;
}

/** What announces in a hall, as far as it is weakened here. */
interface Halls {
  announce(room: string, fact: never, told: never): void;
}

const mutants: Record<string, Mutant> = {
  'a store that acknowledges without writing': {
    finds: 'lost',
    store: (store) => onMessages(store, (kept) => ({ insert: oneIn(5, kept.insert, async () => {}) })),
    afterEnd: true,
  },
  'a store that acknowledges first and writes later': {
    finds: 'lost',
    store: (store) =>
      onMessages(store, (kept) => ({
        insert: async (record) => void pause(3_000).then(() => kept.insert(record).catch(() => undefined)),
      })),
    afterEnd: true,
  },
  'a store that keeps a second message under an id': {
    finds: 'doubled',
    store: (store) =>
      onMessages(store, (kept) => ({
        insert: (record) => kept.insert(record).catch(() => kept.insert({ ...record, _id: newId() })),
      })),
  },
  'a store that forgets edits': {
    finds: 'changed',
    store: (store) =>
      onMessages(store, (kept) => ({
        async change(id, edit) {
          const record = await kept.get(id);
          return record && edit(record);
        },
      })),
    afterEnd: true,
  },
  'a store that reads what it knew a moment ago': {
    finds: 'stale',
    store: (store) =>
      onMessages(store, (kept) => ({
        page: async (by) => (await kept.page(by)).slice(by.newestFirst ? 1 : 0),
      })),
  },
  'a store that throws what nobody expects': {
    finds: 'broken',
    store: (store) =>
      onMessages(store, (kept) => ({
        insert: oneIn(5, kept.insert, () => Promise.reject(new RangeError('odd'))),
      })),
  },
  'a hall that announces to everybody': {
    finds: 'leaked',
    weak: {
      createHall: (_hall, sockets: { tellAll(fact: never, told: never): void }) => ({
        announce: (_room: string, fact: never, told: never) => sockets.tellAll(fact, told),
      }),
    },
  },
  'a hall that lets nobody go': {
    finds: 'leaked',
    weak: { createHall: () => ({ expel() {}, dismiss() {} }) },
  },
  'a hall that forgets some facts': {
    finds: 'gap',
    weak: {
      createHall: ({ announce }: Halls) => ({ announce: oneIn(5, announce, () => {}) }),
    },
  },
  'a hall that is slower with some facts': {
    finds: 'order',
    weak: {
      createHall: ({ announce }: Halls) => ({
        announce: oneIn(5, announce, (...fact) => void setTimeout(announce, 200, ...fact)),
      }),
    },
  },
  'messages that take any words for an id': {
    finds: 'false ack',
    weak: {
      createMessages: ({ send }: { send(me: never, message: object): Promise<object> }) => ({
        send: (me: never, message: object) =>
          send(me, message).catch(() => ({ ...message, seq: 1, changed: 1 })),
      }),
    },
  },
  'a presence that takes everyone for inside': {
    finds: 'leaked',
    weak: { createPresence: () => ({ isInside: () => true }) },
  },
  'boards that are saved before they are on disk': {
    finds: 'lost word',
    store(store) {
      const notCompacted = on(store, 'boardSnapshots', () => ({ insert: async () => {} }));
      return on(notCompacted, 'boardSteps', (kept) => ({
        insert: onlyFirst(2, kept.insert, async () => {}),
      }));
    },
    afterEnd: true,
  },
};

test.each(Object.entries(mutants))(
  '%s: the checker finds it',
  async (_name, { finds, weak, store, afterEnd }) => {
    Object.assign(mockWeaknesses, weak);
    const dataFolder = await temporaryFolder();
    let house = await openHouse({ dataFolder, through: store });
    const history = createHistory(join(dataFolder, 'history.jsonl'));
    const { origin, stewardLink = '' } = house;
    const crowd = await gatherCrowd({ origin, stewardLink, history, random: seeded(7), size: 4 });
    cleanUp(() => crowd.leave());
    crowd.live();
    const isFound = () => judge(readHistory(history.file)).some(({ kind }) => kind === finds);
    if (afterEnd) {
      await until(
        () => history.acknowledged() > 20 && savedIn(history.file) > 12,
        'all have something to lose',
      );
      house = await endedAndStarted(house, crowd);
      await crowd.witness({ whole: true });
      expect(isFound()).toBe(true);
    } else await until(() => pause(150).then(isFound), `the checker finds ${finds}`, 20_000);
  },
);

const savedIn = (file: string) => readHistory(file).filter(({ op }) => op === 'saved').length;

afterEach(() => {
  for (const name of Object.keys(mockWeaknesses)) delete mockWeaknesses[name];
});

/** Everyone goes home first, so that nobody still holds what was lost. The server that starts has its guards. */
async function endedAndStarted({ close, port, dataFolder }: OpenHouse, crowd: Crowd) {
  crowd.leave();
  await close();
  return openHouse({ port, dataFolder });
}

/** One time out of so many, the other thing. */
function oneIn<Args extends unknown[], Value>(
  many: number,
  usual: (...args: Args) => Value,
  other: (...args: NoInfer<Args>) => NoInfer<Value>,
) {
  let times = 0;
  return (...args: Args): Value => {
    times += 1;
    return times % many === 0 ? other(...args) : usual(...args);
  };
}

/** The first so many times as usual, and never again. */
function onlyFirst<Args extends unknown[], Value>(
  many: number,
  usual: (...args: Args) => Value,
  then: () => NoInfer<Value>,
) {
  let times = 0;
  return (...args: Args): Value => {
    times += 1;
    return times > many ? then() : usual(...args);
  };
}

type Weakened<R extends { _id: string }> = (kept: Collection<R>) => Partial<Collection<R>>;

const onMessages = (store: Store, weaken: Weakened<MessageRecord>) => on(store, 'messages', weaken as never);

/** The real store, with one collection that does some things in another way. */
function on(store: Store, name: string, weaken: Weakened<{ _id: string }>): Store {
  return {
    ...store,
    collection(definition) {
      const kept = store.collection(definition);
      return definition.name === name ? { ...kept, ...(weaken(kept as never) as object) } : kept;
    },
  };
}
