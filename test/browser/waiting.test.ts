import { sessions } from '../../server/people/people.record';
import { type Store, StoreDown } from '../../server/store/store';
import { perAddress } from '../../shared/limits';
import { browserTest, comeIn, openBrowser, openPage } from '../support/browser';
import { openHouse } from '../support/house';
import { briefly, wrongWith } from '../support/looks';

browserTest('a reload while nobody can be looked up is a page that waits, with help on it', async () => {
  let isOut = false;
  const through = (store: Store): Store => ({
    ...store,
    collection(definition) {
      const real = store.collection(definition);
      if (definition.name !== sessions.name) return real;
      return { ...real, get: (id) => (isOut ? Promise.reject(new StoreDown('gone')) : real.get(id)) };
    },
  });
  const house = await openHouse({ pages: true, through });
  const { code } = await house.room('kitchen');
  const { page } = await openPage(await openBrowser(), house.origin);
  await comeIn(page, house.origin, code, 'Ada');

  isOut = true;
  const answer = await page.reload();
  expect(answer?.status()).toBe(503);
  await page.getByRole('heading', { name: 'One moment, please' }).waitFor();
  await page.getByText('Nothing is lost').waitFor();
  await page.getByRole('link', { name: 'Try again' }).focus();
  expect(await page.getByRole('listitem').count()).toBe((await house.look()).charter.crisis.length);
  expect(await wrongWith(page, 'waiting', { briefly })).toEqual([]);

  isOut = false;
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('textbox', { name: 'Write to the room' }).waitFor();
});

test('whoever asks for too many pages is told when the next one comes, a program by code', async () => {
  const house = await openHouse({ pages: true });
  const ask = (accept: string) => fetch(house.origin, { headers: { accept, 'accept-language': 'fr' } });
  /** Asks until it is too much; on a slow machine the next page may come in between. */
  async function askTooOften(accept: string) {
    let answer = await ask(accept);
    for (let asked = 0; answer.status === 200 && asked <= perAddress.requests.burst * 2; asked++) {
      await answer.text();
      answer = await ask(accept);
    }
    expect(answer.status).toBe(429);
    return answer;
  }
  const answer = await askTooOften('text/html');
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  const html = await answer.text();
  expect(html).toContain('Un instant');
  expect(html).toContain(`réessayer dans ${seconds} seconde`);
  const refused = await askTooOften('application/json');
  expect(await refused.json()).toMatchObject({ ok: false, why: 'too-fast' });
});
