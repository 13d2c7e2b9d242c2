import type { Ice } from '../../shared/voice';
import { createWays } from './ways';

const waysNumber = (number: number): Ice => ({
  iceServers: [{ urls: ['turn:relay.test'], username: `${number}`, credential: '' }],
  relayOnly: true,
});
const numberOf = ({ iceServers }: Ice) => Number(iceServers[0]?.username);

function counting() {
  let asked = 0;
  return createWays(waysNumber(0), async () => waysNumber(++asked));
}

async function used(ways: ReturnType<typeof createWays>, times: number) {
  const numbers: number[] = [];
  for (let time = 0; time < times; time++) numbers.push(numberOf(await ways.fresh()));
  return numbers;
}

test('no credential is used for more connections than a relay has addresses for', async () => {
  expect(await used(counting(), 11)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2]);
});

test('those that led nowhere are not used again, and those that come unasked are', async () => {
  const ways = counting();
  ways.spoil();
  expect(await used(ways, 1)).toEqual([1]);
  ways.take(waysNumber(7));
  expect(await used(ways, 2)).toEqual([7, 7]);
});

test('old ones are better than none', async () => {
  const ways = createWays(waysNumber(0), async () => undefined);
  ways.spoil();
  expect(await used(ways, 2)).toEqual([0, 0]);
});
