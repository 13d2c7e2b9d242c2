import { newId } from '../../shared/ids';
import type { Message } from '../../shared/messages';
import type { Person } from '../support/house';
import type { Ask, Event, Seen } from './checker';
import { pause, type Random } from './random';

/** One person in one room: says, edits and takes back one thing after another, and reads all the time. */
export function createTalker({ name, room, history, random }: Part & { room: string }) {
  const view = new Map<string, Message>();
  const mine: string[] = [];
  /** Up to here nothing was missed. */
  let cursor = 0;
  let said = 0;
  let pending: Ask | undefined;
  let askedAgain = 0;

  function hear(message: Message) {
    if (message.roomId !== room || message.changed <= (view.get(message.id)?.changed ?? 0)) return;
    view.set(message.id, message);
  }

  function next(): Ask {
    const chance = random.between(1, 10);
    const id = mine[random.between(0, mine.length - 1)];
    if (id && chance === 1) {
      mine.splice(mine.indexOf(id), 1);
      return { op: 'take-back', room, id };
    }
    said += 1;
    if (id && chance <= 3) return { op: 'edit', room, id, body: `${name} ${said}, edited` };
    return { op: 'send', room, id: newId(), body: `${name} ${said}` };
  }

  /** Asks, again and again over all lives of the server, until there is an answer. */
  async function ask(person: Person, wanted: Ask) {
    history.push(wanted);
    const { id } = wanted;
    const answer =
      wanted.op === 'take-back'
        ? await person.ask('message:take-back', { id, roomId: room })
        : await person.ask(`message:${wanted.op}`, { id, roomId: room, body: wanted.body });
    // Taken back already, by the ask whose answer was lost.
    const wasDone = !answer.ok && answer.why === 'not-found' && wanted.op === 'take-back';
    if (!answer.ok && !wasDone) throw new Error(`${wanted.op}: ${answer.why}`);
    history.push({ op: 'ack', id });
    if (wanted.op === 'send') mine.push(id);
  }

  return {
    askedAgain: () => askedAgain,

    /** Comes in, and reads what was missed since. */
    async comeIn(person: Person) {
      person.socket.on('message:changed', hear);
      let { messages: missed } = await person.enter(room, cursor);
      for (;;) {
        missed.messages.forEach(hear);
        cursor = missed.messages.at(-1)?.changed ?? cursor;
        if (!missed.more) break;
        missed = await person.get('message:since', { roomId: room, changed: cursor });
      }
      // From here on each fact follows the one before it.
      cursor = Math.max(cursor, ...[...view.values()].map(({ changed }) => changed));
      person.socket.on('message:changed', ({ roomId, changed }: Message) => {
        if (roomId === room) cursor = changed;
      });
    },

    /** Goes on until it is time to rest and everything asked is answered. */
    async talk(person: Person, isResting: () => boolean) {
      if (pending) askedAgain += 1;
      for (;;) {
        if (!pending && isResting()) return;
        pending ??= next();
        await ask(person, pending);
        pending = undefined;
        await pause(random.between(10, 40));
      }
    },

    /** Writes down what this reader has now. */
    read() {
      const messages = [...view.values()].sort((one, other) => one.seq - other.seq).map(asSeen);
      history.push({ op: 'read', by: name, room, messages });
    },
  };
}

export interface Part {
  name: string;
  history: Event[];
  random: Random;
}

const asSeen = ({ id, seq, body }: Message): Seen => ({ id, seq, body });
