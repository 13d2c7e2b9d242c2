import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { pause } from '../faults/random';
import { until } from '../support/house';
import { playedSince, playsSince } from './ears';
import type { Gathering, Talker } from './gather';

/** Sound that is not back after so long is counted as never. */
const patienceMs = 60_000;
/** A gap shows within so long after the thing went wrong; what stays heard all the while was not hurt. */
const hurtsWithinMs = 8_000;

/** What may go wrong; each gives the moment from which everything is in order again. */
export const harms: Record<string, (gathering: Gathering, who: Talker) => Promise<number>> = {
  async 'address change'(_, { host }) {
    await host.move();
    return Date.now();
  },
  async 'cut of 30 s'(_, { host }) {
    await host.line({ up: { cut: true }, down: { cut: true } });
    await pause(30_000);
    await host.line({});
    return Date.now();
  },
  async 'relay restart'({ relay }) {
    await relay?.restart();
    return Date.now();
  },
  async 'house restart'({ restartHouse }) {
    await restartHouse();
    return Date.now();
  },
  async 'house away for 20 s'({ porch }) {
    await porch.line({ up: { cut: true }, down: { cut: true } });
    await pause(20_000);
    await porch.line({});
    return Date.now();
  },
  async 'page asleep for 90 s'(_, { host }) {
    const pids = processesOn(host.pid);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await pause(90_000);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    return Date.now();
  },
};

/** Does the thing, and gives for each directed pair of that person how long after its end it was heard again, in milliseconds. */
export async function mend(gathering: Gathering, what: string, who: Talker): Promise<number[]> {
  const harm = harms[what];
  if (!harm) throw new Error(`no such thing: ${what}`);
  const began = Date.now();
  const over = await harm(gathering, who);
  const others = gathering.talkers.filter((one) => one !== who);
  const pairs = others.flatMap((other) => [
    { by: other, tone: who.tone },
    { by: who, tone: other.tone },
  ]);
  await until(() => Date.now() - over > hurtsWithinMs, 'it shows', hurtsWithinMs * 2);
  return Promise.all(pairs.map(({ by, tone }) => againAfter(by, tone, began, over)));
}

async function againAfter({ page }: Talker, tone: number, began: number, over: number): Promise<number> {
  await until(async () => (await playsSince(page, tone, Date.now())) !== undefined, 'back', patienceMs).catch(
    () => undefined,
  );
  const log = await playedSince(page, began);
  const silent = log.findLastIndex(({ hz }) => !hz.includes(tone));
  if (silent < 0) return 0;
  const next = log[silent + 1];
  return next ? Math.max(0, next.at - over) : Infinity;
}

/** Every process in that network namespace, but the one that holds it. */
function processesOn(holder: number): number[] {
  const network = readlinkSync(`/proc/${holder}/ns/net`);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== holder && isBrowserIn(pid, network));
}

function isBrowserIn(pid: number, network: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/ns/net`) === network &&
      readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('chromium')
    );
  } catch {
    return false; // it ended meanwhile
  }
}
