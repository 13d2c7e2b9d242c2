import type { Clock } from '../../server/clock';
import { type Command, commands } from '../../shared/contract';
import { newId } from '../../shared/ids';
import type { RefusalCode, Result } from '../../shared/result';
import { can, type Role, roles } from '../../shared/roles';
import { handClock } from '../support/clock';
import { openHouse, type Person } from '../support/house';
import { rows, type Target } from './access-table';

const names = Object.keys(rows) as Command[];

test('the table has a row for every command of the contract', () => {
  expect([...names].sort()).toEqual(Object.keys(commands).sort());
});

/** Where someone is, seen from the target's room. */
const places = [
  'in another room',
  'inside',
  'gone from it',
  'asked to step back',
  'in it when it closed',
] as const;
type Place = (typeof places)[number];

const isIn = (role: Role, place: Place) =>
  place === 'inside' || (place === 'in it when it closed' && can(role, 'enter a closed room'));

/** What the table says is answered: the refusal, or undefined. */
function refusalOf(name: Command, role: Role, place: Place): RefusalCode | undefined {
  const { who, act, lacks } = rows[name];
  if (name === 'room:enter' && place === 'asked to step back') return 'stepped-back';
  if (name === 'room:enter' && place === 'in it when it closed' && !isIn(role, place)) return 'room-closed';
  if (who === 'inside' && !isIn(role, place)) return 'not-inside';
  return act && !can(role, act) ? 'not-allowed' : lacks;
}

const isDenied = (why: RefusalCode | undefined) =>
  why !== undefined && ['not-inside', 'not-allowed', 'stepped-back', 'room-closed'].includes(why);

/** Ada said something in the kitchen; Stella, the steward, and Sam, whom things are done to, are there too. */
async function scene(clock?: Clock) {
  const house = await openHouse({ clock });
  const { roomId, ada, sam } = await house.inRoom('kitchen', 'ada', 'sam');
  const stella = await house.steward();
  await stella.enter(roomId);
  const { id: messageId } = await ada.get('message:send', { id: newId(), roomId, body: 'only for us' });
  return { house, ada, stella, target: { roomId, personId: sam.id, messageId } };
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function put(actor: Person, place: Place, { house, stella, target: { roomId } }: Scene) {
  if (place === 'in another room') return actor.enter((await house.room('quiet')).id);
  await actor.enter(roomId);
  if (place === 'gone from it') await actor.get('room:leave', { roomId });
  if (place === 'asked to step back')
    await stella.get('room:step-back', { roomId, personId: actor.id, minutes: 15 });
  if (place === 'in it when it closed') await stella.get('room:close', { roomId });
}

/** What the actor asked before may have moved them, or the room. */
async function putBack(actor: Person, role: Role, place: Place, { stella, target: { roomId } }: Scene) {
  if (!isIn(role, place)) return actor.get('room:leave', { roomId });
  if (place === 'inside') await stella.get('room:reopen', { roomId });
  if (place === 'in it when it closed') await stella.get('room:close', { roomId });
  await actor.enter(roomId);
}

const ask = <Name extends Command>(person: Person, name: Name, target: Target): Promise<Result<unknown>> =>
  person.ask(name, rows[name].asks(target));

const cells = roles.flatMap((role) =>
  places
    // Nobody can ask a steward to step back.
    .filter((place) => role !== 'steward' || place !== 'asked to step back')
    .map((place) => [role, place] as const),
);

test.each(cells)('what a %s %s may ask, and who notices', async (role, place) => {
  const clock = handClock();
  const set = await scene(clock);
  const { house, ada, target } = set;
  const outsiders = {
    stranger: await house.stranger(),
    elsewhere: await house.come('Elsa'),
    gone: await house.come('Gwen'),
  };
  await outsiders.elsewhere.enter((await house.room('story')).id);
  await outsiders.gone.enter(target.roomId);
  await outsiders.gone.get('room:leave', { roomId: target.roomId });
  // A second steward comes by the table itself: the first gives the role.
  const actor = await house.comeAs(role, 'Otto');
  await put(actor, place, set);

  for (const name of names) {
    await clock.advance(2_000); // for what is limited
    await putBack(actor, role, place, set);
    for (const person of [ada, ...Object.values(outsiders)]) {
      await person.heard('house:changed');
      person.forgetHeard();
    }
    const expected = refusalOf(name, role, place);
    const answer = await ask(actor, name, target);
    expect([name, answer]).toEqual([
      name,
      expect.objectContaining(expected === undefined ? { ok: true } : { ok: false, why: expected }),
    ]);
    // What is refused is noticed by nobody, and what is done by nobody who is not inside.
    if (isDenied(expected)) expect([name, await everythingHeard(ada)]).toEqual([name, []]);
    for (const [who, person] of Object.entries(outsiders))
      expect([name, who, await everythingHeard(person)]).toEqual([name, who, []]);
  }
});

/** All but what the house says of itself to everyone. */
async function everythingHeard(person: Person): Promise<string[]> {
  return (await person.heardAll()).map(({ fact }) => fact).filter((fact) => !fact.startsWith('house:'));
}

test('a stranger without a session gets nothing from any command but the door', async () => {
  const { house, target } = await scene();
  const stranger = await house.stranger();
  for (const name of names)
    expect([name, await ask(stranger, name, target)]).toEqual([
      name,
      rows[name].who === 'anyone' ? expect.objectContaining({ ok: true }) : { ok: false, why: 'no-session' },
    ]);
});

test('unknown keys, operators and prototypes are refused by every command', async () => {
  const clock = handClock();
  const { house, target } = await scene(clock);
  const host = await house.comeAs('host', 'Hana');
  await host.enter(target.roomId);
  let deep: unknown = 'x';
  for (let level = 0; level < 2_000; level++) deep = level % 2 ? [deep] : { $or: deep };
  const poison = JSON.parse('{"__proto__": {"role": "steward"}, "extra": 1}');
  for (const name of names) {
    const input: object = rows[name].asks(target);
    const field = Object.keys(input)[0];
    const tries: unknown[] = [null, 'text', [], { ...input, ...poison }, { ...input, extra: { $gt: '' } }];
    tries.push({ ...input, constructor: { prototype: { role: 'steward' } } }, { ...input, extra: deep });
    if (field)
      for (const value of [
        { $ne: null },
        { $gt: '' },
        { $where: '1' },
        [],
        ['x'],
        deep,
        '\ud800',
        null,
        Number.POSITIVE_INFINITY,
      ])
        tries.push({ ...input, [field]: value });
    for (const bad of tries) {
      await clock.advance(10_000); // for what is limited
      const answer = await host.ask(name, bad as never);
      expect([name, field, answer]).toEqual([name, field, { ok: false, why: 'bad-input' }]);
    }
  }
  expect(({} as { role?: string }).role).toBeUndefined();
});
