import * as Y from 'yjs';
import { type BoardPage, openPage } from '../support/board-page';
import type { Person } from '../support/house';
import { pause } from './random';
import type { Part } from './talker';

/** One person at one board: writes word after word, and asks whether they are saved. */
export function createScribe({ name, board, history, random }: Part & { board: string }) {
  let doc = new Y.Doc();
  let unsaved: string[] = [];
  let written = 0;
  let page: BoardPage | undefined;

  function write(on: BoardPage) {
    written += 1;
    const word = `${name}-${written}`;
    history.push({ op: 'write', board, word });
    unsaved.push(word);
    on.write(word);
  }

  async function save(on: BoardPage) {
    const words = unsaved;
    await on.saved();
    history.push({ op: 'saved', board, words });
    unsaved = [];
  }

  return {
    /** Opens the page: the one from before with all that is on it, or now and then a reloaded one. */
    async open(origin: string, person: Person) {
      if (random.oneIn(3)) {
        doc = new Y.Doc();
        unsaved = [];
      }
      page = await openedPage(origin, person, board, doc);
    },

    /** Goes on until it is time to rest and everything is saved. */
    async scribble(isResting: () => boolean) {
      if (!page) throw new Error('no page');
      for (;;) {
        await save(page);
        if (isResting()) return;
        for (let words = random.between(1, 3); words > 0; words--) write(page);
        await pause(random.between(0, 15));
      }
    },

    /** Writes down what stands on this page once all that the server has passed on is there. */
    async read() {
      if (!page) throw new Error('no page');
      await page.saved();
      history.push({ op: 'read-board', by: name, board, words: wordsOn(page) });
    },
  };
}

/** Reads a board with nothing in hand, as a page does that was just loaded. */
export async function readBoard(
  { name, board, history }: Part & { board: string },
  origin: string,
  person: Person,
) {
  const page = await openedPage(origin, person, board, new Y.Doc());
  history.push({ op: 'read-board', by: name, board, words: wordsOn(page) });
  page.socket.terminate();
}

const wordsOn = (page: BoardPage): string[] => page.text().match(/[a-z]+-\d+/g) ?? [];

async function openedPage(origin: string, person: Person, board: string, doc: Y.Doc): Promise<BoardPage> {
  const page = openPage({ origin }, person, board, doc);
  await Promise.race([
    page.synced,
    page.closed.then((code) => Promise.reject(new Error(`the board was closed with ${code}`))),
  ]);
  return page;
}
