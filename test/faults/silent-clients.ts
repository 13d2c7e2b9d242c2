// By hand: `node test/support/run.mjs test/faults/silent-clients.ts`. A minute and a half in real time.
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { comeIn } from '../support/browser';
import { cleanUp, undoAll } from '../support/clean-up';
import { openHouse, until } from '../support/house';

/** Kills one browser and freezes another; prints when those inside, and the door, take notice. */
async function main() {
  const house = await openHouse({ pages: true });
  const { code } = await house.room('kitchen');
  const { ben } = await house.inRoom('kitchen', 'ben');
  const stranger = await house.stranger();
  await stranger.get('house:look', {});
  const atDoor = async () => {
    const told = (await stranger.heard('house:doorway')).filter((doorway) => doorway.code === code);
    const inside = told.at(-1)?.inside;
    return inside?.shows === 'name' ? inside.names : [];
  };

  for (const [name, signal] of [
    ['Killed', 'SIGKILL'],
    ['Frozen', 'SIGSTOP'],
  ] as const) {
    const kill = await openPageOf(house.origin, code, name);
    await until(async () =>
      (await ben.heard('presence:changed')).some(({ present }) => present.person.name === name),
    );
    await until(async () => (await atDoor()).includes(name));
    ben.forgetHeard();
    const began = Date.now();
    kill(signal);
    const after = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
    const isLost = async () =>
      (await ben.heard('presence:changed')).some(({ present }) => present.line === 'lost');
    await until(isLost, 'line lost', 60_000);
    process.stdout.write(`${name}: "line lost" to those inside after ${after()}\n`);
    await until(async () => !(await atDoor()).includes(name), 'gone at the door', 60_000);
    process.stdout.write(`${name}: gone at the door after ${after()}\n`);
    await until(async () => (await ben.heard('presence:left')).length > 0, 'gone inside', 60_000);
    process.stdout.write(`${name}: gone inside after ${after()}\n`);
  }
}

/** A browser of its own, in the room; gives how to signal its whole process group. */
async function openPageOf(origin: string, code: string, name: string) {
  const found = spawnSync(process.execPath, ['test/support/find-browser.mjs'], { encoding: 'utf8' });
  const server = await chromium.launchServer({
    executablePath: found.stdout,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const group = -(server.process().pid ?? 0);
  cleanUp(() => server.kill());
  const browser = await chromium.connect(server.wsEndpoint());
  await comeIn(await browser.newPage(), origin, code, name);
  return (signal: NodeJS.Signals) => process.kill(group, signal);
}

main()
  .catch((problem: unknown) => {
    process.stderr.write(`${problem instanceof Error ? problem.stack : problem}\n`);
    process.exitCode = 1;
  })
  .finally(undoAll)
  .finally(() => process.exit());
