import { execFileSync } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { lackingCapture, startCapture } from './capture';
import { cleanUp } from './clean-up';
import { dropIncoming } from './drops';
import { lackingNamespaces, openNamespace } from './namespace';
import { testUnless } from './needs';
import { layWires, type Way } from './wires';

/** A test among hosts of their own, whose packets can be looked at. */
export function networkTest(
  name: string,
  run: () => Promise<void>,
  { alsoLacking = [], timeoutMs = 90_000 }: { alsoLacking?: (string | undefined)[]; timeoutMs?: number } = {},
) {
  return testUnless([lackingNamespaces, lackingCapture, ...alsoLacking], name, run, timeoutMs);
}

export type Host = Awaited<ReturnType<ReturnType<typeof openNetwork>['host']>>;

/**
 * Hosts that reach each other and nothing else. Each is a network namespace with an address and one line, which
 * can be made as bad as wished. It is all gone after the test.
 *
 *     const { host } = openNetwork();
 *     const ada = await host();
 *     await ada.line({ up: { lossPercent: 10 }, down: { delayMs: 200 } });
 */
export function openNetwork() {
  const wires = layWires();
  let given = 0;
  /** As on the public internet: a relay refuses to reach any other. Nothing leaves the namespaces. */
  const nextAddress = () => `80.1.1.${++given}`;

  async function host() {
    const { pid, within, run, spawn, listen } = await openNamespace();
    const device = `porch${pid.toString(36)}`;
    const line = await wires.open(device);
    let address = nextAddress();
    execFileSync('ip', ['link', 'set', device, 'netns', `${pid}`]);
    await run('ip', 'link', 'set', 'lo', 'up');
    await run('ip', 'link', 'set', device, 'addrgenmode', 'none', 'mtu', '1400', 'up');
    await settle();

    async function settle() {
      await run('ip', 'address', 'add', `${address}/24`, 'dev', device);
      // Without one a browser there finds no way out.
      await run('ip', 'route', 'replace', 'default', 'dev', device);
      await wires.settle(line, [address]);
    }

    return {
      pid,
      within,
      run,
      spawn,
      /** The one that it has right now. */
      address: () => address,

      /** How its line is from now on. Whatever is not named is in order: `line({})` mends it. */
      async line({ up = {}, down = {} }: { up?: Way; down?: Way }) {
        await Promise.all([wires.set(line, 'up', up), wires.set(line, 'down', down)]);
      },
      /** Bytes that got through its line so far, with their headers. */
      carried: () => wires.carried(line),

      /**
       * What fits one of these rules of iptables vanishes on its way into this host, until the returned function
       * runs: `drop(['-p', 'udp'])` blocks UDP, `drop(['-s', ben.address()])` makes it deaf to Ben.
       */
      drop: (...rules: string[][]) => dropIncoming(rules, within),

      /** Another address, as for someone who walks out of their Wi-Fi. Nobody has the old one any more. */
      async move() {
        await run('ip', 'address', 'del', `${address}/24`, 'dev', device);
        address = nextAddress();
        await settle();
      },

      /** Keeps every packet that crosses its line, both ways, until `stop`. */
      capture: () => startCapture(spawn, device),

      /** Whoever connects to that port here reaches ours on loopback. The origin of the house that is there. */
      async serve(port: number, ours: number): Promise<string> {
        const door = await listen(port);
        door.on('connection', (visitor: Socket) => {
          const onward = connect(ours, '127.0.0.1');
          // Whoever moved away never says goodbye.
          cleanUp(() => visitor.destroy());
          visitor.pipe(onward).on('error', () => visitor.destroy());
          onward.pipe(visitor).on('error', () => onward.destroy());
        });
        return `http://${address}:${port}`;
      },
    };
  }

  return { host };
}
