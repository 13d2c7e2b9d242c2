import { execFile, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Server } from 'node:net';
import { promisify } from 'node:util';
import { cleanUp } from './clean-up';

const execute = promisify(execFile);

/** What this machine lacks for network namespaces; undefined when it can have them. */
export const lackingNamespaces = canHaveNamespaces() ? undefined : 'network namespaces';

function canHaveNamespaces() {
  const tools = ['/dev/net/tun', '/usr/bin/python3', '/usr/sbin/ip', '/usr/sbin/iptables'];
  return (
    process.getuid?.() === 0 &&
    tools.every(existsSync) &&
    spawnSync('unshare', ['--net', 'true']).status === 0
  );
}

/** A network namespace without a name. It ends with the test, and also when this very process is killed. */
export async function openNamespace() {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo here; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit');
  await once(holder.stdout, 'data');
  cleanUp(() => {
    holder.stdin.end();
    return ended;
  });
  const pid = holder.pid ?? 0;
  const within = ['nsenter', `--net=/proc/${pid}/ns/net`];
  const [enter = '', ...args] = within;

  return {
    pid,
    /** How a command line begins that runs in there. */
    within,
    /** Runs a command there to its end; what it said. */
    run: async (...command: string[]) => (await execute(enter, [...args, ...command])).stdout,
    /** Starts a process there, which ends with the test, and when this very process is killed too. */
    spawn(command: string[], options: SpawnOptions = {}) {
      const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...within, ...command], options);
      cleanUp(() => child.kill('SIGKILL'));
      return child;
    },

    /** Listens there for connections that come to this process. */
    async listen(port: number): Promise<Server> {
      const script = `const door = require('net').createServer().listen(${port}, '0.0.0.0', () =>
        process.send('open', door, () => process.exit()));`;
      const opener = spawn(enter, [...args, process.execPath, '-e', script], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      // A socket stays where it was opened, whoever has it.
      const [, door] = (await once(opener, 'message')) as [string, Server];
      cleanUp(() => door.close());
      return door;
    },
  };
}
