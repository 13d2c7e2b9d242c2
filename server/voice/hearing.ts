import type { Input } from '../../shared/contract';
import type { Me } from '../../shared/people';
import { can } from '../../shared/roles';
import type { Hall } from '../hall';
import { refuse } from '../refusal';
import type { Inside } from '../rooms/rooms.socket';
import type { Answer } from '../sockets';
import type { Voice } from './voice';

/** Asks and answers "Do you hear me?" among those in one circle. Nothing of it is kept. */
export function createHearing({ hall, circle }: { hall: Pick<Hall, 'tell'>; circle: Voice['circle'] }) {
  const seatIn = (roomId: string, personId: string) =>
    circle(roomId).seats.find((seat) => seat.personId === personId) ?? refuse('not-found');

  return {
    ask(person: Me, { roomId }: Input<'hearing:ask'>): null {
      seatIn(roomId, person.id);
      for (const { personId, step } of circle(roomId).seats)
        if (personId !== person.id && step !== 'text')
          hall.tell(personId, 'hearing:asked', { roomId, personId: person.id });
      return null;
    },
    answer(person: Me, { roomId, personId }: Input<'hearing:answer'>): null {
      seatIn(roomId, person.id);
      seatIn(roomId, personId);
      hall.tell(personId, 'hearing:answered', { roomId, personId: person.id });
      return null;
    },
  };
}

export function hearingSocket({
  answer,
  inside,
  hearing,
}: {
  answer: Answer;
  inside: Inside;
  hearing: ReturnType<typeof createHearing>;
}) {
  const may: Inside = (me, input) => (can(me.role, 'speak') ? inside(me, input) : 'not-allowed');
  answer('hearing:ask', { may, run: (me, input) => hearing.ask(me, input) });
  answer('hearing:answer', { may, run: (me, input) => hearing.answer(me, input) });
}
