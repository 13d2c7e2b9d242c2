import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUp } from './clean-up';
import { temporaryFolder } from './house';

const tcpdump = '/usr/bin/tcpdump';
export const lackingCapture = existsSync(tcpdump) ? undefined : 'tcpdump';

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
    'ip',
  ];
  const keeper = spawn(command, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(keeper, 'exit');
  const end = () => {
    keeper.kill('SIGINT');
    return ended;
  };
  cleanUp(end);
  await once(keeper.stderr ?? keeper, 'data'); // "listening on ..."
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
