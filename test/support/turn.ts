import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { relayAnswers } from '../../server/voice/relay-answers';
import { cleanUp } from './clean-up';
import { temporaryFolder, until } from './house';
import type { Host } from './network';

const coturn = '/usr/bin/turnserver';
export const hasTurn = existsSync(coturn);
export const lackingTurn = hasTurn ? undefined : 'coturn';
const shippedSettings = join(__dirname, '../../deploy/turnserver.conf');

export interface TurnOptions {
  /** A free one unless named. */
  port?: number;
  /** Where it runs, instead of loopback. */
  on?: Host;
  /** The ways in that browsers are told of. */
  ways?: ('udp' | 'tcp' | 'tls')[];
  /** Made of the settings that ship, for a relay that is worse than ours. */
  settings?: (shipped: string) => string;
}

/** A real coturn with the settings that ship in deploy/, sharing a secret; as the settings of a house name it. */
export async function openTurn({
  on,
  ways = ['udp'],
  settings = (shipped) => shipped,
  ...where
}: TurnOptions = {}) {
  const folder = await temporaryFolder();
  const address = on?.address() ?? '127.0.0.1';
  const port = where.port ?? (on ? 3478 : await freePort());
  const tlsPort = 5349;
  const secret = randomBytes(16).toString('hex');
  const own = [
    `static-auth-secret=${secret}`,
    `allowed-peer-ip=${address}`,
    ...[`listening-ip=${address}`, `relay-ip=${address}`, `listening-port=${port}`],
    // Only here, where both browsers are on loopback: a real relay never forwards to its own machine.
    ...(on ? [] : ['allow-loopback-peers']),
    ...(ways.includes('tls')
      ? [`tls-listening-port=${tlsPort}`, ...certificateIn(folder, address)]
      : ['no-tls']),
    ...[`pidfile=${join(folder, 'pid')}`, `userdb=${join(folder, 'users')}`],
  ];
  const file = join(folder, 'turnserver.conf');
  await writeFile(file, `${settings(readFileSync(shippedSettings, 'utf8'))}\n${own.join('\n')}\n`);
  const server = on
    ? on.spawn([coturn, '-c', file], { stdio: 'ignore' })
    : spawn(coturn, ['-c', file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const stop = () => {
    server.kill('SIGCONT');
    server.kill();
    return ended;
  };
  cleanUp(stop);

  const urlOf = {
    udp: `turn:${address}:${port}?transport=udp`,
    tcp: `turn:${address}:${port}?transport=tcp`,
    tls: `turns:${address}:${tlsPort}?transport=tcp`,
  };
  const isReady = () =>
    on ? listens(on, { udp: port, tcp: ways.includes('tls') ? tlsPort : port }) : relayAnswers([urlOf.udp]);
  await until(isReady, 'the relay is ready');
  return {
    ...{ urls: ways.map((way) => urlOf[way]), secret, ttlSeconds: 600, port, stop },
    /** Nothing goes through it until the returned function runs, as when a line is cut without a word. */
    hold() {
      server.kill('SIGSTOP');
      return () => void server.kill('SIGCONT');
    },
  };
}

/** A certificate that nobody vouches for: browsers take it with `--ignore-certificate-errors`. */
function certificateIn(folder: string, address: string): string[] {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...[
        '-subj',
        '/CN=relay',
        '-addext',
        `subjectAltName=IP:${address}`,
        '-keyout',
        key,
        '-out',
        certificate,
      ],
    ],
    { stdio: 'ignore' },
  );
  return [`cert=${certificate}`, `pkey=${key}`];
}

async function listens(host: Host, ports: { udp: number; tcp: number }): Promise<boolean> {
  const sockets = await host.run('ss', '--no-header', '--listening', '--numeric', '--tcp', '--udp');
  return Object.entries(ports).every(([kind, port]) => new RegExp(`^${kind} .*:${port} `, 'm').test(sockets));
}

/** A UDP port that is free right now. */
function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
