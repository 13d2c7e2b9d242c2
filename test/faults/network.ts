import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { dropIncoming } from '../support/drops';

const house = '127.0.0.1';

/** Which network this process is in; another one in every namespace. */
export const networkHere = () => readlinkSync('/proc/self/ns/net');

export type Network = ReturnType<typeof openNetwork>;

/**
 * Loopback in a namespace of our own, where packets can be made to vanish. `outside` is the machine's own
 * network: nothing is done there.
 */
export function openNetwork(outside: string) {
  if (networkHere() === outside) throw new Error('this is the network of the machine itself');
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  return {
    cutAddresses: (addresses: string[]) =>
      dropIncoming(addresses.flatMap((address) => [fromTo(address, undefined), fromTo(undefined, address)])),
    /** Everyone but those who come from the house's own address. */
    cutEveryone: () =>
      dropIncoming([
        ['!', ...fromTo(house, house)],
        [...fromTo(house, undefined), '!', '-d', house],
      ]),
    cutLines: (address: string, ports: number[]) =>
      dropIncoming(
        ports.flatMap((port) => [
          ['-p', 'tcp', '-s', address, '--sport', `${port}`],
          ['-p', 'tcp', '-d', address, '--dport', `${port}`],
        ]),
      ),
  };
}

const fromTo = (from: string | undefined, to: string | undefined) => [
  ...(from ? ['-s', from] : []),
  ...(to ? ['-d', to] : []),
];
