import { until } from '../support/house';
import { playsSince } from './ears';
import type { Gathering, Talker } from './gather';

/** Whoever is not heard after so long is counted as not heard. */
const patienceMs = 15_000;

export interface Joined {
  /** Directed pairs: one person to be heard by one other. */
  pairs: number;
  heard: number;
  /** From each click to the moment when all that it should bring is heard, in milliseconds. */
  tookMs: number[];
}

/** Everyone in turn leaves voice and joins again, so many times, while the others stay. */
export async function joinInTurn({ talkers }: Gathering, times: number): Promise<Joined> {
  const joined: Joined = { pairs: 0, heard: 0, tookMs: [] };
  for (let time = 0; time < times; time++) {
    const talker = talkers[time % talkers.length] as Talker;
    await leave([talker], talkers);
    await count(joined, [talker], talkers);
  }
  return joined;
}

/** All leave voice and join again at the same moment, so many times. */
export async function joinAtOnce({ talkers }: Gathering, times: number): Promise<Joined> {
  const joined: Joined = { pairs: 0, heard: 0, tookMs: [] };
  for (let time = 0; time < times; time++) {
    await leave(talkers, talkers);
    await count(joined, talkers, talkers);
  }
  return joined;
}

/** Nobody plays them any more, nor do they play anybody. Whoever is not in voice yet is fine. */
async function leave(leaving: Talker[], talkers: Talker[]) {
  for (const { page, press } of leaving)
    if (await page.getByRole('button', { name: 'Leave voice' }).isVisible()) await press('Leave voice');
  for (const { page } of talkers)
    for (const { tone } of leaving)
      await until(async () => (await playsSince(page, tone, Date.now())) === undefined, 'they are gone');
  for (const { page } of leaving)
    await until(async () => (await page.locator('audio').count()) === 0, 'nobody is played');
}

async function count(joined: Joined, joining: Talker[], talkers: Talker[]) {
  const clicked = new Map<Talker, number>();
  await Promise.all(
    joining.map(async (talker) => {
      clicked.set(talker, Date.now());
      await talker.speak();
    }),
  );
  const pairs = talkers.flatMap((from) =>
    talkers
      .filter((to) => to !== from && (joining.includes(from) || joining.includes(to)))
      .map((to) => ({ from, to })),
  );
  const since = Math.min(...clicked.values());
  const heardAt = await Promise.all(pairs.map(({ from, to }) => heardBy(to, from.tone, since)));
  joined.pairs += pairs.length;
  joined.heard += heardAt.filter((at) => at !== undefined).length;
  for (const [talker, at] of clicked) {
    const its = pairs.flatMap(({ from, to }, index) =>
      from === talker || to === talker ? [heardAt[index] ?? at + patienceMs] : [],
    );
    joined.tookMs.push(Math.max(...its) - at);
  }
}

async function heardBy({ page }: Talker, tone: number, since: number): Promise<number | undefined> {
  let heardAt: number | undefined;
  const isHeard = async () => {
    heardAt = await playsSince(page, tone, since);
    return heardAt !== undefined;
  };
  await until(isHeard, 'heard', patienceMs).catch(() => undefined);
  return heardAt;
}
