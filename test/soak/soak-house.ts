import { fork } from 'node:child_process';
import { undoAll } from '../support/clean-up';
import { handClock } from '../support/clock';
import { openHouse } from '../support/house';

/** What the parent may ask of the house, and what it is answered. */
interface Asks {
  /** So many milliseconds go by in the house. */
  advance: { asked: number; answer: null };
  /** What is in use when all garbage is gone. */
  memory: { asked: null; answer: Memory };
  timers: { asked: null; answer: number };
}

export interface Memory {
  heapBytes: number;
  rssBytes: number;
}

interface Opened {
  origin: string;
  stewardLink: string;
}

const metricsToken = 'a token of enough letters';

/** A house in a process of its own, so that nothing but the house is in its memory; its time is in our hands. */
export async function startSoakHouse() {
  const child = fork(process.argv[1] ?? '', ['house'], { execArgv: ['--expose-gc'] });
  const answered = () =>
    new Promise<unknown>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the house ended (${code})`));
      child.once('exit', ended);
      child.once('message', (answer) => {
        child.off('exit', ended);
        resolve(answer);
      });
    });
  const opened = (await answered()) as Opened;

  return {
    ...opened,
    async ask<Name extends keyof Asks>(
      name: Name,
      asked: Asks[Name]['asked'],
    ): Promise<Asks[Name]['answer']> {
      const answer = answered();
      child.send({ name, asked });
      return (await answer) as Asks[Name]['answer'];
    },
    /** The figures of `/metrics`, by name and labels: as whoever runs a house sees them. */
    async figures(): Promise<Map<string, number>> {
      const headers = { authorization: `Bearer ${metricsToken}`, connection: 'close' };
      const response = await fetch(`${opened.origin}/metrics`, { headers });
      const text = await response.text();
      if (!response.ok) throw new Error(`no figures: ${text}`);
      const rows = text.split('\n').filter((row) => row.startsWith('porchlight_'));
      return new Map(rows.map((row) => row.split(' ')).map(([name = '', value]) => [name, Number(value)]));
    },
    stop: () => child.disconnect(),
  };
}

export type SoakHouse = Awaited<ReturnType<typeof startSoakHouse>>;

/** The other side: runs until the parent is gone. */
export async function runSoakHouse() {
  const clock = handClock();
  const { origin, stewardLink = '' } = await openHouse({ clock, settings: { metricsToken, trustProxy: 1 } });
  const answers: { [Name in keyof Asks]: (asked: Asks[Name]['asked']) => unknown } = {
    advance: async (ms) => {
      await clock.advance(ms);
      return null;
    },
    memory: async () => {
      // Twice: some things are let go of only by the first.
      for (let turn = 0; turn < 2; turn++) {
        globalThis.gc?.();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const { heapUsed, rss } = process.memoryUsage();
      return { heapBytes: heapUsed, rssBytes: rss } satisfies Memory;
    },
    timers: () => clock.waiting(),
  };
  process.on('message', async ({ name, asked }: { name: keyof Asks; asked: never }) => {
    process.send?.(await answers[name](asked));
  });
  process.on('disconnect', () => void undoAll().then(() => process.exit()));
  process.send?.({ origin, stewardLink } satisfies Opened);
}
