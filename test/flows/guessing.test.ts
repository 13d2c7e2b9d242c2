import { newId } from '../../shared/ids';
import { knock, refusalOf, startBoard } from '../support/board-page';
import { handClock } from '../support/clock';
import { dice } from '../support/dice';
import { openHouse, post } from '../support/house';

/** A look, unless more are wanted: `GUESSES=1000 npx jest guessing` prints what it found. */
const tries = Number(process.env.GUESSES ?? 25);

/** The middle of how long each took, in milliseconds; asked in turns without an order, so that slow moments meet all alike. */
async function middles(asked: Record<string, () => Promise<unknown>>, between: () => Promise<unknown>) {
  const took: Record<string, number[]> = {};
  const roll = dice(1);
  for (let n = 0; n < tries; n++)
    for (const [name, ask] of Object.entries(asked).sort(() => roll(3) - 1)) {
      await between();
      const began = performance.now();
      await ask();
      took[name] = [...(took[name] ?? []), performance.now() - began];
    }
  return Object.entries(took).map(([name, all]) => {
    const ms = all.sort((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
    return { name, ms: Math.round(ms * 100) / 100 };
  });
}

async function openScene() {
  const clock = handClock();
  const house = await openHouse({ clock });
  const hana = await house.comeAs('host', 'Hana');
  const { id: roomId } = await house.room('kitchen');
  await hana.enter(roomId);
  const board = await startBoard(hana, roomId);
  await hana.get('room:close', { roomId });
  const elsa = await house.come('Elsa');
  const stranger = await house.stranger();
  const known = (cookie?: string) =>
    fetch(`${house.origin}/session`, { headers: cookie ? { cookie } : {} }).then((answer) => answer.text());
  const claim = (token: string) =>
    post(house.origin, '/steward', { name: 'Eve', agreement: 1, token }).then((answer) => answer.text());
  const { cookie, token = '' } = elsa.session;
  const open = (id: string) =>
    refusalOf(
      knock(house, `/boards/${id}`, { origin: house.origin, cookie, protocols: ['porchlight', token] }),
    );
  return {
    // So that many meet no limit.
    between: async () => (tries > 25 ? clock.advance(10_000) : undefined),
    guesses: {
      'a session': {
        'no cookie': () => known(),
        'not a secret': () => known('porchlight=x'),
        'an unknown secret': () => known(`porchlight=${'a'.repeat(43)}`),
      },
      'the steward’s link': {
        'one that is used': () => claim(house.stewardLink?.split('#')[1] ?? ''),
        'one that never was': () => claim('a'.repeat(43)),
        'hardly one': () => claim(''),
      },
      'a room, for a stranger': {
        'one that is closed': () => stranger.ask('room:enter', { roomId }),
        'one that is not there': () => stranger.ask('room:enter', { roomId: newId() }),
      },
      'a board, for someone elsewhere': {
        'one of a room they are not in': () => open(board.id),
        'one that is not there': () => open(newId()),
      },
    },
  };
}

test('how long an answer takes tells nothing of what is there: within 5 ms in the middle', async () => {
  const { guesses, between } = await openScene();
  for (const [what, asked] of Object.entries(guesses)) {
    const found = await middles(asked, between);
    const all = found.map(({ ms }) => ms);
    expect([what, found, Math.max(...all) - Math.min(...all) < 5]).toEqual([what, found, true]);
    if (process.env.GUESSES) process.stderr.write(`${what}: ${JSON.stringify(found)}\n`);
  }
}, 120_000);
