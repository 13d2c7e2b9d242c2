import type { House } from '../../shared/house';
import { newId } from '../../shared/ids';
import type { Room } from '../../shared/rooms';
import { type Person, visitors } from '../support/house';
import { createDevice } from './device';
import type { History } from './history';
import { createHost } from './host';
import { createListener } from './listener';
import { pause, type Random } from './random';
import { type BoardPlace, createScribe, openWatched, readStory } from './scribe';
import { createTalker } from './talker';
import { createVisitor } from './visitor';

const everyone = ['ada', 'bob', 'cyn', 'dan', 'eve', 'fay', 'gus', 'hal'];
const scribeNames = ['sam', 'tess', 'uma'];

export type Crowd = Awaited<ReturnType<typeof gatherCrowd>>;

/**
 * A house full: people who talk in two rooms and go between them (one of them on two tabs), people who write on
 * two boards, a host for each room, and around them those who must hear nothing: a stranger at the door
 * and someone in another room. All come back by themselves after every loss, as the client does.
 */
export async function gatherCrowd({ origin, stewardLink, history, random, size = 8 }: Gathering) {
  const talkerNames = everyone.slice(0, size);
  const people = visitors(origin);
  const { rooms } = await people.look();
  const [kitchen, porch, elsewhere] = rooms.map(asRoom);
  if (!kitchen || !porch || !elsewhere) throw new Error('a house has rooms');
  const both = [kitchen, porch];
  const steward = await people.claim(stewardLink.split('#')[1] ?? '', 'Stella');
  await steward.enter(kitchen.id);
  const boards = await inTurn(['Letters', 'Recipes'], async (title): Promise<BoardPlace> => {
    const { id } = await steward.get('board:start', { id: newId(), roomId: kitchen.id, title });
    return { origin, board: id, room: kitchen.id };
  });

  let addresses = 0;
  const deviceOf = ({ session, leave }: Person) => {
    leave();
    addresses += 1;
    return createDevice({ origin, session, from: `127.1.0.${addresses}` });
  };
  const devices = new Map<string, ReturnType<typeof deviceOf>>();
  for (const name of [...talkerNames, ...scribeNames, 'nan'])
    devices.set(name, deviceOf(await people.come(name)));
  devices.set('stella', deviceOf(steward));
  devices.set('door', deviceOf(await people.stranger()));
  // A steward, for no host closes a room to one.
  const witnessing = createDevice({ origin, session: steward.session, from: '127.0.0.1' });

  const visitor = (proc: string) => {
    const device = devices.get(proc.split('/')[0] ?? '') ?? witnessing;
    return createVisitor({ proc, device, history });
  };
  const placed = (proc: string, room: Room) => {
    const tab = visitor(proc);
    tab.enter(room);
    return tab;
  };
  const peers = [...talkerNames, ...scribeNames].map((name) => ({
    name,
    id: devices.get(name)?.session.me?.id ?? '',
  }));

  const touched = new Set<string>();
  const talkers = [...talkerNames, 'ada/2'].map((proc) =>
    createTalker({ visitor: placed(proc, random.oneOf(both)), rooms: both, random, touched }),
  );
  const writers = scribeNames.map((name) => placed(name, kitchen));
  const scribes = writers.flatMap((tab) =>
    boards.map((place) => createScribe({ visitor: tab, place, history, random })),
  );
  const hosts = both.map((room, at) =>
    createHost({ visitor: placed(`stella/${at + 1}`, room), room, peers, history, random }),
  );
  const listeners = [visitor('door'), placed('nan', elsewhere)].map((tab) =>
    createListener({ visitor: tab, rooms: both, boards, history, random }),
  );
  /** Those whose tabs went out of the kitchen try again now and then, as people do. */
  const returning = async (isResting: () => boolean) => {
    for (; !isResting(); await pause(300)) for (const tab of writers) if (!tab.room()) tab.enter(kitchen);
  };

  let resting = false;
  let acting: Promise<unknown> = Promise.resolve();
  const isResting = () => resting;
  const tabs = [...talkers, ...hosts, ...listeners].map((one) => one.visitor).concat(writers);

  /** Someone with nothing in hand reads: nobody who still holds what was lost can bring it back first. */
  async function witness({ whole = false } = {}) {
    const tab = visitor('rea');
    history.write('rea', { op: 'loaded' });
    for (const room of whole ? [porch, kitchen] : [kitchen]) {
      await tab.settleIn(room as Room);
      if (whole) await tab.readWhole();
    }
    for (const place of boards) {
      const story = openWatched(tab, place, history);
      while (!story.opened.value) await pause(20);
      readStory(story, 'rea', place.board, history);
      story.end();
    }
    tab.close();
  }

  function leave() {
    resting = true;
    for (const scribe of scribes) scribe.end();
    for (const tab of tabs) tab.close();
  }

  return {
    /** Everyone is gone, whatever they were at. */
    leave,
    devices: [...devices].map(([name, device]) => ({ name, device })),
    witness,

    /** Everyone is busy, until `rest`. */
    live() {
      resting = false;
      acting = Promise.all([
        ...[...talkers, ...scribes, ...hosts, ...listeners].map((one) => one.act(isResting)),
        returning(isResting),
      ]);
    },

    /** Everyone finishes what they began, has it answered, and writes down what they see; all go home. */
    async rest() {
      resting = true;
      await acting;
      for (const room of both) await Promise.all(talkers.map(({ visitor: tab }) => tab.settleIn(room)));
      await Promise.all(writers.map((tab) => tab.settleIn(kitchen)));
      await Promise.all(scribes.map((scribe) => scribe.settle()));
      await pause(500); // what the server told last is on its way
      for (const scribe of scribes) scribe.read();
      for (const room of both)
        await Promise.all(
          talkers.map(async ({ visitor: tab }) => {
            await tab.settleIn(room);
            await tab.readWhole();
          }),
        );
      leave();
    },
  };
}

interface Gathering {
  origin: string;
  /** The one-time link's path. */
  stewardLink: string;
  history: History;
  random: Random;
  /** How many talk. */
  size?: number;
}

/** What the door shows of a room, as the room's page begins with it. */
const asRoom = ({ hosted: _hosted, inside: _inside, ...room }: House['rooms'][number]): Room => ({
  ...room,
  atDoor: 'name',
});

async function inTurn<From, To>(all: From[], make: (one: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const one of all) made.push(await make(one));
  return made;
}
