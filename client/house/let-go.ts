import type { LetGo } from '../rooms/room';
import { momentOf } from '../ui/moments';
import type { Language, Words } from '../words/words';

/** Why someone is outside a room that they were in: by whom, until when, and what can be done. */
export function sayLetGo({ room, by, until, why }: LetGo, words: Words, language: Language): string {
  const { steppedBack, closed, other } = words.rooms.letGo;
  if (why === 'stepped-back' && by && until) return steppedBack(by, room, momentOf(language, until));
  if (why === 'room-closed' && by) return closed(by, room);
  return other(room, words.refusals[why]);
}
