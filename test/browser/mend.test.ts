import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser';
import { openHouse, until } from '../support/house';
import { hears, listen, microphones } from '../support/listening';
import { briefly, wrongWith } from '../support/looks';
import { choosePlainSound, someone } from '../support/voice-page';

const mending = (page: Page) => page.getByRole('dialog', { name: 'Mend the sound' });
const press = (page: Page, name: string) => mending(page).getByRole('button', { name, exact: true }).click();

async function adaInVoice() {
  const house = await openHouse({ pages: true });
  const ada = await someone(house, 'Ada', 440);
  await choosePlainSound(ada.page);
  await ada.press('Speak');
  await ada.bar.getByRole('button', { name: 'Mute', exact: true }).waitFor();
  return { house, ada };
}

browserTest('four steps lead from silence to “I hear you now”, which the other person says', async () => {
  const { house, ada } = await adaInVoice();
  const ben = await someone(house, 'Ben', 660);
  await choosePlainSound(ben.page);
  await ben.press('Speak');
  await hears(ben.page, 440);
  const wrong: string[] = [];
  const look = async (state: string) => wrong.push(...(await wrongWith(ada.page, state, { briefly })));

  await ada.press('Mute');
  await ada.press('Trouble with sound?');
  const dialog = mending(ada.page);
  await dialog.getByRole('heading', { name: 'Step 1 of 4: Are you heard?' }).waitFor();
  await dialog.getByText('You are muted. Nobody hears you.').waitFor();
  await look('mend, muted');
  await press(ada.page, 'Unmute');
  await dialog.getByText('We hear you well.').waitFor();
  await press(ada.page, 'Next');

  await dialog.getByRole('heading', { name: 'Step 2 of 4: Do you hear?' }).waitFor();
  await press(ada.page, 'Play a sound');
  await press(ada.page, 'Yes');
  await press(ada.page, 'Next');

  await dialog.getByText('Ben: sound goes both ways.').waitFor();
  await dialog.getByText('kbit/s').waitFor();
  await look('mend, way');
  await press(ada.page, 'Next');

  await dialog.getByText('With you in voice: Ben.').waitFor();
  await press(ada.page, 'Ask: do you hear me?');
  await dialog.getByText('We asked. Say something now.').waitFor();
  await ben.bar.getByText('Ada asks: do you hear me?').waitFor();
  wrong.push(...(await wrongWith(ben.page, 'mend, asked', { briefly })));
  await ben.press('I hear you now');
  await ben.bar.getByText('Ada asks').waitFor({ state: 'detached' });
  await dialog.getByText('Ben: “I hear you now.”').waitFor();
  await look('mend, heard');
  await press(ada.page, 'Done');
  await dialog.waitFor({ state: 'detached' });

  // Two who mend at the same time reach each other from within what is open.
  await ada.press('Trouble with sound?');
  await ben.press('Trouble with sound?');
  for (const step of ['microphone', 'speaker', 'way']) {
    if (step === 'speaker') await press(ben.page, 'Play a sound');
    if (step === 'speaker') await press(ben.page, 'Yes');
    await press(ben.page, 'Next');
  }
  await press(ben.page, 'Ask: do you hear me?');
  await press(ada.page, 'I hear you now');
  await mending(ben.page).getByText('Ada: “I hear you now.”').waitFor();
  expect([...wrong, ...ada.complaints, ...ben.complaints]).toEqual([]);
});

browserTest('it sees what is really wrong: silence, sound held back, a pair that broke', async () => {
  const { house, ada } = await adaInVoice();
  const ben = await someone(house, 'Ben', 660);
  await choosePlainSound(ben.page);
  await ben.press('Speak');
  await hears(ada.page, 660);
  await ada.press('Trouble with sound?');
  const dialog = mending(ada.page);
  await dialog.getByText('We hear you well.').waitFor();
  // As a headset does that is switched off by its own switch.
  await ada.page.evaluate(() => {
    for (const track of window.opened.tracks) track.enabled = false;
  });
  await dialog.getByText('We hear nothing yet.').waitFor();
  await press(ada.page, 'Open the microphone anew');
  await dialog.getByText('We hear you well.').waitFor();
  await hears(ben.page, 440);
  await press(ada.page, 'Next');
  await press(ada.page, 'Play a sound');
  await until(async () => (await listen(ada.page)).some(({ hz }) => hz > 380 && hz < 535));
  await press(ada.page, 'Yes');
  await press(ada.page, 'Next');
  await dialog.getByText('Ben: sound goes both ways.').waitFor();
  // Whatever his page builds is broken again at once: no ladder mends that.
  await ben.page.evaluate(() => {
    const breaking = setInterval(() => window.opened.connections.at(-1)?.close(), 50);
    Object.assign(window, { stopBreaking: () => clearInterval(breaking) });
  });
  await dialog.getByText('Sound does not cross as it should.').waitFor();
  await ben.page.evaluate(() => (window as unknown as { stopBreaking(): void }).stopBreaking());
  await press(ada.page, 'Connect anew');
  await dialog.getByText('Ben: sound goes both ways.').waitFor({ timeout: 20_000 });
  await Promise.all([hears(ada.page, 660), hears(ben.page, 440)]);
});

browserTest(
  'whoever is alone in voice hears themselves instead, and is muted while they practise',
  async () => {
    const { ada } = await adaInVoice();
    await ada.press('Trouble with sound?');
    await press(ada.page, 'Next');
    await press(ada.page, 'Play a sound');
    await press(ada.page, 'No');
    await press(ada.page, 'Next');
    await mending(ada.page).getByText('Nobody else is in voice with sound just now.').waitFor();
    await mending(ada.page).getByText('This house has no relay.').waitFor();
    await press(ada.page, 'Next');
    await press(ada.page, 'Try my microphone');
    await mending(ada.page).getByText('We hear you well.').waitFor();
    await mending(ada.page).getByRole('button', { name: 'Record five seconds' }).waitFor();
    await press(ada.page, 'Close');

    await ada.press('More');
    await ada.bar.getByText('About voice').click();
    await ada.bar.getByRole('link', { name: 'Practice room' }).click();
    await ada.page.getByText('You are muted in your room while you practise.').waitFor();
    const live = (await microphones(ada.page)).filter(({ readyState }) => readyState === 'live');
    expect(live).toEqual([{ readyState: 'live', enabled: false }]);
    await ada.page.getByRole('link', { name: 'Back to Kitchen table' }).click();
    await ada.bar.getByRole('button', { name: 'Unmute', exact: true }).waitFor();
  },
);
