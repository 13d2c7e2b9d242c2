import type { Random } from '../faults/random';
import { pause } from '../faults/random';
import { until } from '../support/house';
import { playedSince, playsSince } from './ears';
import type { Gathering, Talker } from './gather';

/** What a page may go through while someone is muted, short enough to be done hundreds of times. */
const troubles: Record<string, (gathering: Gathering, who: Talker) => Promise<unknown>> = {
  'nothing at all': async () => {},
  'the line to the house is lost': (_, { page }) =>
    page.evaluate(() => window.opened.sockets.at(-1)?.close()),
  'another address': (_, { host }) => host.move(),
  'every connection is ended': (_, { page }) =>
    page.evaluate(() => {
      for (const connection of window.opened.connections) connection.close();
    }),
  'a cut of two seconds': async (_, { host }) => {
    await host.line({ up: { cut: true }, down: { cut: true } });
    await pause(2_000);
    await host.line({});
  },
  'another microphone': (_, { page }) =>
    page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange'))),
  'the house restarts': ({ restartHouse }) => restartHouse(),
  'the relay restarts': ({ relay }) => relay?.restart() ?? Promise.resolve(),
};

/** From the press on "Mute" until nobody plays it any more. */
const silentWithinMs = 10_000;

export interface Mutes {
  cycles: number;
  /** Times that a muted tone was heard by anybody. */
  heard: number;
  /** From each press on "Mute" until nobody played it any more, in milliseconds. */
  silentAfterMs: number[];
  did: Map<string, number>;
}

/** Mutes, makes something go wrong, listens at everybody else, and unmutes; so many times. */
export async function muteAgainAndAgain(gathering: Gathering, times: number, random: Random): Promise<Mutes> {
  const mutes: Mutes = { cycles: 0, heard: 0, silentAfterMs: [], did: new Map() };
  const whats = Object.keys(troubles);
  while (mutes.cycles < times) {
    const who = random.oneOf(gathering.talkers);
    const what = whats[mutes.cycles % whats.length] ?? '';
    const { heard, silentAfterMs } = await muteOnce(gathering, who, what).catch(async (problem) => {
      const shown = await who.page.getByRole('region', { name: 'Voice' }).ariaSnapshot();
      throw new Error(`cycle ${mutes.cycles}, ${who.name}, ${what}: ${problem.message}\n${shown}`);
    });
    if (heard) mutes.heard += 1;
    mutes.silentAfterMs.push(silentAfterMs);
    mutes.cycles += 1;
    mutes.did.set(what, (mutes.did.get(what) ?? 0) + 1);
  }
  return mutes;
}

async function muteOnce(gathering: Gathering, who: Talker, what: string) {
  const others = gathering.talkers.filter((one) => one !== who);
  const isPlayed = async ({ page }: Talker) => (await playsSince(page, who.tone, Date.now())) !== undefined;
  for (const other of others) await until(() => isPlayed(other), `${who.name} is heard`, 60_000);
  await who.press('Mute');
  const mutedAt = Date.now();
  for (const other of others)
    await until(async () => !(await isPlayed(other)), `${who.name} is silent`, silentWithinMs);
  const silentAt = Date.now();
  await troubles[what]?.(gathering, who);
  await pause(700);
  // Only while they press nothing: what is heard from here on is an unmute of nobody's.
  const button = who.page.getByRole('button', { name: 'Unmute', exact: true });
  await button.waitFor();
  const logs = await Promise.all(others.map(({ page }) => playedSince(page, silentAt)));
  await until(
    async () => {
      await button.click({ timeout: 300 }).catch(() => undefined);
      return who.page.getByRole('button', { name: 'Mute', exact: true }).isVisible();
    },
    `${who.name} unmutes`,
    60_000,
  );
  const heard = logs.some((log) => log.slice(1).some(({ hz }) => hz.includes(who.tone)));
  return { heard, silentAfterMs: silentAt - mutedAt };
}
