import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';

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
  const change = (how: '-A' | '-D', rule: string[]) =>
    execFileSync('iptables', ['-w', how, 'INPUT', ...rule, '-j', 'DROP'], { stdio: 'ignore' });

  /** Packets that fit one of these vanish, without a word to either side, until the returned function runs. */
  function drop(rules: string[][]): () => void {
    for (const rule of rules) change('-A', rule);
    return () => {
      for (const rule of rules) change('-D', rule);
    };
  }

  return {
    cutAddresses: (addresses: string[]) =>
      drop(addresses.flatMap((address) => [fromTo(address, undefined), fromTo(undefined, address)])),
    /** Everyone but those who come from the house's own address. */
    cutEveryone: () =>
      drop([
        ['!', ...fromTo(house, house)],
        [...fromTo(house, undefined), '!', '-d', house],
      ]),
    cutLines: (address: string, ports: number[]) =>
      drop(
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
