import type { Asking } from '../../shared/contract';
import type { Room } from '../../shared/rooms';
import type { History } from './history';
import { pause, type Random } from './random';
import type { Visitor } from './visitor';

const thinksMs = [300, 1_500] as const;
const outMs = [300, 2_000] as const;

/** Someone who looks after one room: asks people to step back for a moment, and closes it for a moment. */
export function createHost({
  visitor,
  room,
  peers,
  history,
  random,
}: {
  visitor: Visitor;
  room: Room;
  peers: { id: string; name: string }[];
  history: History;
  random: Random;
}) {
  const roomId = room.id;

  /** Asks until it is done: what was asked without an answer may have been done. */
  async function insist<Name extends 'room:step-back' | 'room:welcome-back' | 'room:close' | 'room:reopen'>(
    name: Name,
    input: Asking<Name>,
  ) {
    while (!visitor.isClosed()) {
      if (!visitor.room()) visitor.enter(room);
      const answer = await visitor.link().ask(name, input);
      if (answer.ok) return;
      await pause(200);
    }
  }

  async function askToStepBack() {
    const { id: personId, name: person } = random.oneOf(peers);
    // So long that no step of the clock ends it.
    await insist('room:step-back', { roomId, personId, minutes: 1440 });
    history.write(visitor.proc, { op: 'barred', room: roomId, person });
    await pause(random.between(...outMs));
    history.write(visitor.proc, { op: 'welcome', room: roomId, person });
    await insist('room:welcome-back', { roomId, personId });
  }

  async function closeForAMoment() {
    await insist('room:close', { roomId });
    history.write(visitor.proc, { op: 'barred', room: roomId, person: '*' });
    await pause(random.between(...outMs));
    history.write(visitor.proc, { op: 'welcome', room: roomId, person: '*' });
    await insist('room:reopen', { roomId });
  }

  return {
    visitor,
    async act(isResting: () => boolean) {
      while (!isResting()) {
        await pause(random.between(...thinksMs));
        await (random.oneIn(6) ? closeForAMoment() : askToStepBack());
      }
    },
  };
}
