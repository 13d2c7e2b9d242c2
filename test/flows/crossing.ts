import type { Asking, Command } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { dice } from '../support/dice';
import { openHouse, type Person } from '../support/house';
import { withBefore } from '../support/slow-store';

/** Somebody with two pages. Whoever is forgotten comes again as somebody else. */
export interface Walker {
  id: string;
  pages: Person[];
  /** What they wrote themselves they may know. */
  own: Set<string>;
  asked: { phase: number; name: Command; roomId: string; ok: boolean | undefined }[];
  /** Words of rooms that they were told, and how. */
  held: { token: string; phase: number; how: 'fact' | 'answer' }[];
}

export const rooms = ['kitchen', 'quiet'] as const;
export type RoomName = (typeof rooms)[number];
export const tokensIn = (value: unknown) => JSON.stringify(value ?? null).match(/(kitchen|quiet)#\d+/g) ?? [];
const name = (first: string) => `${first} ${newId().replace(/\d/g, '').slice(0, 12)}`;

/**
 * People who do everything at once on a slow store, by chance out of `seed`: come in, leave, write, are asked
 * to step back, given roles, renamed, forgotten, while rooms close and open. Gives what each of them was
 * told, and what a host saw who is in both rooms all the time.
 */
export async function cross({ seed, phases, actsEach }: { seed: number; phases: number; actsEach: number }) {
  const roll = dice(seed);
  const pick = <One>(list: readonly One[]) => list[roll(list.length)] as One;
  const pause = () => new Promise((go) => setTimeout(go, roll(5)));
  const house = await openHouse({
    through: (store) => withBefore(store, () => (roll(3) === 0 ? pause() : undefined)),
  });
  const stella = await house.steward();
  const hana = await house.comeAs('host', 'Hana');
  const host: Record<RoomName, Person> = { kitchen: hana, quiet: await house.again(hana) };
  const ids = { kitchen: (await house.room('kitchen')).id, quiet: (await house.room('quiet')).id };
  for (const room of rooms) await host[room].enter(ids[room]);

  const everyone: Walker[] = [];
  const rests: Record<RoomName, { heard: number; inside: string[]; peersWhereClosed: string[] }>[] = [];
  let phase = 0;
  let count = 0;

  async function newWalker(): Promise<Walker> {
    const first = await house.come(name('Walker'));
    const walker = { id: first.id, pages: [], own: new Set<string>(), asked: [], held: [] };
    everyone.push(walker);
    return open(walker, first);
  }

  async function open(walker: Walker, first: Person): Promise<Walker> {
    walker.pages = [first, await house.again(first)];
    for (const { socket } of walker.pages)
      socket.onAny((_fact: string, told: unknown) => hold(walker, told, 'fact'));
    return walker;
  }

  function hold(walker: Walker, told: unknown, how: 'fact' | 'answer') {
    for (const token of tokensIn(told)) if (!walker.own.has(token)) walker.held.push({ token, phase, how });
  }

  async function ask<Name extends Command>(walker: Walker, name: Name, input: Asking<Name>) {
    const page = pick(walker.pages);
    if (!page.socket.connected) return;
    for (const token of tokensIn(input)) walker.own.add(token);
    const asked: Walker['asked'][number] = { phase, name, roomId: Object(input).roomId, ok: undefined };
    walker.asked.push(asked);
    // A line that is cut gives no answer.
    const answer = await page.ask(name, input).catch(() => undefined);
    asked.ok = answer?.ok;
    if (answer?.ok) hold(walker, answer.value, 'answer');
  }

  const act = {
    enter: (walker: Walker, roomId: string) => ask(walker, 'room:enter', { roomId }),
    leave: (walker: Walker, roomId: string) => ask(walker, 'room:leave', { roomId }),
    send: (walker: Walker, roomId: string, room: RoomName) =>
      ask(walker, 'message:send', { id: newId(), roomId, body: `${room}#${count++}` }),
    write: (walker: Walker, roomId: string, room: RoomName) =>
      ask(walker, 'live:write', { roomId, text: `${room}#${count++}` }),
    page: (walker: Walker, roomId: string) => ask(walker, 'message:page', { roomId }),
    since: (walker: Walker, roomId: string) => ask(walker, 'message:since', { roomId, changed: 0 }),
    board: (walker: Walker, roomId: string, room: RoomName) =>
      ask(walker, 'board:start', { id: newId(), roomId, title: `${room}#${count++}` }),
    rename: (walker: Walker) => ask(walker, 'people:rename', { name: name('Other') }),
    stepBack: ({ id }: Walker, roomId: string, room: RoomName) =>
      host[room].ask('room:step-back', { roomId, personId: id, minutes: 15 }),
    welcomeBack: ({ id }: Walker, roomId: string, room: RoomName) =>
      host[room].ask('room:welcome-back', { roomId, personId: id }),
    close: (_: Walker, roomId: string, room: RoomName) => host[room].ask('room:close', { roomId }),
    reopen: (_: Walker, roomId: string, room: RoomName) => host[room].ask('room:reopen', { roomId }),
    giveRole: ({ id }: Walker, roomId: string) =>
      stella.ask('people:role', { roomId, personId: id, role: pick(['host', 'peer']) }),
    forget: ({ pages }: Walker) =>
      fetch(`${house.origin}/session`, {
        method: 'DELETE',
        headers: { origin: house.origin, cookie: pages[0]?.session.cookie ?? '' },
      }),
  };
  const often = [
    'enter',
    'enter',
    'enter',
    'send',
    'send',
    'write',
    'page',
    'since',
    'leave',
    'stepBack',
  ] as const;
  const rarely = ['welcomeBack', 'welcomeBack', 'close', 'reopen', 'reopen', 'board', 'rename'] as const;
  const seldom = ['giveRole', 'forget'] as const;

  /** All is quiet: what was told has come, and the host looks who is inside. */
  async function rest() {
    for (const { pages } of everyone) for (const page of pages) await page.heardAll();
    const look = async (room: RoomName) => {
      const { here, room: state } = await host[room].enter(ids[room]);
      const peers = state.open ? [] : here.filter(({ person }) => person.role === 'peer');
      return {
        heard: (await host[room].heardAll()).length,
        inside: here.map(({ person }) => person.id),
        peersWhereClosed: peers.map(({ person }) => person.name),
      };
    };
    rests.push({ kitchen: await look('kitchen'), quiet: await look('quiet') });
  }

  /** Whoever was cut comes again as a browser does. */
  async function comeBack(walker: Walker): Promise<Walker> {
    if (walker.pages.every(({ socket }) => socket.connected)) return walker;
    for (const page of walker.pages) page.leave();
    const [first] = walker.pages;
    const renewed = first && (await house.renewed(first).catch(() => undefined));
    return renewed ? open(walker, renewed) : newWalker();
  }

  let walkers = await Promise.all([0, 1, 2, 3].map(newWalker));
  for (; phase < phases; phase++) {
    const doing: Promise<unknown>[] = [];
    for (let n = 0; n < actsEach; n++) {
      const room = pick(rooms);
      const kind = pick([often, often, often, rarely, rarely, n % 4 === 0 ? seldom : often]);
      doing.push(act[pick<keyof typeof act>(kind)](pick(walkers), ids[room], room));
      if (roll(2)) await pause();
    }
    await Promise.all(doing);
    await rest();
    walkers = await Promise.all(walkers.map(comeBack));
  }
  const seen = { kitchen: await host.kitchen.heardAll(), quiet: await host.quiet.heardAll() };
  return { ids, everyone, rests, seen };
}
