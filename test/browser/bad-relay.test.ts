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
    turn.secret = 'not the secret of the relay';
    await ben.press('Speak');
    await ada.bar.getByText('Nobody is in voice.').waitFor({ state: 'detached' });
    Object.assign(turn, { secret, ttlSeconds: -60 });
    await ada.press('Speak');
    const [wrong, expired] = await Promise.all([toldAfter(ben, refused), toldAfter(ada, refused)]);
    await writes(ada, ben, 'nobody hears me');

    const unblock = hosts.ada.drop(['-p', 'udp']);
    await turn.stop();
    await Promise.all([again(ada), again(ben)]);
    const [blocked, down] = await Promise.all([toldAfter(ada, unreachable), toldAfter(ben, unreachable)]);
    await ben.press('Take part by text');
    await writes(ben, ada, 'nor me');
    await writesBoard(ben);
    process.stderr.write(
      `Told why: wrong secret ${wrong} ms, expired ${expired} ms, UDP blocked ${blocked} ms, relay down ${down} ms\n`,
    );

    Object.assign(turn, await openTurn({ on: hosts.relay }));
    unblock();
    await Promise.all([ada.press('Try again'), ben.press('Speak')]);
    await Promise.all([hears(ada.page, benHz), hears(ben.page, adaHz)]);
    expect(await ada.bar.getByText(unreachable).count()).toBe(0);
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  },
  { ...needsOfApart, timeoutMs: 150_000 },
);

/** Once what was said of the last try is gone. */
async function again({ bar, press }: Person) {
  await press('Try again');
  await bar.getByText(/^The relay/).waitFor({ state: 'detached' });
}

/** How many milliseconds it takes until they read why. */
async function toldAfter({ bar }: Person, why: RegExp): Promise<number> {
  const began = Date.now();
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
