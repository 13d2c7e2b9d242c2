import { signal } from '@preact/signals';
import { newId } from '../../shared/ids';
import type { Message, MessagePage } from '../../shared/messages';
import type { Kept } from '../kept';
import type { Answered, Link } from '../link';
import { createKnown } from './known';
import { createOutbox, type Holdup } from './outbox';

/** The talk of one room: what was said, what one is writing, and what is on its way. */
export function createTalk({
  link,
  roomId,
  kept,
  heard,
  unsent = () => {},
}: {
  link: Link;
  roomId: string;
  kept: Kept;
  /** Someone said something new while we were inside, or while we were away. */
  heard: (message: Message) => void;
  /** Words of one's own do not get through, for this reason; undefined once they did after all. */
  unsent?: (holdup: Holdup | undefined) => void;
}) {
  const draft = signal(kept.get(`draft:${roomId}`) ?? '');
  const outbox = createOutbox({ link, roomId, kept, sent: (message) => known.take(message), unsent });
  const known = createKnown({ link, roomId, heard, arrived: outbox.settle });

  function write(text: string) {
    draft.value = text;
    kept.set(`draft:${roomId}`, text === '' ? undefined : text);
  }

  async function change(asking: Promise<Answered<Message>>): Promise<Answered<Message>> {
    const answer = await asking;
    if (answer.ok) known.take(answer.value);
    return answer;
  }

  return {
    list: known.list,
    more: known.more,
    olderGone: known.olderGone,
    namesOf: known.namesOf,
    earlierState: known.earlierState,
    earlier: known.earlier,
    since: known.since,
    take: known.take,
    gone: known.gone,
    draft,
    outbox: outbox.items,
    /** Why nothing goes out right now; it is tried again by itself. */
    holdup: outbox.holdup,

    /** We are inside (again), with the newest page or what was missed. */
    entered(page: MessagePage) {
      known.entered(page);
      outbox.open();
    },
    /** The line is lost, or the room is: nothing goes out until we are inside again. */
    left() {
      known.left();
      outbox.hold();
    },

    write,
    send(body: string) {
      outbox.add({ id: newId(), body });
      write('');
    },
    sendAgain: outbox.again,
    drop: outbox.drop,

    edit: (id: string, body: string) => change(link.ask('message:edit', { roomId, id, body })),
    takeBack: (id: string) => change(link.ask('message:take-back', { roomId, id })),

    end() {
      known.end();
      outbox.hold();
    },
  };
}

export type Talk = ReturnType<typeof createTalk>;
