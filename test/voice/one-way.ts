import { until } from '../support/house';
import { playsSince } from './ears';
import type { Gathering, Talker } from './gather';

/** Neither named nor mended after so long: counted as never. */
const patienceMs = 60_000;

export interface OneWay {
  /** From the loss until both screens name the other, or until they hear each other again, in milliseconds. */
  knownMs: number;
  /** From the moment when packets pass again until they are heard; of a path that stays lost. */
  backMs: number;
}

/**
 * Nothing of what one says reaches one other any more, while everything else goes on. Where they talk directly
 * nothing can mend that until it passes again; over a relay a new way does.
 */
export async function loseOneWay({ talkers, relay }: Gathering, turn: number): Promise<OneWay> {
  const from = talkers[turn % talkers.length] as Talker;
  const to = talkers[(turn + 1) % talkers.length] as Talker;
  const pass = relay
    ? relay.host.drop(['-p', 'udp', ...(await relayPorts(from, to))])
    : to.host.drop(['-p', 'udp', '-s', from.host.address()]);
  const lostAt = Date.now();
  const heard = () => playsSince(to.page, from.tone, Date.now());
  await until(async () => (await heard()) === undefined, 'it is lost', 5_000);
  const isKnown = async () =>
    ((await names(from, to)) && (await names(to, from))) || (await heard()) !== undefined;
  await until(isKnown, 'it is known', patienceMs).catch(() => undefined);
  const knownMs = Date.now() - lostAt;
  pass();
  const passedAt = Date.now();
  await until(async () => (await heard()) !== undefined, 'it is back', patienceMs).catch(() => undefined);
  return { knownMs, backMs: Date.now() - passedAt };
}

/** Whether that person's screen says that something is wrong with the other. */
async function names({ page }: Talker, other: Talker): Promise<boolean> {
  const lines = await page.locator('.voice-lines').allInnerTexts();
  return lines.some((text) => text.includes(other.name));
}

/** On the relay: from the port that it gave the one to the port that it gave the other. */
async function relayPorts(from: Talker, to: Talker): Promise<string[]> {
  const theirs = new Set((await endsOf(to)).map(([own]) => own));
  const ends = (await endsOf(from)).find(([, other]) => theirs.has(other));
  if (!ends) throw new Error(`${from.name} and ${to.name} are not connected`);
  return ['--sport', `${ends[0]}`, '--dport', `${ends[1]}`];
}

/** Of each connection of the page, the ports that its sound takes: its own, and the other side's. */
const endsOf = ({ page }: Talker) =>
  page.evaluate(async () => {
    const ends: [unknown, unknown][] = [];
    for (const connection of window.opened.connections) {
      if (connection.connectionState !== 'connected') continue;
      const stats = new Map<string, Record<string, unknown>>((await connection.getStats()) as never);
      const port = (id: unknown) => stats.get(String(id))?.port;
      for (const { selectedCandidatePairId: selected } of stats.values()) {
        const { localCandidateId, remoteCandidateId } = stats.get(String(selected)) ?? {};
        if (localCandidateId) ends.push([port(localCandidateId), port(remoteCandidateId)]);
      }
    }
    return ends;
  });
