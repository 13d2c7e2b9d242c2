import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import type { History } from './history';
import type { Orders, Ready } from './house-process';
import { pause } from './random';

export type Keeper = ReturnType<typeof keepHouse>;

/** Starts, stops and orders about the server's process; what that process says goes into a file. */
export function keepHouse({
  program,
  env,
  logFile,
  history,
}: {
  /** What `run.mjs` made of this whole program. */
  program: string;
  env: Record<string, string>;
  logFile: string;
  history: History;
}) {
  const log = openSync(logFile, 'a');
  let orders: Orders = { clockMs: 0, mood: 'well' };
  let child: ChildProcess | undefined;
  let isUp = false;
  let isWanted = false;
  let gone: Promise<unknown> = Promise.resolve();
  let stewardLink: string | undefined;

  function launch(): Promise<boolean> {
    const starting = spawn(process.execPath, [program, 'house'], {
      env: { ...env, ORDERS: JSON.stringify(orders) },
      stdio: ['ignore', log, log, 'ipc'],
    });
    child = starting;
    gone = once(starting, 'exit').then(([code, signal]) => {
      if (isUp) history.write('house', { op: 'house-down', asked: !isWanted, code: code ?? signal });
      const crashed = isUp && isWanted;
      isUp = false;
      if (crashed) void start();
    });
    return new Promise((resolve) => {
      void gone.then(() => resolve(false));
      starting.once('message', (ready: Ready) => {
        isUp = true;
        stewardLink ??= ready.stewardLink;
        history.write('house', { op: 'house-up' });
        starting.send(orders);
        resolve(true);
      });
    });
  }

  /** Tries until it takes visitors: on a full disk it cannot open. */
  async function start() {
    isWanted = true;
    while (isWanted && !(await launch())) await pause(200);
  }

  return {
    start,
    /** Launches it and does not wait. */
    launch: () => void launch(),
    stewardLink: () => stewardLink ?? '',
    pid: () => child?.pid,
    isUp: () => isUp,
    order(given: Partial<Orders>) {
      orders = { ...orders, ...given };
      if (child?.connected) child.send(orders, () => undefined);
    },
    signal: (signal: NodeJS.Signals) => void child?.kill(signal),
    /** Resolves when the process has ended. */
    async end(...signals: NodeJS.Signals[]) {
      isWanted = false;
      for (const signal of signals) child?.kill(signal);
      await gone;
    },
  };
}
