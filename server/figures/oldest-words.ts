import type { OldestWords } from '../../shared/figures';
import { limits } from '../../shared/limits';
import type { Room } from '../../shared/rooms';

const hourMs = 3_600_000;

/** How old a room's oldest words are, against how old it lets them become. Housekeeping has a day to do its work. */
export function oldestWords({ id, name, keeps }: Room, ageMs: number): OldestWords {
  const keptHours = keeps === 'always' ? undefined : limits.keptMs[keeps] / hourMs;
  const ageHours = Math.max(0, Math.floor(ageMs / hourMs));
  const overdue = keptHours !== undefined && ageHours > keptHours + 24;
  return { roomId: id, name, ageHours, keptHours, overdue };
}
