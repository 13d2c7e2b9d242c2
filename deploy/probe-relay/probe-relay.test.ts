import { type Host, networkTest, openNetwork } from '../../test/support/network';
import { lackingTurn, openTurn, type TurnOptions } from '../../test/support/turn';

const needs = { alsoLacking: [lackingTurn] };

networkTest(
  'the relay that ships reaches itself and nobody else',
  async () => {
    const { bad, said } = await probed((shipped) => shipped);
    process.stderr.write(`The relay that ships: ${said.trim()}\n`);
    expect(bad).toEqual([]);
  },
  needs,
);

networkTest(
  'the probe sees whatever a relay without our settings lets through',
  async () => {
    const { bad, said } = await probed(() => 'use-auth-secret\nrealm=open\nno-cli\nallow-loopback-peers');
    process.stderr.write(`One that is open: ${said.trim().split('\n').at(-1)}\n`);
    expect(bad).toEqual(
      expect.arrayContaining([
        'connections (TCP) are not relayed',
        'one credential gets more than 16 relays',
        ...['127.0.0.1', '169.254.169.254', '10.0.0.1', '1.1.1.1', '::1', '::ffff:7f00:1'].map(
          (address) => `${address} is refused`,
        ),
      ]),
    );
  },
  needs,
);

/** Asks a relay on a host of its own, with addresses of both kinds, from another host. */
async function probed(settings: TurnOptions['settings']) {
  const { host } = openNetwork();
  const [relay, outside] = [await host(), await host()];
  await relay.run('ip', 'address', 'add', '2a00:1::1/64', 'dev', 'lo', 'nodad');
  const { urls, secret } = await openTurn({
    on: relay,
    settings: (shipped) => `${settings?.(shipped)}\nrelay-ip=2a00:1::1\n`,
  });
  const said = await saidBy(outside, ['deploy/probe-relay/probe-relay.ts', urls[0] ?? '', secret]);
  const bad = [...said.matchAll(/^NOT SO: (.*)$/gm)].map(([, what]) => what);
  return { bad, said };
}

/** Also of a program that ends with a complaint. */
const saidBy = (host: Host, program: string[]): Promise<string> =>
  host
    .run(process.execPath, 'test/support/run.mjs', ...program)
    .catch(({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr);
