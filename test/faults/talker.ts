import type { Room } from '../../shared/rooms';
import { pause, type Random } from './random';
import type { Visitor } from './visitor';
import { bodyOf, newWords } from './words';

/** How long somebody thinks before the next act, in milliseconds. */
const thinksMs = [80, 240] as const;

/**
 * Someone who is never still: says, edits and takes back one thing after another, goes from room to room,
 * reloads the page, and now and then tries what must be refused.
 */
export function createTalker({
  visitor,
  rooms,
  random,
  touched,
}: {
  visitor: Visitor;
  rooms: Room[];
  random: Random;
  /** What this person ever asked to change, on whichever tab. */
  touched: Set<string>;
}) {
  const { link, room } = visitor;

  const mine = () =>
    room()?.talk.list.value.filter(
      ({ authorId, takenBackAt }) => authorId === visitor.device.session.me?.id && takenBackAt === undefined,
    ) ?? [];

  const acts: [chance: number, act: () => unknown][] = [
    [60, () => (room()?.talk.outbox.value.length ?? 9) < 3 && room()?.talk.send(bodyOf(newWords()))],
    [12, () => onOneOfMine((id) => room()?.talk.edit(id, bodyOf(newWords())))],
    [5, () => onOneOfMine((id) => room()?.talk.takeBack(id))],
    [8, () => visitor.read()],
    [4, () => room()?.talk.earlier()],
    [3, moveOn],
    [2, visitor.reload],
    [3, reuse],
    [3, repeat],
    [3, retry],
  ];

  async function onOneOfMine(act: (id: string) => unknown) {
    const all = mine();
    const one = all[random.between(0, all.length - 1)];
    if (!one) return;
    touched.add(one.id);
    await act(one.id);
  }

  function moveOn() {
    if (!room()) return;
    visitor.leave();
    visitor.enter(random.oneOf(rooms));
  }

  /** The same once more, as after an answer that was lost. */
  async function repeat() {
    const one = mine().find(({ id }) => !touched.has(id));
    if (one) await link().ask('message:send', { id: one.id, roomId: one.roomId, body: one.body });
  }

  /** Another body under an id that stands for something; and under someone else's. */
  async function reuse() {
    const at = room();
    const own = mine().find(({ id }) => !touched.has(id));
    const others = at?.talk.list.value.find(({ authorId }) => authorId !== visitor.device.session.me?.id);
    const target = random.oneIn(2) ? own : others;
    if (at && target) await link().reuse({ id: target.id, roomId: at.roomId, body: newWords() });
  }

  function retry() {
    const items = room()?.talk.outbox.value ?? [];
    for (const { id, failed } of items) if (failed) room()?.talk.sendAgain(id);
  }

  return {
    visitor,
    /** Goes on until it is time to rest. */
    async act(isResting: () => boolean) {
      while (!isResting()) {
        if (room()) await random.weighed(acts)();
        else visitor.enter(random.oneOf(rooms));
        await pause(random.between(...thinksMs));
      }
    },
  };
}
