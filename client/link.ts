import { type ReadonlySignal, signal } from '@preact/signals';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Asking, Command, Fact, Output, Told } from '../shared/contract';
import { limits } from '../shared/limits';
import type { Refusal, Result } from '../shared/result';
import { comeBackAfterMs } from './come-back';

export type Answered<Value> = { ok: true; value: Value } | { ok: false; why: Refusal; retryInMs?: number };

/** The only door to the server. */
export interface Link {
  /** Asks a command. Never throws; without a line, or after `limits.answerMs`, the answer is a refusal of our own. */
  ask<Name extends Command>(name: Name, input: Asking<Name>): Promise<Answered<Output<Name>>>;
  /** Hears a fact, until the returned function is called. */
  hear<Name extends Fact>(name: Name, listen: (told: Told<Name>) => void): () => void;
  /** Runs now if the line is up, and each time it is up again. */
  whenUp(run: () => void): () => void;
  /**
   * Something makes it doubtful that the line still carries: a small question tells, and a line that does not
   * answer is opened anew at once, long before it would be missed.
   */
  doubt(): void;
  readonly line: ReadonlySignal<Line>;
  /** Opens the line anew, with the token of a session just begun (or none). */
  open(token: string | undefined): void;
  close(): void;
}

/** A question that is not answered for so long is not answered by a line that carries. */
const carriesWithinMs = 2_500;

/** `full`: the server has no place for one more page of this person now; it is asked again. */
export type Line = 'connecting' | 'up' | 'lost' | 'full';

/** Makes the socket to where this page came from; to elsewhere, where no page is. */
export type Dial = (options: Partial<ManagerOptions & SocketOptions>) => Socket;

export function createLink({
  onRefused,
  dial = io,
}: {
  onRefused: (why: string) => void;
  dial?: Dial;
}): Link {
  const line = signal<Line>('connecting');
  const ups = new Set<() => void>();
  let auth: { token?: string } = {};
  const socket = dial({
    path: '/live',
    // WebSocket first: one round trip less. Where a proxy forbids it, polling takes over.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    autoConnect: false,
    auth: (give) => give(auth),
    // When to come back is ours to say: the server may have told us.
    reconnection: false,
    timeout: 10_000,
  });
  let tries = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function comeBack(notBeforeMs = 0) {
    clearTimeout(waiting);
    waiting = setTimeout(goNow, notBeforeMs + comeBackAfterMs(tries));
    tries += 1;
  }

  function goNow() {
    clearTimeout(waiting);
    socket.connect();
  }

  let isDoubted = false;
  let carriedAt = 0;
  /** We end it ourselves, for it is dead: there is no herd to spare the server. */
  let isDead = false;

  async function doubt() {
    if (!socket.connected || isDoubted || Date.now() - carriedAt < carriesWithinMs) return;
    isDoubted = true;
    const { engine } = socket.io;
    const answered = await socket
      .timeout(carriesWithinMs)
      .emitWithAck('house:here', {})
      .catch(() => undefined);
    isDoubted = false;
    if (answered) carriedAt = Date.now();
    if (answered || engine !== socket.io.engine || !socket.connected) return;
    isDead = true;
    engine.close();
  }

  socket.on('connect', () => {
    tries = 0;
    line.value = 'up';
    for (const run of ups) run();
  });
  socket.on('disconnect', (why) => {
    line.value = 'lost';
    if (isDead) goNow();
    else if (why !== 'io client disconnect') comeBack();
    isDead = false;
  });
  socket.on('connect_error', (problem: NotConnected) => {
    const { message } = problem;
    line.value = message === 'too-many' ? 'full' : 'lost';
    if (message === 'no-session' || message === 'token') return onRefused(message);
    comeBack(retryInMs(problem));
  });

  // Another network, or a page that slept: the old line may be dead, and nothing else tells.
  function networkChanged() {
    if (line.value === 'lost') goNow();
    else void doubt();
  }
  globalThis.addEventListener?.('online', networkChanged);
  globalThis.addEventListener?.('pageshow', ({ persisted }) => persisted && networkChanged());

  return {
    line,
    doubt: () => void doubt(),
    async ask<Name extends Command>(name: Name, input: Asking<Name>): Promise<Answered<Output<Name>>> {
      if (!socket.connected) return { ok: false, why: 'offline' };
      try {
        const answer: Result<Output<Name>> = await socket.timeout(limits.answerMs).emitWithAck(name, input);
        return answer;
      } catch {
        return { ok: false, why: socket.connected ? 'no-answer' : 'offline' };
      }
    },
    hear<Name extends Fact>(name: Name, listen: (told: Told<Name>) => void) {
      socket.on(name as string, listen);
      return () => void socket.off(name as string, listen);
    },
    whenUp(run) {
      ups.add(run);
      if (socket.connected) run();
      return () => void ups.delete(run);
    },
    open(token) {
      auth = token === undefined ? {} : { token };
      if (socket.connected || socket.active) socket.disconnect();
      line.value = 'connecting';
      goNow();
    },
    close() {
      clearTimeout(waiting);
      socket.disconnect();
    },
  };
}

/** What Socket.IO tells of a line that did not come up; `context` is polling's request. */
interface NotConnected extends Error {
  data?: { retryInMs?: number };
  description?: unknown;
  context?: { getResponseHeader?(name: string): string | null };
}

/** When the server said that one may try again: with its refusal, or by HTTP. */
function retryInMs({ data, description, context }: NotConnected): number {
  if (data?.retryInMs) return data.retryInMs;
  const isLater = description === 429 || description === 503;
  return (isLater && Number(context?.getResponseHeader?.('Retry-After')) * 1_000) || 0;
}
