import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp } from './clean-up';
import { temporaryFolder, until } from './house';

const coturn = '/usr/bin/turnserver';
export const hasTurn = existsSync(coturn);

/** A real coturn on loopback for this test, sharing a secret; as the settings of a house name it. */
export async function openTurn(at?: number) {
  const folder = await temporaryFolder();
  const port = at ?? (await freePort());
  const secret = randomBytes(16).toString('hex');
  const server = spawn(coturn, [
    ...['-n', '--no-tls', '--no-dtls', '--no-cli', '--no-multicast-peers', '--fingerprint', '--simple-log'],
    ...['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${port}`],
    ...['--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=porchlight.test'],
    // Only here, where both browsers are on loopback: a real relay never forwards to its own machine.
    '--allow-loopback-peers',
    ...['--log-file=stdout', `--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'users')}`],
  ]);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const stop = () => {
    server.kill();
    return ended;
  };
  cleanUp(stop);
  server.stdout.resume();
  server.stderr.resume();
  await until(() => answersStun(port));
  return { urls: [`turn:127.0.0.1:${port}?transport=udp`], secret, ttlSeconds: 600, port, stop };
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

/** Whether a STUN server answers a binding request there (RFC 8489 section 5). */
function answersStun(port: number): Promise<boolean> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(1, 0);
  request.writeUInt32BE(0x2112a442, 4);
  randomBytes(12).copy(request, 8);
  const socket = createSocket('udp4');
  return new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), 500);
    socket.once('message', () => {
      clearTimeout(timer);
      resolve(true);
    });
    socket.on('error', () => undefined);
    socket.send(request, port, '127.0.0.1');
  }).finally(() => socket.close());
}
