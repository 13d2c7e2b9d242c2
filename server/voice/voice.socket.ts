import type { Me } from '../../shared/people';
import type { RefusalCode } from '../../shared/result';
import { type Act, can } from '../../shared/roles';
import type { Answer } from '../sockets';
import type { Voice } from './voice';

type Inside = (person: Me, input: { roomId: string }) => true | RefusalCode;

/** The voice commands of the contract, for people inside the room. */
export function voiceSocket({ answer, inside, voice }: { answer: Answer; inside: Inside; voice: Voice }) {
  const within =
    (act: Act): Inside =>
    (person, input) => {
      const isInside = inside(person, input);
      return isInside === true ? can(person.role, act) || 'not-allowed' : isInside;
    };

  answer('voice:join', {
    may: within('speak'),
    run: (person, input, page) => voice.join(person, page, input),
  });
  answer('voice:leave', { may: inside, run: (_, { roomId }, page) => voice.leave(page, roomId) });
  answer('voice:mute', { may: inside, run: (_, input, page) => voice.mute(page, input) });
  answer('voice:host-mute', {
    may: within('mute someone in voice'),
    run: (person, input) => voice.hostMute(person, input),
  });
  answer('voice:hand', { may: inside, run: (_, input, page) => voice.hand(page, input) });
  answer('voice:step', { may: within('speak'), run: (_, input, page) => voice.step(page, input) });
  answer('voice:piece', {
    may: within('speak'),
    run: (person, input, page) => voice.piece(person, page, input),
  });
  answer('voice:signal', { may: inside, run: (_, input, page) => voice.signal(page, input) });
  answer('voice:ice', { may: within('speak'), run: (_, { roomId }, page) => voice.ice(page, roomId) });
  answer('voice:try', { may: within('speak'), run: () => voice.try() });
}
