import { type ReadonlySignal, signal } from '@preact/signals';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Asking, Command, Fact, Output, Told } from '../shared/contract';
import { limits } from '../shared/limits';
import type { Refusal, Result } from '../shared/result';

export type Answered<Value> = { ok: true; value: Value } | { ok: false; why: Refusal; retryInMs?: number };

/** The only door to the server. */
export interface Link {
  /** Asks a command. Never throws; without a line, or after `limits.answerMs`, the answer is a refusal of our own. */
  ask<Name extends Command>(name: Name, input: Asking<Name>): Promise<Answered<Output<Name>>>;
  /** Hears a fact, until the returned function is called. */
  hear<Name extends Fact>(name: Name, listen: (told: Told<Name>) => void): () => void;
  /** Runs now if the line is up, and each time it is up again. */
  whenUp(run: () => void): () => void;
  readonly line: ReadonlySignal<Line>;
  /** Opens the line anew, with the token of a session just begun (or none). */
  open(token: string | undefined): void;
  close(): void;
}

export type Line = 'connecting' | 'up' | 'lost';

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
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    timeout: 10_000,
  });
  socket.on('connect', () => {
    line.value = 'up';
    for (const run of ups) run();
  });
  socket.on('disconnect', (why) => {
    line.value = 'lost';
    // The server cut us on purpose: come back as what we are now.
    if (why === 'io server disconnect') setTimeout(() => socket.connect(), 500);
  });
  socket.on('connect_error', ({ message }) => {
    if (line.value === 'connecting') line.value = 'lost';
    if (socket.active) return;
    if (message === 'no-session' || message === 'token') return onRefused(message);
    setTimeout(() => socket.connect(), 2_000);
  });

  return {
    line,
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
      socket.connect();
    },
    close() {
      socket.disconnect();
    },
  };
}
