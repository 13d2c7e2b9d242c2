/**
 * Runs in a network namespace of its own, where every address leads back to it and whatever is not between the
 * house and its visitors is counted and refused. Lives through a day on which people write addresses wherever
 * one can write, and prints how many packets anyone sent for it.
 */
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import { boardRoot } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import { openPage as openBoardPage, startBoard } from '../support/board-page';
import { comeIn, openBrowser, openPage } from '../support/browser';
import { cleanUp, undoAll } from '../support/clean-up';
import { post, temporaryFolder, visitors } from '../support/house';
import { startHouse } from '../support/process';

/** `quiet`, or what the house or a browser is made to do that it never may. */
type Run = 'quiet' | 'a house that asks' | 'a page that asks';

/** What was sent that no visit explains. */
interface Sent {
  packets: number;
  /** What names were looked up. */
  names: string[];
}

export interface Counted {
  server: Sent;
  browser: Sent;
  /** What the page itself asked of other hosts, as the browser tells it. */
  elsewhere: string[];
  /** Connections to a port of this machine that somebody wrote of. */
  local: number;
  /** Addresses that were written. */
  written: number;
}

async function main(run: Run) {
  // Nobody else is in this network.
  const port = 8080;
  const bait = createServer((_request, response) => response.end('<title>ran</title>'));
  let local = 0;
  bait.on('connection', () => {
    local += 1;
  });
  await new Promise<void>((resolve) => bait.listen(0, '127.0.0.1', resolve));
  cleanUp(() => void bait.close());
  const { port: baitPort } = bait.address() as AddressInfo;

  const sent = await counting(port);
  const asks = (address: string) => `fetch(\`http://${address}/\`).catch(()=>0)`;
  const asking = `--import=data:text/javascript,${asks(`127.0.0.1:${baitPort}`)};${asks('evil.example')}`;
  const house = await startHouse({
    port,
    dataFolder: await temporaryFolder(),
    env: run === 'a house that asks' ? { NODE_OPTIONS: asking } : {},
  });
  const written = addresses(baitPort);
  const places = await writeEverywhere(house, written);
  const server = sent();
  const elsewhere =
    run === 'a house that asks' ? [] : await readEverywhere(house, places, run === 'a page that asks');
  const counted: Counted = { server, browser: sent(), elsewhere, local, written: written.length };
  process.stdout.write(`${JSON.stringify(counted)}\n`);
}

/** What would be fetched by whoever makes previews, follows pictures or trusts a header. */
function addresses(baitPort: number): string[] {
  const hosts = [
    `127.0.0.1:${baitPort}`,
    `localhost:${baitPort}`,
    `[::1]:${baitPort}`,
    `[::ffff:127.0.0.1]:${baitPort}`,
    `0.0.0.0:${baitPort}`,
    `2130706433:${baitPort}`,
    `0x7f.1:${baitPort}`,
    '169.254.169.254/latest/meta-data',
    'metadata.google.internal/computeMetadata/v1',
    '[fd00:ec2::254]/latest',
    '192.168.0.1',
    '10.0.0.1:6379',
    'evil.example',
    'porch.evil.example:8080',
    'xn--e1awd7f.example',
    'user:secret@evil.example',
  ];
  const forms = (host: string) => [
    `http://${host}/page`,
    `https://${host}/picture.png`,
    `![](http://${host}/a.png)`,
    `<img src="http://${host}/b.png">`,
    `<link rel=preload href=//${host}/c>`,
    `ws://${host}/d`,
    `ftp://${host}/e`,
    `stun:${host}`,
    `gopher://${host}/_f`,
  ];
  return hosts.flatMap(forms);
}

type Started = Awaited<ReturnType<typeof startHouse>>;
type Places = Awaited<ReturnType<typeof writeEverywhere>>;

