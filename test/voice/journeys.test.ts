import { seeded } from '../faults/random';
import { browserTest } from '../support/browser';
import { networkTest } from '../support/network';
import { hasTurn } from '../support/turn';
import { gather } from './gather';
import { glare } from './glare';
import { joinAtOnce, joinInTurn } from './joins';
import { mend } from './mends';
import { muteAgainAndAgain } from './mutes';
import { loseOneWay } from './one-way';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const alsoLacking = [hasTurn ? undefined : 'coturn'];

networkTest(
  'three people hear each other, whoever joins, moves or is lost on one way',
  async () => {
    const gathering = await gather({ size: 3, relayed: true });
    expect(await joinAtOnce(gathering, 1)).toMatchObject({ pairs: 6, heard: 6 });
    expect(await joinInTurn(gathering, 1)).toMatchObject({ pairs: 4, heard: 4 });
    const [ada] = gathering.talkers;
    if (!ada) throw new Error('nobody came');
    const took = await mend(gathering, 'address change', ada);
    const { knownMs, backMs } = await loseOneWay(gathering, 0);
    process.stderr.write(
      `heard again ${took.join(', ')} ms after moving; one way lost: told or mended after ${knownMs} ms, ` +
        `heard ${backMs} ms after it was over\n`,
    );
    expect(Math.max(...took)).toBeLessThan(15_000);
    expect(knownMs).toBeLessThan(20_000);
    expect(backMs).toBeLessThan(20_000);
  },
  { alsoLacking, timeoutMs: 180_000 },
);

networkTest(
  'whoever is muted is never heard, whatever goes wrong meanwhile',
  async () => {
    const gathering = await gather({ size: 2, relayed: true });
    await joinAtOnce(gathering, 1);
    expect(await muteAgainAndAgain(gathering, 8, seeded(seed))).toMatchObject({ cycles: 8, heard: 0 });
  },
  { alsoLacking, timeoutMs: 180_000 },
);

browserTest(
  'pairs that are begun, restarted and rebuilt from both sides at once do not get stuck',
  async () => {
    expect(await glare(seed, 16)).toEqual([]);
  },
);
