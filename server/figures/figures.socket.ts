import { can } from '../../shared/roles';
import type { Answer } from '../sockets';
import type { FiguresVerbs } from './figures';

export function figuresSocket({ answer, figures }: { answer: Answer; figures: FiguresVerbs }) {
  answer('figures:read', {
    may: (me) => can(me.role, 'read the figures') || 'not-allowed',
    run: figures.read,
  });
}
