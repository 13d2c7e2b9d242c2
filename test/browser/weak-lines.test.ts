import { until } from '../support/house';
import { networkTest } from '../support/network';
import { lackingTurn } from '../support/turn';
import { gather } from '../voice/gather';
import { speakAloud } from '../voice/speech';
import { countHeard, endure, shownOf, toldTo } from '../voice/weak';

const weakForMs = 12_000;

networkTest(
  'three people go on talking while one of their lines loses 30 %, and all of them are told',
  async () => {
    const { talkers } = await gather({ size: 3, relayed: true });
    const [ada, ben, cleo] = talkers;
    if (!ada || !ben || !cleo) throw new Error('nobody came');
    const pages = talkers.map(({ page }) => page);
    await Promise.all(pages.map(speakAloud));
    await Promise.all(talkers.map(({ speak }) => speak()));
    await until(async () => (await countHeard(pages)) === 6, 'everyone hears everyone', 30_000);

    const endured = await endure(ada, [ben, cleo], { lossPercent: 30 }, weakForMs);
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    process.stderr.write(
      `30 % lost: made up ${percent(endured.concealedHere)} of what she hears, ${percent(endured.concealedThere)} of her voice\n`,
    );
    expect(endured).toMatchObject({ heard: 6, pairs: 6 });
    await until(async () => (await toldTo(ada.page)).join().includes('Your line is weak'), 'Ada is told');
    for (const { page } of [ben, cleo])
      await until(
        async () => /sound in less detail, weak line/.test((await shownOf(page, 'Ada')).join()),
        'the others are shown',
      );
  },
  { alsoLacking: [lackingTurn], timeoutMs: 120_000 },
);
