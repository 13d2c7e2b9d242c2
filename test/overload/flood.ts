import { newId } from '../../shared/ids';
import { perPerson } from '../../shared/limits';
import { pause } from '../faults/random';
import { dial, pour } from './garbage/wire';
import { comeIn, type Line, openLine } from './line';
import { gather, victims } from './talk';
import type { WatchedHouse } from './watched-house';

/** How many flooders, on an address of this machine each unless they share one. */
const flooders = 20;
/** The three say something once in about a second and a half each. */
const quietlyMs = 500;
const tenTimes = 10 * perPerson.commands['message:send'].perSecond;

export type Flood = 'messages' | 'pages' | 'sockets';

/** What three people who talk notice of a flood that means no more than to be one. */
export async function flood(house: WatchedHouse, kind: Flood, seconds: number) {
  const { kitchen, agreement, talking } = await victims(house, quietlyMs);
  const { origin } = house;
  const lines =
    kind !== 'messages'
      ? []
      : await gather(flooders, async (n) => {
          const place = { origin, from: `127.0.1.${n + 1}` };
          const line = await openLine(place, await comeIn(place, `Flooder ${n}`, agreement));
          await line.get('room:enter', { roomId: kitchen });
          return line;
        });
  await pause(1_000 * seconds);
  const before = talking.heardSince();
  await house.loopDelayMs();

  const end = performance.now() + 1_000 * seconds;
  const counts = await Promise.all(
    Array.from({ length: flooders }, (_, n) => {
      if (kind === 'messages') return sendMessages(lines[n] as Line, kitchen, end);
      return kind === 'pages' ? askForPages(house, end) : knock(house, end);
    }),
  );
  const during = talking.heardSince();
  const loopMs = await house.loopDelayMs();
  return { asked: sum(counts), before, during, loopMs, lostFor: await talking.end() };
}

/** Ten times as many as a person may, each second. */
async function sendMessages(line: Line, roomId: string, end: number) {
  let asked = 0;
  while (performance.now() < end) {
    void line.ask('message:send', { id: newId(), roomId, body: 'Flood.' }).catch(() => undefined);
    asked += 1;
    await pause(1_000 / tenTimes);
  }
  return asked;
}

/** All from one address, each as soon as the one before is answered. */
async function askForPages({ origin }: WatchedHouse, end: number) {
  let asked = 0;
  for (; performance.now() < end; asked++) await (await fetch(origin)).text();
  return asked;
}

async function knock({ port, origin }: WatchedHouse, end: number) {
  let asked = 0;
  for (; performance.now() < end; asked++) {
    const socket = await dial({ port, from: '127.0.1.1' });
    const head = `Host: ${origin.slice('http://'.length)}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
    if (socket) await pour(socket, [`GET /live/?EIO=4&transport=websocket HTTP/1.1\r\n${head}${key}`], 20);
  }
  return asked;
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
