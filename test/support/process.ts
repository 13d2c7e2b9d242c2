import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp } from './clean-up';

const builtServer = join(__dirname, '../../dist/server/main.js');

export interface HouseOptions {
  dataFolder: string;
  /** A free one unless named. */
  port?: number;
  /** Settings, as an operator gives them. */
  env?: Record<string, string>;
}

/**
 * The built server in a process of its own, started the way an operator starts it and ended with the test.
 * Resolves when it takes visitors; rejects with what it said when it does not get that far.
 */
export async function startHouse(options: HouseOptions) {
  const starting = launchHouse(options);
  const { port, stewardLink } = await starting.ready;
  return { ...starting, port, origin: `http://127.0.0.1:${port}`, stewardLink };
}

/** The same from its first moment on, for tests of a start that fails or is cut short. */
export function launchHouse({ dataFolder, port = 0, env = {} }: HouseOptions) {
  if (!existsSync(builtServer)) throw new Error('the server is not built yet: run `npm run build`');
  const child = spawn(process.execPath, [builtServer], {
    // Nothing of this machine's own settings: the house has what the test gives it.
    env: { HOST: '127.0.0.1', LOG_LEVEL: 'warn', PORT: String(port), PORCHLIGHT_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }));
  const ready = new Promise<{ port: number; stewardLink: string | undefined }>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (said: string) => {
        output += said;
        const [, at] = /the light is on at http:\/\/localhost:(\d+)\n/.exec(output) ?? [];
        if (at) resolve({ port: Number(at), stewardLink: /http\S+\/steward#\S+/.exec(output)?.[0] });
      });
    exited.then(({ code, signal }) => reject(new Error(`the house ended (${code ?? signal}): ${output}`)));
  });
  ready.catch(() => undefined); // who launches without waiting looks at `exited` instead

  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  cleanUp(() => kill('SIGKILL'));

  return {
    ready,
    exited,
    pid: child.pid,
    /** Everything it said so far, on both streams. */
    output: () => output,
    /** Sends the signal, which need not end it. */
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    /** Sends the signal; resolves when the process has ended. */
    kill,
  };
}
