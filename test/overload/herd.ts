import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { messageYjsSyncStep2, writeSyncStep1 } from 'y-protocols/sync';
import * as Y from 'yjs';
import { comeBackAfterMs } from '../../client/come-back';
import { boardKinds } from '../../shared/board-line';
import { newId } from '../../shared/ids';
import { limits, perAddress } from '../../shared/limits';
import { pause } from '../faults/random';
import { cleanUp } from '../support/clean-up';
import { until } from '../support/house';
import { comeIn, openLine, type Place, type Session } from './line';

/** From each address come as many as one address may bring in at once. */
const together = perAddress.entries.burst - 20;

/**
 * People who are each inside a room and on its board, and who come back whenever they lose a line, as a page
 * does (`client/come-back.ts`).
 */
export async function gatherHerd(origin: string, people: number) {
  const look = await openLine({ origin });
  const { rooms, charter } = await look.get('house:look', {});
  const roomId = rooms[0]?.id ?? '';
  const places = Array.from({ length: people }, (_, n) => ({
    origin,
    from: `127.0.0.${2 + Math.floor(n / together)}`,
  }));
  const members: Member[] = [];
  for (const [n, place] of places.entries())
    members.push({ place, session: await comeIn(place, `Person ${n}`, charter.agreement.version) });

  const [first] = members;
  if (!first) throw new Error('a herd has people');
  const starter = await openLine(first.place, first.session);
  await starter.get('room:enter', { roomId });
  const { id: boardId } = await starter.get('board:start', { id: newId(), roomId, title: 'Letters' });
  for (let n = 0; n < limits.historyPage / 10; n++)
    for (const { place, session } of members.slice(0, 10)) await say(place, session, roomId, n);
  starter.socket.close();

  const back = new Set<string>();
  const comings: number[] = [];
  let tries = 0;
  let isOver = false;
  cleanUp(() => {
    isOver = true;
  });

  /** Opens again and again; `open` resolves when all is there, with when it was lost. */
  async function stay(name: string, open: () => Promise<{ closed: Promise<void> }>) {
    for (let attempt = 0; !isOver; attempt++) {
      try {
        tries += 1;
        const { closed } = await open();
        back.add(name);
        comings.push(performance.now());
        await closed;
        attempt = -1;
      } catch {
        // refused, or nobody there: later
      }
      back.delete(name);
      if (!isOver) await pause(comeBackAfterMs(attempt + 1));
    }
  }

  for (const [n, { place, session }] of members.entries()) {
    void stay(`live ${n}`, async () => {
      const line = await openLine(place, session);
      await line.get('room:enter', { roomId, since: 0 });
      return line;
    });
    void stay(`board ${n}`, () => openBoard(place, session, boardId));
  }

  return {
    /** Resolves when every line is up; gives when each came since it was asked, in milliseconds. */
    async whenBack(withinMs: number): Promise<{ lastMs: number; tries: number }> {
      const began = performance.now();
      const triedBefore = tries;
      await until(() => back.size === 2 * people, `all ${2 * people} sockets are back`, withinMs);
      return { lastMs: Math.max(...comings) - began, tries: tries - triedBefore };
    },
    whenGone: () => until(() => back.size === 0, 'every line is lost'),
  };
}

interface Member {
  place: Place;
  session: Session;
}

async function say(place: Place, session: Session, roomId: string, n: number) {
  const line = await openLine(place, session);
  await line.get('room:enter', { roomId });
  await line.get('message:send', {
    id: newId(),
    roomId,
    body: `The kettle is on, for the ${n}th time. `.repeat(5),
  });
  line.socket.close();
}

/** A board's socket that asks for the whole board and waits until it has it. `closed` resolves when it is lost. */
async function openBoard({ origin, from }: Place, { cookie, token }: Session, boardId: string) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/boards/${boardId}`, ['porchlight', token], {
    origin,
    headers: { cookie },
    localAddress: from,
  });
  cleanUp(() => socket.terminate());
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      const asking = encoding.createEncoder();
      encoding.writeVarUint(asking, boardKinds.sync);
      writeSyncStep1(asking, new Y.Doc());
      socket.send(encoding.toUint8Array(asking));
    });
    socket.on('message', (data: Buffer) => {
      if (data[0] === boardKinds.sync && data[1] === messageYjsSyncStep2) resolve();
    });
    void closed.then(() => reject(new Error('the board closed before it came')));
  });
  return { closed };
}
