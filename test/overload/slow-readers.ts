import { newId } from '../../shared/ids';
import { limits, perRoom } from '../../shared/limits';
import { pause } from '../faults/random';
import { until } from '../support/house';
import { comeIn, type Line, openLine, type Place, type Session } from './line';
import { quantile, type WatchedHouse } from './watched-house';

/** Three bytes a letter: as much as a message can be. */
const body = '語'.repeat(limits.bodyChars);
const messageBytes = Buffer.byteLength(body);
/** A little less than a room takes from all its people together. */
const everyMs = 1_000 / (0.9 * perRoom.commands['message:send'].perSecond);

/**
 * A room that talks without a pause while some of its pages stop reading: what they cost the server, and
 * what the others notice. `bytes` is what each reader is told meanwhile.
 */
export async function stallReaders(house: WatchedHouse, { slow, bytes }: { slow: number; bytes: number }) {
  const place = { origin: house.origin };
  const look = await openLine(place);
  const { rooms, charter } = await look.get('house:look', {});
  const roomId = rooms[0]?.id ?? '';
  const join = (name: string) => enter(place, name, roomId, charter.agreement.version);
  const talkers = await inTurn(10, (n) => join(`Talker ${n}`));
  const readers = await inTurn(5, (n) => join(`Reader ${n}`));

  const sentAt = new Map<string, number>();
  let times: number[] = [];
  for (const { line } of readers)
    line.hear((fact, told) => {
      const at = fact === 'message:changed' && sentAt.get((told as { id: string }).id);
      if (at) times.push(performance.now() - at);
    });

  async function talk(messages: number) {
    times = [];
    const began = performance.now();
    const answers: Promise<unknown>[] = [];
    for (let n = 0; n < messages; n++) {
      await pause(Math.max(0, began + n * everyMs - performance.now()));
      const id = newId();
      sentAt.set(id, performance.now());
      answers.push((talkers[n % talkers.length] as Member).line.get('message:send', { id, roomId, body }));
    }
    await Promise.all(answers);
    await until(() => times.length === messages * readers.length, 'every reader heard every message', 60_000);
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  }

  await talk(20); // warm
  const before = await talk(80);
  const sleepers = await inTurn(slow, (n) => join(`Sleeper ${n}`));
  await pause(1_000);
  house.peakBytes();
  const restingBytes = house.rssBytes();
  for (const { line } of sleepers) line.socket.pause();
  const during = await talk(Math.ceil(bytes / messageBytes));
  const addedBytes = house.peakBytes() - restingBytes;

  // Awake again: those that were cut see it now, come back, and miss nothing.
  let cut = 0;
  for (const { line } of sleepers) void line.closed.then(() => (cut += 1));
  for (const { line } of sleepers) line.socket.resume();
  await until(() => cut === slow, 'every sleeper sees that it was cut', 10_000).catch(() => undefined);
  const [sleeper] = sleepers;
  const newest = sleeper && (await newestOf(place, sleeper.session, roomId));
  return { before, during, addedBytes, cut, slow, missed: sentAt.size - (newest ?? 0) };
}

interface Member {
  line: Line;
  session: Session;
}

async function enter(place: Place, name: string, roomId: string, agreement: number): Promise<Member> {
  const session = await comeIn(place, name, agreement);
  const line = await openLine(place, session);
  await line.ask('room:enter', { roomId });
  return { line, session };
}

async function newestOf(place: Place, session: Session, roomId: string) {
  const line = await openLine(place, session);
  const { messages } = await line.get('room:enter', { roomId });
  return messages.messages.at(-1)?.seq;
}

async function inTurn<Made>(many: number, make: (n: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let n = 0; n < many; n++) made.push(await make(n));
  return made;
}
