import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { openHouse, temporaryFolder, until } from '../support/house';
import { type Host, openNetwork } from '../support/network';
import { choosePlainSound, someone } from '../support/voice-page';
import { openEars } from './ears';

export interface Talker {
  name: string;
  tone: number;
  host: Host;
  page: Awaited<ReturnType<typeof someone>>['page'];
  press(button: string): Promise<void>;
  speak(): Promise<void>;
}

const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana'];
const toneOf = (at: number) => 410 + 130 * at;

/** A house, a relay unless they talk directly, and people, each on a host and in a browser of their own. */
export async function gather({ size, relayed }: { size: number; relayed: boolean }) {
  const { host } = openNetwork();
  const porch = await host();
  const relay = relayed ? await openRelay(await host()) : undefined;
  const settings = { voice: { turn: relay?.settings, stun: [] } };
  const dataFolder = await temporaryFolder();
  let house = await openHouse({ pages: true, settings, dataFolder });
  const { port } = house;
  const origin = await porch.serve(80, port);
  const tones = names.slice(0, size).map((_, at) => toneOf(at));

  async function come(name: string, at: number): Promise<Talker> {
    const on = await host();
    const { page, press } = await someone({ room: house.room, origin }, name, toneOf(at), on);
    await choosePlainSound(page);
    await openEars(page, tones);
    return { name, tone: toneOf(at), host: on, page, press, speak: () => press('Speak') };
  }
  const talkers: Talker[] = [];
  for (const [at, name] of names.slice(0, size).entries()) talkers.push(await come(name, at));

  return {
    talkers,
    relay,
    porch,
    house: () => house,
    /** Ends the house and starts it again in the same place. */
    async restartHouse() {
      await house.close();
      house = await openHouse({ pages: true, settings, dataFolder, port });
    },
  };
}

export type Gathering = Awaited<ReturnType<typeof gather>>;

/** A real coturn on a host of its own, which can be ended and started again. */
async function openRelay(on: Host) {
  const secret = randomBytes(16).toString('hex');
  const folder = await temporaryFolder();
  const address = on.address();
  const start = () =>
    on.spawn(
      [
        ...['turnserver', '-n', '--no-tls', '--no-dtls', '--no-cli', '--no-multicast-peers', '--fingerprint'],
        ...[
          `--listening-ip=${address}`,
          `--relay-ip=${address}`,
          '--use-auth-secret',
          '--realm=porchlight.test',
        ],
        ...[`--static-auth-secret=${secret}`, '--log-file=stdout', '--simple-log'],
        ...[`--pidfile=${folder}/pid`, `--userdb=${folder}/users`],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
  const listens = async () => {
    const open = await on.run('ss', '-uln');
    return open.includes(`${address}:3478`);
  };
  let server = start();
  server.stdout?.resume();
  await until(listens, 'the relay listens');
  return {
    host: on,
    settings: { urls: [`turn:${address}:3478?transport=udp`], secret, ttlSeconds: 600 },
    async restart() {
      server.kill('SIGKILL');
      await once(server, 'exit');
      server = start();
      server.stdout?.resume();
      await until(listens, 'the relay listens');
    },
  };
}
