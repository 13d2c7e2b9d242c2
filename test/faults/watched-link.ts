import type { Socket } from 'socket.io-client';
import { createLink, type Link } from '../../client/link';
import type { Command } from '../../shared/contract';
import type { Message, MessagePage } from '../../shared/messages';
import type { InsideRoom } from '../../shared/rooms';
import type { Device } from './device';
import type { Held, History } from './history';
import { marksIn, wordsOf } from './words';

export type WatchedLink = ReturnType<typeof openLink>;

/** The client's own link over a raw socket, with everything asked, answered and told written down. */
export function openLink({ proc, device, history }: { proc: string; device: Device; history: History }) {
  let socket: Socket | undefined;
  /** Where the server said that this line is inside: coming in again may fail and change nothing. */
  const inside = new Set<string>();

  const link: Link = createLink({
    onRefused: async (why) => {
      history.write(proc, { op: 'refused', n: 0, to: 'handshake', why });
      if (await device.renew()) link.open(device.session.token);
    },
    dial: device.dial((made) => {
      socket = made;
      made.on('connect', () => {
        inside.clear();
        history.write(proc, { op: 'up' });
      });
      made.onAny(hear);
    }),
  });

  function hear(fact: string, told: unknown) {
    if (fact === 'message:changed') {
      const message = told as Message;
      return history.write(proc, { op: 'heard', room: message.roomId, ...asHeld(message) });
    }
    if (fact === 'room:let-go') history.write(proc, { op: 'out', room: (told as { roomId: string }).roomId });
    overhear(told);
  }

  function goOut(room: string, n?: number) {
    inside.delete(room);
    history.write(proc, { op: 'out', room, ...(n !== undefined && { n }) });
  }

  function overhear(anything: unknown) {
    const words = marksIn(JSON.stringify(anything));
    if (words.length > 0) history.write(proc, { op: 'overheard', words });
  }

  async function watched(name: Command, input: Input, reuses = false) {
    const n = history.nextAsk();
    const room = input.roomId ?? '';
    writeAsk(name, n, room, input, reuses);
    const answer = await link.ask(name, input as never);
    if (answer.ok) writeAnswer(name, n, room, answer.value);
    else if (answer.why !== 'offline' && answer.why !== 'no-answer') {
      history.write(proc, { op: 'refused', n, to: name, why: answer.why });
      if (name === 'room:enter' && !inside.has(room)) goOut(room, n);
    }
    return answer;
  }

  function writeAsk(name: Command, n: number, room: string, input: Input, reuses: boolean) {
    const { id = '', body = '', before, since: past, changed = 0 } = input;
    const ask = { n, room, id, words: wordsOf(body) };
    if (name === 'message:send') history.write(proc, { op: reuses ? 'reuse' : 'send', ...ask });
    else if (name === 'message:edit') history.write(proc, { op: 'edit', ...ask });
    else if (name === 'message:take-back') history.write(proc, { op: 'take-back', n, room, id });
    else if (name === 'message:page') history.write(proc, { op: 'page', n, room, before });
    else if (name === 'message:since') history.write(proc, { op: 'since', n, room, past: changed });
    else if (name === 'room:enter') history.write(proc, { op: 'enter', n, room, past });
  }

  function writeAnswer(name: Command, n: number, room: string, value: unknown) {
    if (name === 'message:send' || name === 'message:edit' || name === 'message:take-back')
      history.write(proc, { op: 'ack', n, room, ...asHeld(value as Message) });
    else if (name === 'message:page' || name === 'message:since') give(value as MessagePage);
    else if (name === 'room:enter') {
      inside.add(room);
      give((value as InsideRoom).messages);
    } else overhear(value);
    if (name === 'room:leave') goOut(room, n);

    function give({ messages, more }: MessagePage) {
      history.write(proc, { op: 'given', n, room, messages: messages.map(asHeld), more });
    }
  }

  link.open(device.session.token);
  return {
    ...link,
    ask: watched as unknown as Link['ask'],
    /** Asks for other words to stand under an id that stands for something already. */
    reuse: (input: { id: string; roomId: string; body: string }) => watched('message:send', input, true),
    close() {
      link.close();
      if (socket) device.forget(socket);
    },
  };
}

/** What is read here of any command's input. */
interface Input {
  roomId?: string;
  id?: string;
  body?: string;
  before?: number;
  since?: number;
  changed?: number;
}

export const asHeld = ({ id, seq, changed, body }: Message): Held => ({
  id,
  seq,
  changed,
  words: wordsOf(body),
});
