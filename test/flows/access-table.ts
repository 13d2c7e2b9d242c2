import type { Asking, Command } from '../../shared/contract';
import { newId } from '../../shared/ids';
import type { RefusalCode } from '../../shared/result';
import type { Act } from '../../shared/roles';

/** What stands in the room that outsiders must not reach. */
export interface Target {
  roomId: string;
  personId: string;
  messageId: string;
}

/** Who may ask: whoever stands at the door, whoever has come in to the house, or only people inside the room. */
type Who = 'anyone' | 'known' | 'inside';

interface Row<Name extends Command> {
  who: Who;
  /** The row of `shared/roles.ts` that their role must have. */
  act?: Act;
  asks: (target: Target) => Asking<Name>;
  /** What this very question is refused with, by whom it is allowed: it lacks something that a test of that feature has. */
  lacks?: RefusalCode;
}

const signal = { type: 'restart' } as const;

/**
 * One row a command of the contract: who may ask it, and a sound question about the target's room. A
 * command without a row does not compile, and the first test fails.
 */
export const rows: { [Name in Command]: Row<Name> } = {
  'house:look': { who: 'anyone', asks: () => ({}) },
  'house:here': { who: 'anyone', asks: () => ({}) },
  'house:edit': {
    who: 'known',
    act: 'change the house',
    asks: () => ({ name: 'Mine', welcome: 'Mine', agreement: 'Mine', crisis: [] }),
  },
  'people:rename': { who: 'known', asks: () => ({ name: `Somebody ${newId().replace(/\W|\d/g, '')}` }) },
  'people:at-door': { who: 'known', asks: () => ({ atDoor: 'hidden' }) },
  'people:role': {
    who: 'known',
    act: 'give a role',
    asks: ({ roomId, personId }) => ({ roomId, personId, role: 'peer' }),
  },
  'room:enter': { who: 'known', act: 'enter a room', asks: ({ roomId }) => ({ roomId }) },
  'room:leave': { who: 'known', asks: ({ roomId }) => ({ roomId }) },
  'room:close': { who: 'inside', act: 'close or reopen a room', asks: ({ roomId }) => ({ roomId }) },
  'room:reopen': { who: 'inside', act: 'close or reopen a room', asks: ({ roomId }) => ({ roomId }) },
  'room:at-door': {
    who: 'inside',
    act: 'choose what the door shows',
    asks: ({ roomId }) => ({ roomId, atDoor: 'hidden' }),
  },
  'room:keep': {
    who: 'inside',
    act: 'choose how long words are kept',
    asks: ({ roomId }) => ({ roomId, keeps: 'always' }),
  },
  'room:step-back': {
    who: 'inside',
    act: 'ask someone to step back',
    asks: ({ roomId, personId }) => ({ roomId, personId, minutes: 15 }),
  },
  'room:welcome-back': {
    who: 'inside',
    act: 'ask someone to step back',
    asks: ({ roomId, personId }) => ({ roomId, personId }),
  },
  'presence:set': { who: 'inside', asks: ({ roomId }) => ({ roomId, how: 'away' }) },
  'presence:closing': { who: 'inside', asks: ({ roomId }) => ({ roomId }) },
  'message:send': {
    who: 'inside',
    act: 'write',
    asks: ({ roomId }) => ({ id: newId(), roomId, body: 'let me in' }),
  },
  'message:edit': {
    who: 'inside',
    act: 'write',
    asks: ({ roomId, messageId }) => ({ id: messageId, roomId, body: 'mine now' }),
    lacks: 'not-yours',
  },
  'message:take-back': {
    who: 'inside',
    act: 'write',
    asks: ({ roomId, messageId }) => ({ id: messageId, roomId }),
    lacks: 'not-yours',
  },
  'message:page': { who: 'inside', asks: ({ roomId }) => ({ roomId }) },
  'message:since': { who: 'inside', asks: ({ roomId }) => ({ roomId, changed: 0 }) },
  'live:write': { who: 'inside', act: 'write', asks: ({ roomId }) => ({ roomId, text: 'let me i' }) },
  'live:look': { who: 'inside', asks: ({ roomId }) => ({ roomId }) },
  'voice:join': { who: 'inside', act: 'speak', asks: ({ roomId }) => ({ roomId, muted: true }) },
  'voice:leave': { who: 'inside', asks: ({ roomId }) => ({ roomId }) },
  'voice:mute': { who: 'inside', asks: ({ roomId }) => ({ roomId, muted: true }), lacks: 'not-found' },
  'voice:host-mute': {
    who: 'inside',
    act: 'mute someone in voice',
    asks: ({ roomId, personId }) => ({ roomId, personId }),
    lacks: 'not-found',
  },
  'voice:hand': { who: 'inside', asks: ({ roomId }) => ({ roomId, raised: true }), lacks: 'not-found' },
  'voice:step': {
    who: 'inside',
    act: 'speak',
    asks: ({ roomId }) => ({ roomId, step: 'low' }),
    lacks: 'not-found',
  },
  'voice:piece': {
    who: 'inside',
    act: 'speak',
    asks: ({ roomId, personId }) => ({ roomId, to: personId }),
    lacks: 'not-found',
  },
  'voice:signal': {
    who: 'inside',
    asks: ({ roomId }) => ({ roomId, from: newId(), to: newId(), epoch: 0, signal }),
    lacks: 'not-yours',
  },
  'voice:ice': { who: 'inside', act: 'speak', asks: ({ roomId }) => ({ roomId }), lacks: 'not-found' },
  'voice:try': { who: 'inside', act: 'speak', asks: ({ roomId }) => ({ roomId }) },
  'hearing:ask': { who: 'inside', act: 'speak', asks: ({ roomId }) => ({ roomId }), lacks: 'not-found' },
  'hearing:answer': {
    who: 'inside',
    act: 'speak',
    asks: ({ roomId, personId }) => ({ roomId, personId }),
    lacks: 'not-found',
  },
  'board:start': {
    who: 'inside',
    act: 'start a board',
    asks: ({ roomId }) => ({ id: newId(), roomId, title: 'Mine' }),
  },
  'board:rename': {
    who: 'inside',
    act: 'start a board',
    asks: ({ roomId }) => ({ id: newId(), roomId, title: 'Mine' }),
    lacks: 'not-found',
  },
  'figures:read': { who: 'known', act: 'read the figures', asks: () => ({}) },
};
