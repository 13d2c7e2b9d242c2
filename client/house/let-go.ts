import type { LetGo } from '../rooms/room';
import { momentOf } from '../ui/moments';
import type { Language, Words } from '../words/words';

/** Why someone is outside a room that they were in: by whom, until when, and what can be done. */
export function sayLetGo({ room, by, until, why }: LetGo, words: Words, language: Language): string {
  const { steppedBack, steppedBackUntil, closed, other } = words.rooms.letGo;
  if (why === 'stepped-back' && until) {
    const then = momentOf(language, until);
    return by ? steppedBack(by, room, then) : steppedBackUntil(room, then);
  }
  if (why === 'room-closed' && by) return closed(by, room);
  return other(room, words.refusals[why]);
}
