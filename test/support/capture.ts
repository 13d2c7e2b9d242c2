import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUp } from './clean-up';
import { temporaryFolder, until } from './house';

const tcpdump = '/usr/bin/tcpdump';
export const lackingCapture = existsSync(tcpdump) ? undefined : 'tcpdump';

/** Neither the resolver that a machine asks for names nor a router is anybody's peer. */
const filter = 'ip and not ip multicast and not port 53';

export interface Packet {
  from: string;
  to: string;
  /** 6 is TCP, 17 is UDP, 1 is ICMP (IANA's protocol numbers). */
  protocol: number;
  bytes: number;
}

/** Every packet of IPv4 that crosses a device, kept by tcpdump. */
export async function startCapture(
  spawn: (command: string[], options: SpawnOptions) => ChildProcess,
  device: string,
) {
  const file = join(await temporaryFolder(), 'packets');
  const command = [
    tcpdump,
    '-i',
    device,
    '-n',
    '-U',
    '--immediate-mode',
    '-s',
    '64',
    '-Z',
    'root',
    '-w',
    file,
    filter,
  ];
  const keeper = spawn(command, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(keeper, 'exit');
  const end = () => {
    keeper.kill('SIGINT');
    return ended;
  };
  cleanUp(end);
  let said = '';
  keeper.stderr?.setEncoding('utf8').on('data', (more: string) => {
    said += more;
  });
  await until(() => said.includes('listening on'), 'tcpdump listens');
  return {
    async stop(): Promise<Packet[]> {
      await end();
      return readPackets(await readFile(file));
    },
  };
}

/** A file of libpcap whose packets begin with their IP header, as those of a TUN device do. */
function readPackets(kept: Buffer): Packet[] {
  const packets: Packet[] = [];
  for (let at = 24; at + 16 <= kept.length; ) {
    const header = kept.subarray(at + 16, at + 36);
    packets.push({
      from: header.subarray(12, 16).join('.'),
      to: header.subarray(16, 20).join('.'),
      protocol: header[9] ?? 0,
      bytes: kept.readUInt32LE(at + 12),
    });
    at += 16 + kept.readUInt32LE(at + 8);
  }
  return packets;
}
