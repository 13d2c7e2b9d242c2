// A process of people in one room, started by `fanout.mjs`: some talk, all listen.
import { setTimeout as wait } from 'node:timers/promises';
import { answer, sharedNow } from './clients.mjs';
import { ask, comeIn, newId } from './come-in.mjs';

const people = [];
const body = 'The kettle is on. '.repeat(11);
/** When each message was sent, when the last person here heard it, and how many did. */
const sent = new Map();
const heard = new Map();

answer({
  /** People `from` to `to` come in, ten at a time. */
  async enter({ origin, door, from, to }) {
    for (let n = from; n < to; n += 10) {
      const together = Array.from({ length: Math.min(10, to - n) }, (_, index) => n + index);
      people.push(...(await Promise.all(together.map((one) => comeIn(origin, one, door)))));
    }
    for (const { socket } of people) socket.on('message:changed', ({ id }) => hear(id));
  },

  /** Ten people here take turns and send so many messages, one every so many milliseconds. */
  async talk({ roomId, messages, everyMs }) {
    const began = sharedNow();
    const answers = [];
    for (let n = 0; n < messages; n++) {
      await wait(Math.max(0, began + n * everyMs - sharedNow()));
      const id = newId();
      sent.set(id, sharedNow());
      answers.push(ask(people[n % 10].socket, 'message:send', { id, roomId, body }));
    }
    await Promise.all(answers);
  },

  /** Waits until everyone here has heard so many messages; gives the times and begins anew. */
  async listen({ messages }) {
    while ([...heard.values()].filter(({ by }) => by === people.length).length < messages) await wait(20);
    const times = { sent: [...sent], heard: [...heard].map(([id, { at }]) => [id, at]) };
    sent.clear();
    heard.clear();
    return times;
  },
});

function hear(id) {
  const one = heard.get(id) ?? { by: 0, at: 0 };
  one.by += 1;
  one.at = sharedNow();
  heard.set(id, one);
}