/** Every place where text, a title, a link, a signal or a header can be given. */
async function writeEverywhere(house: Started, written: string[]) {
  const people = visitors(house.origin);
  const room = (await people.look()).rooms[0];
  if (!room) throw new Error('no room');
  const stella = await people.claim(house.stewardLink?.split('#')[1] ?? '', 'Stella');
  const mal = await people.come('Mal');
  for (const person of [stella, mal]) await person.enter(room.id);

  const { charter } = await people.look();
  await stella.get('house:edit', {
    name: `Porch http://evil.example/`,
    welcome: written.slice(0, 40).join('\n'),
    agreement: written.slice(40, 80).join('\n'),
    crisis: [
      ...charter.crisis,
      { title: 'x', reach: 'http://evil.example/', link: 'https://evil.example/help' },
    ],
  });
  for (let from = 0; from < written.length; from += 40)
    await mal.get('message:send', {
      id: newId(),
      roomId: room.id,
      body: written.slice(from, from + 40).join('\n'),
    });

  const board = await startBoard(mal, room.id, 'http://evil.example/title');
  const page = openBoardPage(house, mal, board.id);
  await page.synced;
  page.doc.transact(() => {
    for (const address of written) {
      const words = new Y.XmlText();
      words.insert(0, address, { link: { href: address } });
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [words]);
      const picture = new Y.XmlElement('image');
      picture.setAttribute('src', address);
      page.doc.getXmlFragment(boardRoot).push([paragraph, picture]);
    }
  });
  await page.saved();

  const seats = await Promise.all(
    [stella, mal].map((one) => one.get('voice:join', { roomId: room.id, muted: true })),
  );
  const [to = '', from = ''] = seats.map(({ seat }) => seat.id);
  for (const address of ['169.254.169.254', 'evil.example', '127.0.0.1'])
    await mal.get('voice:signal', {
      roomId: room.id,
      from,
      to,
      epoch: 0,
      signal: {
        type: 'candidate',
        round: 0,
        candidate: { candidate: `candidate:1 1 udp 1 ${address} 9 typ host`, sdpMLineIndex: 0, sdpMid: '0' },
      },
    });

  const headers = {
    referer: 'http://evil.example/referer',
    'x-forwarded-for': '169.254.169.254',
    'x-forwarded-host': 'evil.example',
    forwarded: 'for=169.254.169.254;host=evil.example',
    'x-original-url': 'http://evil.example/',
    link: '<http://evil.example/>; rel=preload',
    accept: 'text/html',
  };
  for (const path of [
    '/',
    '/?url=http://169.254.169.254/',
    '/r/http%3A%2F%2Fevil.example',
    '//evil.example/',
    '/favicon.ico',
  ])
    await fetch(house.origin + path, { headers });
  await post(house.origin, '/session', { name: 'http://evil.example/', agreement: 1 }, headers);
  return { code: room.code, boardId: board.id };
}

/** A browser looks at all of it. Gives what its pages asked of other hosts; made to ask one, when they are to. */
async function readEverywhere({ origin }: Started, { code, boardId }: Places, asks: boolean) {
  const { page, elsewhere } = await openPage(await openBrowser(), origin, { bypassCSP: asks });
  await page.goto(origin);
  await page.goto(`${origin}/help`);
  await comeIn(page, origin, code, 'Ada');
  await page.getByRole('log').getByText('evil.example').first().waitFor();
  await page.goto(`${origin}/r/${code}/boards/${boardId}`);
  await page
    .getByRole('textbox', { name: /^The board/ })
    .getByText('evil.example')
    .first()
    .waitFor();
  if (asks) await page.evaluate(() => fetch('http://203.0.113.1/').catch(() => undefined));
  return elsewhere;
}

/**
 * From now on all but visits to that port and look-ups of names is counted at the way out and refused. Gives
 * what was sent since it was asked last.
 */
async function counting(port: number): Promise<() => Sent> {
  const names = await nameSink();
  for (const [tool, refusals] of [
    ['iptables', 'icmp'],
    ['ip6tables', 'ipv6-icmp'],
  ] as const) {
    const rule = (...words: string[]) => execFileSync(tool, ['-A', 'OUTPUT', ...words], { stdio: 'pipe' });
    for (const end of ['--dport', '--sport']) {
      rule('-o', 'lo', '-p', 'tcp', end, String(port), '-j', 'ACCEPT');
      rule('-p', 'udp', end, '53', '-j', 'ACCEPT');
    }
    // What says that it was refused has to arrive.
    rule('-p', refusals, '-j', 'ACCEPT');
    rule('-j', 'REJECT');
  }
  let before = 0;
  return () => {
    const now = refused();
    const packets = now - before;
    before = now;
    return { packets, names: [...new Set(names.splice(0))] };
  };
}

function refused(): number {
  const rows = ['iptables', 'ip6tables'].flatMap((tool) =>
    execFileSync(tool, ['-nvxL', 'OUTPUT'], { encoding: 'utf8' }).split('\n'),
  );
  return rows
    .filter((row) => / REJECT /.test(row))
    .reduce((sum, row) => sum + Number(row.trim().split(/\s+/)[0]), 0);
}

/** Whoever looks up a name asks here, wherever they believe to ask. No name is known. */
async function nameSink(): Promise<string[]> {
  const names: string[] = [];
  const sink = createSocket('udp6', (question, { port, address }) => {
    names.push(nameIn(question));
    const answer = Buffer.from(question);
    answer.writeUInt16BE(0x8183, 2); // an answer: no such name
    sink.send(answer, port, address);
  });
  await new Promise<void>((resolve) => sink.bind(53, resolve));
  cleanUp(() => void sink.close());
  return names;
}

/** The name in a DNS question: after the head of 12 bytes, each part after its length. */
function nameIn(question: Buffer): string {
  const parts: string[] = [];
  for (let at = 12, length = question[at]; length; at += length + 1, length = question[at])
    parts.push(question.toString('latin1', at + 1, at + 1 + length));
  return parts.join('.');
}

main((process.argv[2] ?? 'quiet') as Run)
  .catch((problem: unknown) => {
    process.stderr.write(`${String(problem)}\n`);
    process.exitCode = 1;
  })
  .finally(undoAll);
