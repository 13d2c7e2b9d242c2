import type { Random } from '../../faults/random';
import { nastyJson } from './json';
import { packet } from './live';
import { type Attack, dial, noise, pour } from './wire';

/** Requests that are malformed, contradict themselves, never end, or come all at once. */
export async function requests(attack: Attack): Promise<number> {
  const { random } = attack;
  const socket = await dial(attack);
  if (!socket) return 1;
  const many = random.between(1, 40);
  await pour(
    socket,
    Array.from({ length: many }, () => request(attack)),
    random.oneOf([20, 100, 300]),
  );
  return many;
}

function request({ random, origin, session }: Attack): Buffer | string {
  const host = `Host: ${origin.slice('http://'.length)}\r\nOrigin: ${origin}\r\n`;
  const path = random.oneOf([
    '/',
    '/session',
    '/steward',
    '/r/%ff',
    '/r/__proto__',
    '/..%2f',
    '/live/',
    '/boards/x',
    '/healthz',
    '*',
    `/${'a'.repeat(random.between(1, 9_000))}`,
    '/\u0000',
    '//',
    '/?a[b][c]=1&a=2',
    '/r/x/boards/y',
  ]);
  const body = nastyJson(random).slice(0, 40_000);
  const json = 'Content-Type: application/json\r\n';
  return random.oneOf<() => Buffer | string>([
    () =>
      `${random.oneOf(['GET', 'HEAD', 'BREW', 'CONNECT', 'TRACE', 'OPTIONS', 'get', 'PROPFIND', ''])} ${path} HTTP/1.1\r\n${host}\r\n`,
    () => `GET ${path} HTTP/${random.oneOf(['0.9', '1.0', '2.0', '9.9', 'x'])}\r\n${host}\r\n`,
    () => `GET ${path} HTTP/1.1\r\n${host}Cookie: ${cookies(random, session.cookie)}\r\n\r\n`,
    () => `GET / HTTP/1.1\r\n${host}X-Big: ${'b'.repeat(random.oneOf([100, 10_000, 20_000]))}\r\n\r\n`,
    () => `GET / HTTP/1.1\r\n${host}${'X-Many: 1\r\n'.repeat(random.between(1, 2_500))}\r\n`,
    () => `GET / HTTP/1.1\r\n${host}${noise(random, 40).toString('latin1')}: x\r\n\r\n`,
    () => `GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`,
    () => `GET / HTTP/1.1\r\n\r\n`,
    () => `POST /session HTTP/1.1\r\n${host}${json}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => `POST /session HTTP/1.1\r\n${host}${json}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1`,
    () =>
      `POST /session HTTP/1.1\r\n${host}${json}Content-Length: ${random.oneOf(['-1', '1e9', '99999999999', 'x', ''])}\r\n\r\n{}`,
    () =>
      `POST /session HTTP/1.1\r\n${host}${json}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n${chunks(random)}`,
    () => `POST /session HTTP/1.1\r\n${host}${json}Transfer-Encoding: chunked\r\n\r\n${chunks(random)}`,
    () =>
      `POST /session HTTP/1.1\r\n${host}${json}Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00`,
    () =>
      `POST /session HTTP/1.1\r\n${host}Content-Type: application/json; charset=${random.oneOf(['utf-7', 'x', 'utf-16'])}\r\nContent-Length: 2\r\n\r\n{}`,
    () =>
      `GET / HTTP/1.1\r\n${host}Range: bytes=-1-,9-1\r\nIf-None-Match: "${'"'.repeat(50)}\r\nAccept-Language: ${';q='.repeat(50)}\r\n\r\n`,
    () => `GET / HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n`,
    () => noise(random, 400),
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    () => `GET / HTTP/1.1\r\n${host}X-Never-ends: `,
  ])();
}

const cookies = (random: Random, real: string) =>
  random.oneOf([
    `${'a=b; '.repeat(random.between(1, 800))}`,
    `${real.slice(0, random.between(0, real.length))}`,
    `${real}${real}; =; ;;; words=%ff; words=__proto__`,
    noise(random, 100).toString('hex'),
    `${real.split('=')[0]}=%00%`,
  ]);

const chunks = (random: Random) =>
  random.oneOf([
    'ffffffffffffffff\r\nx',
    '-1\r\n',
    '0\r\n',
    '2\r\n{}\r\n0\r\n\r\n',
    'zz\r\n',
    `2;${'e'.repeat(20_000)}\r\n{}`,
    '\r\n\r\n',
  ]);

/** Socket.IO by polling: sessions that do not exist, methods that mean nothing, a payload of hundreds of packets. */
export async function polling(attack: Attack): Promise<number> {
  const { random, origin } = attack;
  const head = `Host: ${origin.slice('http://'.length)}\r\nOrigin: ${origin}\r\n`;
  const first = await dial(attack);
  if (!first) return 1;
  first.write(`GET /live/?EIO=4&transport=polling HTTP/1.1\r\n${head}\r\n`);
  const said = await new Promise<string>((resolve) => {
    first.once('data', (data: Buffer) => resolve(data.toString()));
    first.once('close', () => resolve(''));
  });
  const sid = random.weighed([
    [6, /"sid":"([^"]+)"/.exec(said)?.[1] ?? 'none'],
    [1, random.oneOf(['__proto__', 'toString', '', 'x'.repeat(500)])],
  ]);
  const all = Array.from({ length: random.between(10, 400) }, () => packet(random).slice(0, 500));
  const body = Buffer.from(['40{}', ...all].join('\u001e'));
  const path = `/live/?EIO=4&transport=polling&sid=${encodeURIComponent(sid)}`;
  const type = random.oneOf([
    'text/plain;charset=UTF-8',
    'application/octet-stream',
    'x',
    'application/json',
  ]);
  const post = `POST ${path} HTTP/1.1\r\n${head}Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
  const more = random.oneOf([
    `GET ${path} HTTP/1.1\r\n${head}\r\nGET ${path} HTTP/1.1\r\n${head}\r\n`,
    `DELETE ${path} HTTP/1.1\r\n${head}\r\n`,
    `POST ${path} HTTP/1.1\r\n${head}Content-Length: 90000\r\n\r\n${'4'.repeat(90_000)}`,
    '',
  ]);
  await pour(first, [post, body, more], random.oneOf([50, 200]));
  return all.length + 2;
}
