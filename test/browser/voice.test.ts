import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser';
import { openHouse, until } from '../support/house';
import { hears, hearsSilence, listen, microphones } from '../support/listening';
import { choosePlainSound, someone } from '../support/voice-page';

const adaHz = 440;
const benHz = 660;
const cleoHz = 880;

async function twoTalking() {
  const house = await openHouse({ pages: true });
  const ada = await someone(house, 'Ada', adaHz);
  const ben = await someone(house, 'Ben', benHz);
  for (const { page, press } of [ada, ben]) {
    await choosePlainSound(page);
    await press('Speak');
  }
  await Promise.all([hears(ada.page, benHz), hears(ben.page, adaHz)]);
  return { house, ada, ben };
}

browserTest('two people hear each other, and see who speaks', async () => {
  const { ada, ben } = await twoTalking();
  const [fromBen] = await listen(ada.page);
  const [fromAda] = await listen(ben.page);
  process.stderr.write(
    `Ada hears ${fromBen?.hz} Hz at ${fromBen?.db} dB; Ben hears ${fromAda?.hz} Hz at ${fromAda?.db} dB\n`,
  );
  await ada.bar.getByText('Ben').filter({ hasText: 'speaking' }).waitFor();
  await ben.page.getByRole('listitem').filter({ hasText: 'Ada' }).filter({ hasText: 'speaking' }).waitFor();
  expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  expect([...ada.elsewhere, ...ben.elsewhere]).toEqual([]);
});

browserTest('three people hear each other, all six ways', async () => {
  const { house, ada, ben } = await twoTalking();
  const cleo = await someone(house, 'Cleo', cleoHz);
  await choosePlainSound(cleo.page);
  await cleo.press('Speak');
  await Promise.all([
    hears(ada.page, benHz, cleoHz),
    hears(ben.page, adaHz, cleoHz),
    hears(cleo.page, adaHz, benHz),
  ]);
});

browserTest('someone muted is silence, by button and by a key that works while writing', async () => {
  const { ada, ben } = await twoTalking();
  await ada.press('Mute');
  const [left] = await hearsSilence(ben.page);
  process.stderr.write(`Muted, Ada is ${left?.db} dB\n`);
  await ada.page.getByRole('textbox', { name: /write to the room/i }).fill('half a sentence');
  await ada.page.keyboard.press('Alt+KeyM');
  await hears(ben.page, adaHz);
  await ada.page.keyboard.press('Alt+KeyM');
  await hearsSilence(ben.page);
  expect(await ada.page.getByRole('textbox', { name: /write to the room/i }).inputValue()).toBe(
    'half a sentence',
  );
});

browserTest('a host’s mute bites even on a page that goes on sending', async () => {
  const { house, ada, ben } = await twoTalking();
  const hana = await house.comeAs('host', 'Hana');
  const { id: roomId } = await house.room('kitchen');
  const { here } = await hana.enter(roomId);
  await ada.page.evaluate(() => {
    for (const track of window.opened.tracks)
      Object.defineProperty(track, 'enabled', { get: () => true, set: () => undefined });
  });
  const adaId = here.find(({ person }) => person.name === 'Ada')?.person.id ?? '';
  await hana.get('voice:host-mute', { roomId, personId: adaId });
  await ada.bar.getByText('Hana muted you').waitFor();
  // Her tone still arrives, and is not played.
  await until(async () => (await listen(ben.page)).every(({ muted }) => muted));
  const [arriving] = await listen(ben.page);
  expect(arriving).toMatchObject({ muted: true });
  expect(arriving?.db).toBeGreaterThan(-45);
});

browserTest('leaving voice and exiting fast let the microphone go within a second', async () => {
  const { ada, ben } = await twoTalking();
  for (let press = 0; press < 3; press++) await ben.page.keyboard.press('Shift');
  await until(async () => (await ada.page.locator('audio').count()) === 0, 'Ben is gone', 1_000);
  await until(() => !ben.page.url().includes('/r/'), 'the room is off the screen', 1_000);

  expect(await microphones(ada.page)).toEqual([{ readyState: 'live', enabled: true }]);
  await ada.press('Leave voice');
  await until(async () => (await microphones(ada.page))[0]?.readyState === 'ended', 'released', 1_000);
  expect(await ada.page.evaluate(() => document.activeElement?.textContent)).toBe('Speak');
});

browserTest(
  'a pair that breaks is connected again by itself, and so is everyone when the line was lost',
  async () => {
    const { ada, ben } = await twoTalking();
    const connected = (page: Page) => page.evaluate(() => window.opened.connections.length);
    const before = await connected(ada.page);
    await ada.page.evaluate(() => window.opened.connections.at(-1)?.close());
    const brokenAt = Date.now();
    await until(async () => (await connected(ada.page)) > before);
    await Promise.all([hears(ada.page, benHz), hears(ben.page, adaHz)]);
    process.stderr.write(`A broken pair healed in ${Date.now() - brokenAt} ms\n`);

    await ben.press('Mute');
    await hearsSilence(ada.page);
    const connections = await connected(ben.page);
    const sockets = () => ben.page.evaluate(() => window.opened.sockets.length);
    const lines = await sockets();
    await ben.page.evaluate(() => window.opened.sockets.at(-1)?.close());
    const lostAt = Date.now();
    await until(async () => (await sockets()) > lines);
    await hears(ben.page, adaHz);
    expect(await connected(ben.page)).toBe(connections);
    process.stderr.write(`After a lost line voice was back in ${Date.now() - lostAt} ms\n`);
    await ben.bar.getByRole('button', { name: 'Unmute' }).waitFor();
    await hearsSilence(ada.page);
    await ben.press('Unmute');
    await hears(ada.page, benHz);
  },
);

browserTest('without a microphone one is told so, and can still listen', async () => {
  const house = await openHouse({ pages: true });
  const ada = await someone(house, 'Ada', adaHz);
  await choosePlainSound(ada.page);
  await ada.press('Speak');
  const cleo = await someone(house, 'Cleo');
  await cleo.press('Speak');
  await cleo.bar.getByText(/microphone/).waitFor();
  await cleo.press('Just listen');
  await hears(cleo.page, adaHz);
  await cleo.bar.getByRole('button', { name: 'Unmute' }).waitFor();
  await hearsSilence(ada.page);
});
