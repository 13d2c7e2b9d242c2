import type { RefusalCode } from '../../shared/result';
import { can } from '../../shared/roles';
import type { Answer } from '../sockets';
import type { People } from './people';

const anyone = () => true as const;

export function peopleSocket({ answer, people }: { answer: Answer; people: People }) {
  answer('people:rename', { may: anyone, run: (me, { name }) => people.rename(me.id, name) });
  answer('people:at-door', { may: anyone, run: (me, { atDoor }) => people.setAtDoor(me.id, atDoor) });
  answer('people:role', {
    may: (me): true | RefusalCode => can(me.role, 'give a role') || 'not-allowed',
    run: (me, { personId, role }) => people.setRole(me, personId, role),
  });
}
