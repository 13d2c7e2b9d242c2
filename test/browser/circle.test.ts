import { browserTest } from '../support/browser';
import { withDevices } from '../support/devices';
import { type OpenHouse, openHouse, until } from '../support/house';
import { focused, tabTo } from '../support/keyboard';
import { hears } from '../support/listening';
import { briefly, wrongWith } from '../support/looks';

const adaHz = 440;
const benHz = 704;

async function adaAndBen() {
  const house = await openHouse({ pages: true });
  const ada = await withDevices(house, 'Ada', { Headset: adaHz });
  const ben = await withDevices(house, 'Ben', { Headset: benHz });
  for (const { press } of [ada, ben]) await press('Speak');
  await Promise.all([hears(ada.page, benHz), hears(ben.page, adaHz)]);
  return { house, ada, ben };
}

/** Someone in voice whose program carries no sound: a line to them stays broken. */
async function silentOne(house: OpenHouse, name: string) {
  const { id: roomId } = await house.room('kitchen');
  const person = await house.come(name);
  await person.enter(roomId);
  await person.get('voice:join', { roomId, muted: true });
  return { person, roomId };
}

type Talking = Awaited<ReturnType<typeof withDevices>>;
/** What a screen reader was just told, without being asked. */
const announced = ({ page }: Talking, text: string) =>
  page.locator('.heard').getByText(text).waitFor({ state: 'attached' });

browserTest('the talking piece goes around, and each one knows why they can or cannot unmute', async () => {
  const { ada, ben } = await adaAndBen();
  await ada.press('More');
  await ada.press('Bring in the talking piece');
  await announced(ada, 'You have the talking piece.');
  await announced(ben, 'Ada has the talking piece. You can unmute when it is passed to you.');
  await ben.bar.getByText('Ada has the talking piece. You can unmute when it is passed to you.').waitFor();
  await ben.page
    .getByRole('listitem')
    .filter({ hasText: 'Ada' })
    .getByText('has the talking piece')
    .waitFor();
  await ben.page.keyboard.press('Alt+KeyM');
  await ben.bar.getByText('Your turn comes when it is passed to you.').waitFor();
  await ben.bar.getByRole('button', { name: 'Unmute' }).waitFor();
  const wrong = await wrongWith(ben.page, 'voice, piece elsewhere', { briefly });

  await ada.page.getByLabel('Pass it to').selectOption('Ben');
  await ada.page.locator('.voice-piece').getByRole('button', { name: 'Pass it on' }).click();
  await announced(ben, 'You have the talking piece. Unmute when you are ready.');
  await ben.bar.getByText('You have the talking piece. Unmute when you are ready.').waitFor();
  await ada.bar.getByText('You are muted.').waitFor();
  await ben.press('Unmute');
  await hears(ada.page, benHz);

  await ben.bar.getByRole('button', { name: 'Pass it on' }).click();
  await until(async () => (await focused(ben.page)) === 'combobox "Pass it to"');
  await ben.press('Put it away');
  await announced(ada, 'Everyone may unmute.');
  await ada.press('Unmute');
  await hears(ben.page, adaHz);
  expect([...wrong, ...ada.complaints, ...ben.complaints]).toEqual([]);
});

browserTest('by keyboard alone: hands in their order, one person softer, and the way out again', async () => {
  const { house, ada, ben } = await adaAndBen();
  const { page } = ada;
  const { keyboard } = page;
  const { person: cleo, roomId } = await silentOne(house, 'Cleo');
  await cleo.get('voice:hand', { roomId, raised: true });
  await announced(ben, 'Cleo raised a hand.');
  await page.getByRole('textbox', { name: 'Write to the room' }).focus();
  await keyboard.type('half ');
  await keyboard.press('Alt+KeyH');
  await announced(ada, 'Your hand is up, number 2.');
  await announced(ben, 'Ada raised a hand.');
  await ben.bar.getByText('Hands up: 1. Cleo, 2. Ada').waitFor();

  await tabTo(page, 'button "More"');
  await keyboard.press('Enter');
  await page.locator('summary', { hasText: 'Ben' }).focus();
  await keyboard.press('Enter');
  await tabTo(page, 'slider "How loud Ben is for you"');
  for (let step = 0; step < 6; step++) await keyboard.press('ArrowLeft');
  const played = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('audio')].map(({ volume, muted }) => ({ volume, muted })),
    );
  expect(await played()).toContainEqual({ volume: 0.7, muted: false });
  expect(await page.locator(':focus').getAttribute('aria-valuetext')).toBe('70 %');
  await tabTo(page, 'checkbox "Silence Ben for me alone"');
  await keyboard.press('Space');
  // Phones take no notice of how loud something is; silent it is there too.
  expect(await played()).toContainEqual({ volume: 0, muted: true });
  await keyboard.press('Space');
  await hears(page, benHz);

  await page.locator('details[open] summary', { hasText: 'Numbers' }).focus();
  await keyboard.press('Enter');
  await page.locator('details[open]').getByText('Straight from browser to browser').first().waitFor();
  await ada.bar.locator('.voice-lines').getByText('Cleo cannot hear each other right now').waitFor();
  await announced(ada, 'You and Cleo cannot hear each other right now. It is being mended.');
  const wrong = await wrongWith(page, 'voice, more', { briefly });

  // Every stop of the sheet is in sight, and after the last one comes the rest of the page.
  await tabTo(page, 'button "Close"');
  await keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('.voice-more'))).toBe(null);
  await tabTo(page, 'button "Close"', 'Shift+Tab');
  await keyboard.press('Escape');
  expect(await focused(page)).toBe('button "More"');
  expect(wrong).toEqual([]);
});

browserTest(
  'in a full circle one takes part by text, is told why, and speaks once there is a place',
  async () => {
    const house = await openHouse({ pages: true, settings: { voice: { places: 2, stun: [] } } });
    const cleo = await silentOne(house, 'Cleo');
    const ben = await withDevices(house, 'Ben', { Headset: benHz });
    await ben.press('Speak');
    await ben.bar.getByRole('button', { name: 'Mute', exact: true }).waitFor();
    const ada = await withDevices(house, 'Ada', { Headset: adaHz });
    await ada.press('Speak');
    await ada.bar.getByText('Up to 2 people can talk at once here, because each speaks to each').waitFor();
    await ben.page.getByRole('listitem').filter({ hasText: 'Ada' }).getByText('in voice by text').waitFor();
    const wrong = await wrongWith(ada.page, 'voice, full', { briefly });
    await ada.press('Turn on live typing');
    await ada.page.getByRole('textbox', { name: 'Write to the room' }).fill('I am with you');
    await ben.page.getByText('I am with you').first().waitFor();

    await cleo.person.get('voice:leave', { roomId: cleo.roomId });
    await ada.bar.getByText('There is a place now.').waitFor();
    await announced(ada, 'There is a place now.');
    await ada.press('Speak');
    await Promise.all([hears(ben.page, adaHz), hears(ada.page, benHz)]);
    expect([...wrong, ...ada.complaints]).toEqual([]);
  },
);
