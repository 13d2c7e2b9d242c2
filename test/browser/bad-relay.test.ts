import { adaHz, benHz, needsOfApart, peopleApart } from '../support/apart';
import { paper } from '../support/board-screen';
import { hears } from '../support/listening';
import { networkTest } from '../support/network';
import { openTurn } from '../support/turn';

type Person = Awaited<ReturnType<typeof peopleApart>>['ada'];

/** Until people are told why nobody hears them (W13). */
const toldWithinMs = 10_000;
const unreachable = /^The relay of this house does not answer from here/;
const refused = /^The relay does not take this house’s credentials/;

networkTest(
  'whoever gets nothing from the relay is told why, writes meanwhile, and can try again',
  async () => {
    const { hosts, turn, ada, ben } = await peopleApart({ relay: {} });
    if (!turn) throw new Error('there is a relay');
    const { secret } = turn;
    const unblock = hosts.ada.drop(['-p', 'udp']);
    turn.secret = 'not the secret of the relay';
    const [blocked, wrong] = await Promise.all([
      toldAfter(ada, 'Speak', unreachable),
      toldAfter(ben, 'Speak', refused),
    ]);
    await writes(ada, ben, 'nobody hears me');
    unblock();

    Object.assign(turn, { secret, ttlSeconds: -60 });
    const expired = await toldAfter(ben, 'Try again', refused);
    await turn.stop();
    const down = await toldAfter(ben, 'Try again', unreachable);
    await ben.press('Take part by text');
    await writes(ben, ada, 'nor me');
    await writesBoard(ben);
    process.stderr.write(
      `Told why: UDP blocked ${blocked} ms, wrong secret ${wrong} ms, expired ${expired} ms, relay down ${down} ms\n`,
    );

    Object.assign(turn, await openTurn({ on: hosts.relay }));
    await Promise.all([ada.press('Try again'), ben.press('Speak')]);
    await Promise.all([hears(ada.page, benHz), hears(ben.page, adaHz)]);
    expect(await ada.bar.getByText(unreachable).count()).toBe(0);
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  },
  { ...needsOfApart, timeoutMs: 150_000 },
);

/** How many milliseconds after they pressed that button they read why. */
async function toldAfter({ bar, press }: Person, button: string, why: RegExp): Promise<number> {
  await press(button);
  const began = Date.now();
  // What was said of the last try goes first.
  if (button !== 'Speak') await bar.getByText(/^The relay/).waitFor({ state: 'detached' });
  await bar.getByText(why).waitFor({ timeout: toldWithinMs });
  return Date.now() - began;
}

async function writesBoard({ page }: Person) {
  await page.getByRole('button', { name: /^Boards/ }).click();
  await page.getByLabel('Title of a new board').fill('Until it is mended');
  await page.getByRole('button', { name: 'Start a board' }).click();
  await paper(page).fill('we write here');
  await page.getByText('saved', { exact: true }).waitFor();
}

async function writes(writer: Person, reader: Person, words: string) {
  await writer.page.getByRole('textbox', { name: /write to the room/i }).fill(words);
  await writer.page.keyboard.press('Enter');
  await reader.page.getByRole('log').getByText(words).waitFor();
}
