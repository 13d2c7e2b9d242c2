import { newId } from '../../shared/ids';
import { knock, refusalOf, startBoard } from '../support/board-page';
import { undoAll } from '../support/clean-up';
import { handClock } from '../support/clock';
import { dice } from '../support/dice';
import { openHouse, post } from '../support/house';

const tries = Number(process.argv[2] ?? 200);

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
    // So that no limit is met.
    between: () => clock.advance(10_000),
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

/** `node test/support/run.mjs test/load/guesses.ts 1000`: what an answer's time tells whoever guesses. */
async function main() {
  const { guesses, between } = await openScene();
  for (const [what, asked] of Object.entries(guesses)) {
    const found = await middles(asked, between);
    const all = found.map(({ ms }) => ms);
    const apart = Math.round((Math.max(...all) - Math.min(...all)) * 100) / 100;
    process.stdout.write(`${what}: ${apart} ms apart (at most 5)\n`);
    for (const { name, ms } of found) process.stdout.write(`  ${ms} ms  ${name}\n`);
  }
}

main().finally(undoAll);
