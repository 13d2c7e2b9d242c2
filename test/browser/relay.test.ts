import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser';
import { openHouse } from '../support/house';
import { hears } from '../support/listening';
import { hasTurn, openTurn } from '../support/turn';
import { choosePlainSound, someone } from '../support/voice-page';

const name = 'with a relay, voice goes through it alone and no signal shows where anybody is';

if (!hasTurn) {
  process.stderr.write(`NOT CHECKED, no coturn here: ${name}\n`);
  test.todo(`${name} (not checked: no coturn here)`);
} else
  browserTest(name, async () => {
    const house = await openHouse({ pages: true, settings: { voice: { turn: await openTurn(), stun: [] } } });
    const ada = await someone(house, 'Ada', 440);
    const ben = await someone(house, 'Ben', 660);
    for (const { page, press } of [ada, ben]) {
      await choosePlainSound(page);
      await press('Speak');
    }
    const [[fromBen], [fromAda]] = await Promise.all([hears(ada.page, 660), hears(ben.page, 440)]);
    process.stderr.write(
      `Through the relay Ada hears ${fromBen?.hz} Hz at ${fromBen?.db} dB, Ben ${fromAda?.hz} Hz at ${fromAda?.db} dB\n`,
    );

    for (const { page, signals } of [ada, ben]) {
      const kinds = signals.flatMap((signal) => [...signal.matchAll(/ typ (\w+)/g)].map(([, kind]) => kind));
      expect(new Set(kinds)).toEqual(new Set(['relay']));
      expect(signals.join()).not.toMatch(/raddr (?!0\.0\.0\.0)/);
      expect(signals.join()).not.toMatch(/c=IN IP[46] (?!0\.0\.0\.0)/);
      expect(await waysOf(page)).toEqual([['relay', 'relay']]);
    }
    await ada.page.getByText('About voice').click();
    await ada.page.getByText('do not see each other’s network address').waitFor();
  });

/** Of each connection, the kinds of the two ends that the sound really takes. */
const waysOf = (page: Page) =>
  page.evaluate(() =>
    Promise.all(
      window.opened.connections.map(async (connection) => {
        const stats = new Map(await connection.getStats());
        const [transport] = [...stats.values()].filter(({ type }) => type === 'transport');
        const pair = stats.get(transport.selectedCandidatePairId);
        return [
          stats.get(pair.localCandidateId).candidateType,
          stats.get(pair.remoteCandidateId).candidateType,
        ];
      }),
    ),
  );
