import { temporaryFolder } from '../support/house';
import { launchHouse, startHouse } from '../support/process';
import { type Crowd, gatherCrowd, tally } from './crowd';
import { pause, type Random, seeded } from './random';

const kills = 50;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test(`nothing that was acknowledged is lost or doubled by ${kills} kills`, async () => {
  const random = seeded(seed);
  const dataFolder = await temporaryFolder();
  const house = await startHouse({ dataFolder });
  const crowd = await gatherCrowd(house, ['ada', 'bob', 'cyn', 'dan'], random);
  await house.kill('SIGKILL');
  const began = Date.now();

  for (let kill = 1; kill < kills; kill++) {
    if (random.oneIn(8)) await killWhileStarting(dataFolder, random);
    else await killWhileBusy(dataFolder, crowd, random);
  }

  const faults = await crowd.reckon(await startHouse({ dataFolder }));
  const { acknowledged, saved, reads } = tally(crowd.history);
  const wrong = (...kinds: string[]) => faults.filter(({ kind }) => kinds.includes(kind)).length;
  process.stderr.write(
    `seed ${seed}: ${kills} kills in ${Math.round((Date.now() - began) / 1000)} s; ${reads} reads judged\n` +
      `messages and changes acknowledged ${acknowledged} (${crowd.askedAgain()} asked again after a lost answer), ` +
      `lost ${wrong('lost', 'changed')}, doubled ${wrong('doubled')}\n` +
      `board words saved ${saved}, lost ${wrong('lost word')}, doubled ${wrong('doubled word')}\n`,
  );
  expect(faults).toEqual([]);
  expect(acknowledged).toBeGreaterThan(kills * 4);
  expect(saved).toBeGreaterThan(kills * 4);
}, 240_000);

async function killWhileBusy(dataFolder: string, crowd: Crowd, random: Random) {
  const house = await startHouse({ dataFolder });
  await crowd.witness(house);
  let isOver = false;
  const busy = crowd.live(house, () => isOver);
  await pause(random.between(0, 900));
  isOver = true;
  await Promise.all([house.kill('SIGKILL'), busy]);
}

async function killWhileStarting(dataFolder: string, random: Random) {
  const house = launchHouse({ dataFolder });
  await pause(random.between(0, 500));
  await house.kill('SIGKILL');
}
