import { type Asking, type Command, commands } from '../../shared/contract';
import { newId } from '../../shared/ids';
import { openHouse, type Person } from '../support/house';

/** What stands in the room that outsiders must not reach. */
interface Target {
  roomId: string;
  personId: string;
  messageId: string;
}

const signal = { type: 'renegotiate', renegotiate: true } as const;

/**
 * One row a command of the contract: a sound input that would work for someone inside with the right role.
 * A command without a row does not compile, and the first test fails.
 */
const rows: { [Name in Command]: (target: Target) => Asking<Name> } = {
  'house:look': () => ({}),
  'house:edit': () => ({ name: 'Mine', welcome: 'Mine', agreement: 'Mine', crisis: [] }),
  'people:rename': () => ({ name: 'Somebody Else' }),
  'people:at-door': () => ({ atDoor: 'hidden' }),
  'people:role': ({ roomId, personId }) => ({ roomId, personId, role: 'host' }),
  'room:enter': ({ roomId }) => ({ roomId }),
  'room:leave': ({ roomId }) => ({ roomId }),
  'room:close': ({ roomId }) => ({ roomId }),
  'room:reopen': ({ roomId }) => ({ roomId }),
  'room:at-door': ({ roomId }) => ({ roomId, atDoor: 'hidden' }),
  'room:keep': ({ roomId }) => ({ roomId, keeps: 'day' }),
  'room:step-back': ({ roomId, personId }) => ({ roomId, personId, minutes: 15 }),
  'room:welcome-back': ({ roomId, personId }) => ({ roomId, personId }),
  'presence:set': ({ roomId }) => ({ roomId, how: 'away' }),
  'presence:closing': ({ roomId }) => ({ roomId }),
  'message:send': ({ roomId }) => ({ id: newId(), roomId, body: 'let me in' }),
  'message:edit': ({ roomId, messageId }) => ({ id: messageId, roomId, body: 'mine now' }),
  'message:take-back': ({ roomId, messageId }) => ({ id: messageId, roomId }),
  'message:page': ({ roomId }) => ({ roomId }),
  'message:since': ({ roomId }) => ({ roomId, changed: 0 }),
  'voice:join': ({ roomId }) => ({ roomId, muted: true }),
  'voice:leave': ({ roomId }) => ({ roomId }),
  'voice:mute': ({ roomId }) => ({ roomId, muted: true }),
  'voice:host-mute': ({ roomId, personId }) => ({ roomId, personId }),
  'voice:signal': ({ roomId }) => ({ roomId, from: newId(), to: newId(), epoch: 0, signal }),
  'voice:ice': ({ roomId }) => ({ roomId }),
  'board:start': ({ roomId }) => ({ id: newId(), roomId, title: 'Mine' }),
  'board:rename': ({ roomId }) => ({ id: newId(), roomId, title: 'Mine' }),
  'figures:read': () => ({}),
};

/** What needs no room: anyone with a session may, and it touches only themselves (or is the door itself). */
const roomless: Command[] = [
  'house:look',
  'house:edit',
  'people:rename',
  'people:at-door',
  'people:role',
  'room:enter',
  'figures:read',
];

test('the table has a row for every command of the contract', () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(commands).sort());
});

async function scene() {
  const house = await openHouse();
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const { id } = await ada.get('message:send', { id: newId(), roomId, body: 'only for those inside' });
  return { house, ada, target: { roomId, personId: ada.id, messageId: id } };
}

const ask = <Name extends Command>(person: Person, name: Name, target: Target) =>
  person.ask(name, rows[name](target));

test('a stranger without a session gets nothing from any command but the door', async () => {
  const { house, target } = await scene();
  const stranger = await house.stranger();
  for (const name of Object.keys(commands) as Command[]) {
    const answer = await ask(stranger, name, target);
    expect([name, answer]).toEqual([
      name,
      name === 'house:look' ? expect.objectContaining({ ok: true }) : { ok: false, why: 'no-session' },
    ]);
  }
});

test.each(['peer', 'host', 'steward'] as const)(
  'a %s in another room gets nothing of this one',
  async (role) => {
    const { house, ada, target } = await scene();
    const other = role === 'steward' ? await house.steward() : await house.comeAs(role, 'Otto');
    await other.enter((await house.room('quiet')).id);
    ada.forgetHeard();
    other.forgetHeard();
    for (const name of (Object.keys(commands) as Command[]).filter((one) => !roomless.includes(one)))
      expect([name, await ask(other, name, target)]).toEqual([
        name,
        { ok: false, why: expect.stringMatching(/^not-(inside|allowed)$/) },
      ]);
    await ada.get('message:send', { id: newId(), roomId: target.roomId, body: 'still ours' });
    expect(await other.heard('message:changed')).toEqual([]);
    expect(await other.heard('presence:changed')).toEqual([]);
    expect((await ada.get('message:page', { roomId: target.roomId })).messages).toHaveLength(2);
  },
);

test('a peer’s own acts stop at what their role may', async () => {
  const { house, target } = await scene();
  const { ben } = await house.inRoom('kitchen', 'ben');
  const acts: Command[] = [
    'house:edit',
    'people:role',
    'room:close',
    'room:reopen',
    'room:at-door',
    'room:keep',
    'room:step-back',
    'room:welcome-back',
    'voice:host-mute',
    'figures:read',
  ];
  for (const name of acts)
    expect([name, await ask(ben, name, target)]).toEqual([name, { ok: false, why: 'not-allowed' }]);
});

test('unknown keys, operators and prototypes are refused by every command', async () => {
  const { house, target } = await scene();
  const host = await house.comeAs('host', 'Hana');
  await host.enter(target.roomId);
  const poison = JSON.parse('{"__proto__": {"role": "steward"}, "extra": 1}');
  for (const name of Object.keys(commands) as Command[]) {
    const input: object = rows[name](target);
    const field = Object.keys(input)[0];
    const tries: unknown[] = [null, 'text', [], { ...input, ...poison }, { ...input, extra: { $gt: '' } }];
    if (field) tries.push({ ...input, [field]: { $ne: null } }, { ...input, [field]: [] });
    for (const bad of tries)
      expect([name, bad, await host.ask(name, bad as never)]).toEqual([
        name,
        bad,
        { ok: false, why: 'bad-input' },
      ]);
  }
  expect(({} as { role?: string }).role).toBeUndefined();
});
