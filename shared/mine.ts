import type { AtDoor } from './people';
import type { Role } from './roles';

/**
 * GET /mine.json and /mine.html (`?words=fr`): a copy of what is someone's own, part by part and in this
 * order; nobody else's words are in it. Moments are milliseconds since 1970.
 * DELETE /mine: everything of theirs is erased. Answers once that cannot be lost any more.
 */
export type MinePart =
  | { part: 'me'; name: string; role: Role; atDoor: AtDoor; cameAt: number; devices: number[] }
  | { part: 'message'; room: string; body: string; sentAt: number; editedAt?: number }
  /** `title` only when they gave it; `words`: the pieces of text they wrote there. */
  | { part: 'board'; room: string; title?: string; words: string[] };
