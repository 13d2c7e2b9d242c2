import { request } from 'node:http';
import WebSocket from 'ws';
import type { Asking, Command, Output } from '../../shared/contract';
import type { Result } from '../../shared/result';
import { pause } from '../faults/random';
import { cleanUp } from '../support/clean-up';

export interface Session {
  cookie: string;
  token: string;
}

/** Where someone comes from: this machine has many addresses (127.x.y.z), and one person may use each. */
export interface Place {
  origin: string;
  from?: string;
}

/** Comes in as a new guest, from that address. */
export async function comeIn({ origin, from }: Place, name: string, agreement = 1): Promise<Session> {
  const headers = { 'content-type': 'application/json', origin };
  const { status, cookie, body } = await new Promise<{ status?: number; cookie: string; body: string }>(
    (resolve, reject) => {
      const asking = request(`${origin}/session`, { method: 'POST', headers, localAddress: from });
      asking.on('error', reject).on('response', async (response) => {
        let body = '';
        for await (const piece of response) body += piece;
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
        resolve({ status: response.statusCode, cookie, body });
      });
      asking.end(JSON.stringify({ name, agreement }));
    },
  );
  const answer = JSON.parse(body) as Result<{ token: string }>;
  if (!answer.ok) throw new Error(`coming in: ${status} ${answer.why}`);
  return { cookie, token: answer.value.token };
}

export type Line = Awaited<ReturnType<typeof openLine>>;

/**
 * A page's live line by hand, so that it can stop reading, and so that hundreds of them cost little. Rejects with
 * the HTTP status or the reason when it is not let in.
 */
export async function openLine({ origin, from }: Place, session?: Session) {
  const headers = session ? { cookie: session.cookie } : {};
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live/?EIO=4&transport=websocket`, {
    origin,
    headers,
    localAddress: from,
  });
  cleanUp(() => socket.terminate());
  const asked = new Map<number, (answer: unknown) => void>();
  const heard: ((fact: string, told: unknown) => void)[] = [];
  let turn = 0;

  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    void closed.then(() => reject(new Error('the line was cut before it was open')));
    socket.on('message', (data: Buffer) => {
      const frame = data.toString();
      if (frame.startsWith('0')) socket.send(`40${JSON.stringify(session ? { token: session.token } : {})}`);
      else if (frame === '2') socket.send('3');
      else if (frame.startsWith('40')) resolve();
      else if (frame.startsWith('44')) reject(new Error(JSON.parse(frame.slice(2)).message));
      else hear(frame);
    });
  });

  function hear(frame: string) {
    const [, kind, id, json = '[]'] = /^(42|43)(\d*)(\[.*)$/s.exec(frame) ?? [];
    const [first, second] = JSON.parse(json) as unknown[];
    if (kind === '42') for (const listen of heard) listen(String(first), second);
    if (kind === '43') asked.get(Number(id))?.(first);
    asked.delete(Number(id));
  }

  return {
    socket,
    closed,
    hear: (listen: (fact: string, told: unknown) => void) => void heard.push(listen),
    ask<Name extends Command>(name: Name, input: Asking<Name>): Promise<Result<Output<Name>>> {
      turn += 1;
      socket.send(`42${turn}${JSON.stringify([name, input])}`);
      const answer = new Promise<Result<Output<Name>>>((resolve) =>
        asked.set(turn, resolve as (answer: unknown) => void),
      );
      return Promise.race([
        answer,
        closed.then(() => Promise.reject(new Error(`${name}: the line is gone`))),
      ]);
    },
    /** Its value; a refusal throws, unless it says when to ask again. */
    async get<Name extends Command>(name: Name, input: Asking<Name>): Promise<Output<Name>> {
      const answer = await this.ask(name, input);
      if (!answer.ok && answer.retryInMs) {
        await pause(answer.retryInMs);
        return this.get(name, input);
      }
      if (!answer.ok) throw new Error(`${name}: ${answer.why}`);
      return answer.value;
    },
  };
}
