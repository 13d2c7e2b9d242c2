import type * as z from 'zod';
import { boardCommands, boardFacts } from './boards';
import { figuresCommands } from './figures';
import { hearingCommands, hearingFacts } from './hearing';
import { houseCommands, houseFacts } from './house';
import { liveCommands, liveFacts } from './live';
import { messageCommands, messageFacts } from './messages';
import { peopleCommands, peopleFacts } from './people';
import { presenceCommands, presenceFacts } from './presence';
import { roomCommands, roomFacts } from './rooms';
import { voiceCommands, voiceFacts } from './voice';

/** Every command: what a page may ask over the live socket. Each is answered with a Result. */
export const commands = {
  ...houseCommands,
  ...peopleCommands,
  ...roomCommands,
  ...presenceCommands,
  ...messageCommands,
  ...liveCommands,
  ...voiceCommands,
  ...hearingCommands,
  ...boardCommands,
  ...figuresCommands,
};

/** Every fact: what the server tells. Never answered. */
export const facts = {
  ...houseFacts,
  ...peopleFacts,
  ...roomFacts,
  ...presenceFacts,
  ...messageFacts,
  ...liveFacts,
  ...voiceFacts,
  ...hearingFacts,
  ...boardFacts,
};

export type Command = keyof typeof commands;
export type Fact = keyof typeof facts;
/** What a sender gives (before parsing). */
export type Asking<Name extends Command> = z.input<(typeof commands)[Name]['input']>;
/** What a handler gets (after parsing). */
export type Input<Name extends Command> = z.output<(typeof commands)[Name]['input']>;
export type Output<Name extends Command> = z.output<(typeof commands)[Name]['output']>;
export type Told<Name extends Fact> = z.output<(typeof facts)[Name]>;
