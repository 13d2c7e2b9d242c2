import type { House } from '../../shared/house';
import { newId } from '../../shared/ids';
import type { Room } from '../../shared/rooms';
import { type Person, visitors } from '../support/house';
import { createDevice, type Device } from './device';
import type { History } from './history';
import { createHost } from './host';
import { createListener } from './listener';
import type { Random } from './random';
import { type BoardPlace, createScribe } from './scribe';
import { createTalker } from './talker';
import { createVisitor } from './visitor';

const talkerNames = ['ada', 'bob', 'cyn', 'dan', 'eve', 'fay', 'gus', 'hal'];
const scribeNames = ['sam', 'tess', 'uma'];

export interface Gathering {
  origin: string;
  /** The one-time link's path. */
  stewardLink: string;
  history: History;
  random: Random;
  /** How many talk. */
  size?: number;
}

/**
 * Everyone, each with a device and tabs of their own: people who talk in two rooms and go between them (one of
 * them on two tabs), people who write on two boards, a host for each room, and around them those who must
 * hear nothing: a stranger at the door and someone in another room.
 */
export async function gatherCast({
  origin,
  stewardLink,
  history,
  random,
  size = talkerNames.length,
}: Gathering) {
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

  const devices = new Map<string, Device>();
  const give = (name: string, { session, leave }: Person) => {
    leave();
    devices.set(name, createDevice({ origin, session, from: `127.1.0.${devices.size + 1}` }));
  };
  const talking = talkerNames.slice(0, size);
  const named = [...talking, ...scribeNames];
  for (const name of [...named, 'nan']) give(name, await people.come(name));
  give('stella', steward);
  give('door', await people.stranger());
  // A steward, for no host closes a room to one; never struck, and so not among the devices.
  const witnessing = createDevice({ origin, session: steward.session, from: '127.0.0.1' });

  /** A new tab of whoever that is. */
  function visitor(proc: string, room?: Room) {
    const device = devices.get(proc.split('/')[0] ?? '') ?? witnessing;
    const tab = createVisitor({ proc, device, history });
    if (room) tab.enter(room);
    return tab;
  }

  const touched = new Set<string>();
  const talkers = [...talking, 'ada/2'].map((proc) =>
    createTalker({ visitor: visitor(proc, random.oneOf(both)), rooms: both, random, touched }),
  );
  const writers = scribeNames.map((name) => visitor(name, kitchen));
  const scribes = writers.flatMap((tab) =>
    boards.map((place) => createScribe({ visitor: tab, place, history, random })),
  );
  const peers = named.map((name) => ({ name, id: devices.get(name)?.session.me?.id ?? '' }));
  const hosts = both.map((room, at) =>
    createHost({ visitor: visitor(`stella/${at + 1}`, room), room, peers, history, random }),
  );
  const listeners = [visitor('door'), visitor('nan', elsewhere)].map((tab) =>
    createListener({ visitor: tab, rooms: both, boards, history, random }),
  );
  return { devices, visitor, kitchen, both, boards, talkers, writers, scribes, hosts, listeners };
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
