import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { openStory, type Story } from '../../client/boards/story';
import { boardRoot } from '../../shared/board-line';
import { writeParagraph } from '../support/board-page';
import type { Device } from './device';
import type { History } from './history';
import { pause, type Random } from './random';
import type { Visitor } from './visitor';
import { marksIn, newWords } from './words';

export interface BoardPlace {
  origin: string;
  board: string;
  room: string;
}

/** How long somebody thinks before the next words, in milliseconds. */
const thinksMs = [60, 500] as const;

/** Someone at one board, with the client's own story: writes, and writes down what the page calls saved. */
export function createScribe({ visitor, place, history, random }: Sitting) {
  let story: Story | undefined;
  let unsaved: string[] = [];

  function open() {
    story = openWatched(visitor, place, history);
    story.standing.subscribe((standing) => {
      if (standing !== 'saved' || unsaved.length === 0) return;
      history.write(visitor.proc, { op: 'saved', board: place.board, words: unsaved });
      unsaved = [];
    });
  }

  function end() {
    story?.end();
    story = undefined;
    unsaved = []; // what was not saved goes with the page
  }

  function write() {
    if (!story?.opened.value) return;
    const words = newWords();
    history.write(visitor.proc, { op: 'write', board: place.board, words });
    unsaved.push(words);
    writeParagraph(story.doc, words);
  }

  /** As the room's page does it: the board goes when the room does, and comes back with it. */
  function keepUp() {
    const isInside = visitor.room()?.inside.value;
    if (!visitor.room()) end();
    else if (isInside && !story) open();
    else if (isInside) story?.letIn();
    if (story?.standing.value === 'refused') end();
  }

  return {
    visitor,
    end,
    async act(isResting: () => boolean) {
      while (!isResting()) {
        keepUp();
        if (random.oneIn(120)) end();
        else for (let words = random.between(1, 3); words > 0; words--) write();
        await pause(random.between(...thinksMs));
      }
    },
    /** Waits until all that was written here is saved, on a line that is there: a page may be behind the others without. */
    async settle() {
      const isSettled = () => story?.standing.value === 'saved' && story.provider.synced;
      for (; !isSettled() && !visitor.isClosed(); await pause(50)) keepUp();
    },
    /** Writes down what stands on this page. */
    read: () => story && readStory(story, visitor.proc, place.board, history),
  };
}

interface Sitting {
  visitor: Visitor;
  place: BoardPlace;
  history: History;
  random: Random;
}

export function openWatched(
  { proc, device }: { proc: string; device: Device },
  place: BoardPlace,
  history: History,
) {
  const { board, room, origin } = place;
  const Socket = device.boardSocket((frame) => {
    const words = marksIn(frame.toString('latin1'));
    if (words.length > 0) history.write(proc, { op: 'overheard', words, board });
  });
  class Knocking extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      history.write(proc, { op: 'knock', room, board });
      super(url, protocols);
    }
  }
  const address = `${origin.replace('http', 'ws')}/boards`;
  return openStory({ address, boardId: board, token: device.session.token ?? 'none', socket: Knocking });
}

export function readStory({ doc }: Story, proc: string, board: string, history: History) {
  const text = doc.getXmlFragment(boardRoot).toString();
  const vector = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([one], [other]) => one - other);
  const state = createHash('sha256').update(text).update(JSON.stringify(vector)).digest('hex');
  history.write(proc, { op: 'read-board', board, words: marksIn(text), state });
}
