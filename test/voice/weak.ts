import type { Page } from 'playwright-core';
import { pause } from '../faults/random';
import type { Way } from '../support/wires';
import type { Talker } from './gather';

/** What a line did to someone's talk with the others for a while. */
export interface Endured {
  /** Share of what was played that browsers had to make up: of the others' voices here, of this one there. */
  concealedHere: number;
  concealedThere: number;
  /** All that crossed the line, in kbit/s: to `upEach` and from `downEach` of the others, with all headers. */
  upEach: number;
  downEach: number;
  /** Directed pairs of all who talk, and those of them that are heard at the end. */
  heard: number;
  pairs: number;
  /** What this person was told, and how the others were shown them, in the order of coming. */
  told: string[];
  shown: string[];
}

const lookEachMs = 500;
const longestBreathMs = 1_500;
/** In the unit of totalAudioEnergy: the square of how loud (1 is the loudest) times seconds. */
const audible = 0.0005;

/** Lets a person's line be so for a while, both ways. */
export async function endure(who: Talker, others: Talker[], way: Way, ms: number): Promise<Endured> {
  const pages = [who.page, ...others.map(({ page }) => page)];
  await who.host.line({ up: way, down: way });
  const before = await Promise.all(pages.map(playedBy));
  const carried = await who.host.carried();
  const began = Date.now();
  const told = new Set<string>();
  const shown = new Set<string>();
  while (Date.now() - began < ms) {
    await pause(lookEachMs);
    for (const text of await toldTo(who.page)) told.add(text);
    for (const { page } of others) for (const text of await shownOf(page, who.name)) shown.add(text);
  }
  const after = await Promise.all(pages.map(playedBy));
  const now = await who.host.carried();
  const tookMs = Date.now() - began;

  const [here = 0, ...there] = pages.map((_, at) => worstConcealed(before[at] ?? [], after[at] ?? []));
  const kbitEach = (bytes: number) => (bytes * 8) / tookMs / others.length;
  return {
    concealedHere: here,
    concealedThere: Math.max(...there),
    upEach: kbitEach(now.up - carried.up),
    downEach: kbitEach(now.down - carried.down),
    heard: await countHeard(pages),
    pairs: pages.length * others.length,
    told: [...told],
    shown: [...shown],
  };
}

export const toldTo = (page: Page) => page.locator('.voice-bar .voice-trouble').allInnerTexts();

/** How that person is shown among those in voice. */
export const shownOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ hasText: name }).locator('.person-how').allInnerTexts();

/** Of each connection that this page ever had, the samples it played and those of them that were made up. */
const playedBy = (page: Page) =>
  page.evaluate(() =>
    Promise.all(
      window.opened.connections.map(async (connection) => {
        const stats = [...(await connection.getStats()).values()];
        const sound = stats.find(({ type }) => type === 'inbound-rtp') ?? {};
        const { totalSamplesReceived = 0, concealedSamples = 0, silentConcealedSamples = 0 } = sound;
        return {
          played: totalSamplesReceived,
          madeUp: concealedSamples - silentConcealedSamples,
          energy: sound.totalAudioEnergy ?? 0,
        };
      }),
    ),
  );

type Played = Awaited<ReturnType<typeof playedBy>>;

/** In how many directed pairs one hears the other right now. */
export async function countHeard(pages: Page[]): Promise<number> {
  const before = await Promise.all(pages.map(playedBy));
  await pause(longestBreathMs);
  const after = await Promise.all(pages.map(playedBy));
  const grew = after.flatMap((lines, page) =>
    lines.filter(({ energy }, at) => energy - (before[page]?.[at]?.energy ?? 0) > audible),
  );
  return grew.length;
}

/** A page's other lines are in order, so the worst one is the one that is looked at. */
function worstConcealed(before: Played, after: Played): number {
  const shares = after.map(({ played, madeUp }, at) => {
    const then = before[at] ?? { played: 0, madeUp: 0 };
    return (madeUp - then.madeUp) / Math.max(1, played - then.played);
  });
  return Math.max(0, ...shares);
}
