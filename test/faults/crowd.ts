import { newId } from '../../shared/ids';
import { type Person, visit, visitors } from '../support/house';
import { type Event, type Fault, judge } from './checker';
import type { Random } from './random';
import { createScribe, readBoard } from './scribe';
import { createTalker } from './talker';

/** However it runs. */
type House = { origin: string };

/**
 * A few people who talk in two rooms and write on two boards without a pause, come back after every loss of
 * the server, and write down all they were promised and all they see.
 */
export async function gatherCrowd(house: House, names: string[], random: Random) {
  const history: Event[] = [];
  const { rooms } = await visitors(house.origin).look();
  const [kitchen, porch] = rooms.map(({ id }) => id);
  if (!kitchen || !porch) throw new Error('a house has rooms');
  const [first, ...others] = await inTurn(names, (name) => visitors(house.origin).come(name));
  if (!first) throw new Error('a crowd has people');
  await first.enter(kitchen);
  const boards = await inTurn(['Letters', 'Recipes'], async (title) => {
    const { id } = await first.get('board:start', { id: newId(), roomId: kitchen, title });
    return id;
  });
  const witness = await visitors(house.origin).come('Rea');
  const members = [first, ...others].map((person) => createMember(person, [kitchen, porch], boards));

  function createMember({ name, session }: Person, rooms: string[], boards: string[]) {
    const talkers = rooms.map((room) => createTalker({ name, room, history, random }));
    const scribes = boards.map((board) => createScribe({ name, board, history, random }));
    let person: Person | undefined;
    return {
      talkers,
      async comeBack(origin: string) {
        person = await visit(origin, session);
        for (const talker of talkers) await talker.comeIn(person);
        for (const scribe of scribes) await scribe.open(origin, person);
      },
      /** All at once, until it is time to rest; what was asked before a loss comes first. */
      async act(isResting: () => boolean) {
        if (!person) throw new Error('nobody came back');
        const on = person;
        await allDone([
          ...talkers.map((talker) => talker.talk(on, isResting)),
          ...scribes.map((scribe) => scribe.scribble(isResting)),
        ]);
      },
      async read() {
        await person?.heard('message:changed'); // what was told before now has arrived
        for (const talker of talkers) talker.read();
        for (const scribe of scribes) await scribe.read();
      },
      leave: () => person?.leave(),
    };
  }

  return {
    history,
    askedAgain: () => sum(members.flatMap(({ talkers }) => talkers).map((talker) => talker.askedAgain())),

    /** Someone with nothing in hand reads everything: so nobody who still holds it can bring it back first. */
    async witness({ origin }: House) {
      const person = await visit(origin, witness.session);
      for (const room of [kitchen, porch]) {
        const reader = createTalker({ name: 'Rea', room, history, random });
        await reader.comeIn(person);
        reader.read();
      }
      for (const board of boards) await readBoard({ name: 'Rea', board, history, random }, origin, person);
      person.leave();
    },

    /** Everyone is back and busy until the house is gone (`isOver`); anything else that goes wrong is thrown. */
    live: ({ origin }: House, isOver: () => boolean) =>
      allDone(
        members.map(async (member) => {
          try {
            await member.comeBack(origin);
            await member.act(() => false);
          } catch (problem) {
            if (!isOver()) throw problem;
          }
        }),
      ),

    /** Everyone comes back, has what is still open answered, and reads; gives what is wrong. */
    async reckon(house: House): Promise<Fault[]> {
      await this.witness(house);
      await allDone(members.map((member) => member.comeBack(house.origin)));
      await allDone(members.map((member) => member.act(() => true)));
      await allDone(members.map((member) => member.read()));
      await this.witness(house);
      for (const member of members) member.leave();
      return judge(history);
    },
  };
}

export type Crowd = Awaited<ReturnType<typeof gatherCrowd>>;

/** What a history holds, for the report. */
export function tally(history: readonly Event[]) {
  const count = (op: Event['op']) => history.filter((event) => event.op === op).length;
  return {
    acknowledged: count('ack'),
    saved: sum(history.map((event) => (event.op === 'saved' ? event.words.length : 0))),
    reads: count('read') + count('read-board'),
  };
}

/** Waits for all of them, then throws what the first of them threw. */
async function allDone(doing: Promise<void>[]) {
  for (const done of await Promise.allSettled(doing)) if (done.status === 'rejected') throw done.reason;
}

async function inTurn<From, To>(all: From[], make: (one: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const one of all) made.push(await make(one));
  return made;
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
