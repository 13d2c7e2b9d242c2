import { newId } from '../../shared/ids';
import { comeIn } from '../support/browser';
import { undoAll } from '../support/clean-up';
import { openHidingPage } from '../support/hidden-page';
import { openHouse, until } from '../support/house';
import { hears, listen, watchOpened } from '../support/listening';
import { choosePlainSound, someone } from '../support/voice-page';

const adaHz = 440;
const benHz = 660;
const listenEachMs = 5_000;

/**
 * Two pages are hidden behind another tab for so many minutes: that of Ada, who talks, and that of Cleo, who only
 * reads. What those who stay saw of it, and how often the hidden pages' own timers ran:
 * `node test/support/run.mjs test/voice/hidden.ts 15`.
 */
async function hide(minutes: number) {
  const house = await openHouse({ pages: true });
  const { id: roomId, code } = await house.room('kitchen');
  const ben = await someone(house, 'Ben', benHz);
  const dan = await house.come('Dan');
  await dan.enter(roomId);
  const ada = await hidingPerson(house.origin, code, 'Ada', adaHz);
  const cleo = await hidingPerson(house.origin, code, 'Cleo');
  for (const { page } of [ada, ben]) {
    await choosePlainSound(page);
    await page.getByRole('button', { name: 'Speak', exact: true }).click();
  }
  await Promise.all([hears(ada.page, benHz), hears(ben.page, adaHz)]);

  for (const { hide } of [ada, cleo]) await hide();
  dan.forgetHeard();
  const end = Date.now() + minutes * 60_000;
  let listened = 0;
  let heard = 0;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, listenEachMs));
    listened += 1;
    const [fromAda] = await listen(ben.page);
    if (fromAda && !fromAda.muted && fromAda.db > -45 && Math.abs(fromAda.hz - adaHz) < 12) heard += 1;
  }
  const facts = await dan.heardAll();
  process.stdout.write(
    `hidden for ${minutes} min: Ada was heard ${heard} of ${listened} times; told of presence and voice: ` +
      `${facts.filter(({ fact }) => /^(presence|voice):/.test(fact)).length} changes\n`,
  );
  for (const [name, { page }] of Object.entries({ Ada: ada, Cleo: cleo })) {
    const { state, ticks, lines, pairs } = await page.evaluate(() => ({
      state: document.visibilityState,
      ticks: (window as unknown as { ticks: number }).ticks,
      lines: window.opened.sockets.length,
      pairs: window.opened.connections.length,
    }));
    process.stdout.write(
      `${name}'s page was ${state}; a timer of half a second ran ${ticks} times; new lines ${lines}, new pairs ${pairs}\n`,
    );
  }
  for (const { show } of [ada, cleo]) await show();
  const shownAt = Date.now();
  await hears(ada.page, benHz);
  await dan.get('message:send', { id: newId(), roomId, body: 'Is Cleo with us?' });
  await until(() => cleo.page.getByText('Is Cleo with us?', { exact: true }).isVisible());
  process.stdout.write(`shown again, Ada heard Ben and Cleo read Dan after ${Date.now() - shownAt} ms\n`);
}

async function hidingPerson(origin: string, code: string, name: string, toneHz?: number) {
  const hiding = await openHidingPage(toneHz);
  await watchOpened(hiding.page);
  await hiding.page.addInitScript(() => {
    const counted = window as unknown as { ticks: number };
    counted.ticks = 0;
    document.addEventListener('visibilitychange', () => {
      counted.ticks = 0;
      window.opened.sockets.length = window.opened.connections.length = 0;
    });
    setInterval(() => {
      counted.ticks += 1;
    }, 500);
    if (location.protocol === 'http:') localStorage.setItem('voice.checked', 'yes');
  });
  await comeIn(hiding.page, origin, code, name);
  return hiding;
}

hide(Number(process.argv[2] ?? 15)).finally(undoAll);
