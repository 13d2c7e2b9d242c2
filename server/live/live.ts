import type { Input } from '../../shared/contract';
import type { Me } from '../../shared/people';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import type { Page } from '../sockets';

/** What a person is writing in a room, on the page that wrote last. */
interface Line {
  roomId: string;
  personId: string;
  pageId: string;
  text: string;
}

/**
 * What people are writing just now, for those who want to be read while they write. It is passed on and held in
 * memory as long as its page is inside, so that whoever comes in sees it; it is never kept.
 */
export function createLive({
  hall,
  isPageInside,
}: {
  hall: Hall;
  isPageInside: (roomId: string, personId: string, pageId: string) => boolean;
}) {
  const lines = new Map<string, Line>();

  const tell = ({ roomId, personId, text, pageId }: Line) =>
    hall.announce(roomId, 'live:written', { roomId, personId, text }, pageId);

  function forget(key: string, line: Line) {
    lines.delete(key);
    tell({ ...line, text: '' });
  }

  return {
    /** How many lines are held. */
    size: () => lines.size,

    write({ id: personId }: Me, { id: pageId }: Page, { roomId, text }: Input<'live:write'>): null {
      // Its line would outlive it: only a page that is inside is missed when it goes.
      if (!isPageInside(roomId, personId, pageId)) refuse('not-inside');
      const key = `${roomId} ${personId}`;
      const before = lines.get(key);
      if (text !== '') {
        const line = { roomId, personId, pageId, text };
        lines.set(key, line);
        tell(line);
      } else if (before?.pageId === pageId) forget(key, before);
      return null;
    },

    /** Told as facts rather than answered, so that an older line never comes after a newer one. */
    look(page: Page, roomId: string): null {
      for (const { pageId, ...line } of lines.values())
        if (line.roomId === roomId && pageId !== page.id) page.tell('live:written', line);
      return null;
    },

    /** A page is gone from the room: what it was writing is gone from every screen. */
    pageGone(roomId: string, pageId: string) {
      for (const [key, line] of lines)
        if (line.roomId === roomId && line.pageId === pageId) forget(key, line);
    },
  };
}

export type Live = ReturnType<typeof createLive>;
