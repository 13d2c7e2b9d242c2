import type { Keeps } from '../../shared/rooms';
import type { Words } from '../words/words';

/** Something done in a room that everyone inside may know. It stands after the message `after` (a seq). */
export type RoomNotice = { after: number; at: number } & (
  | { what: 'stepped-back'; by: string; name: string; until: number }
  | { what: 'welcomed-back' | 'muted'; by: string; name: string }
  | { what: 'closed' | 'reopened'; by: string }
  | { what: 'keeps'; by: string; keeps: Keeps }
);

export function sayNotice(
  notice: RoomNotice,
  { rooms: { notices } }: Words,
  clock: (moment: number) => string,
): string {
  switch (notice.what) {
    case 'stepped-back':
      return notices.steppedBack(notice.by, notice.name, clock(notice.until));
    case 'welcomed-back':
      return notices.welcomedBack(notice.by, notice.name);
    case 'muted':
      return notices.muted(notice.by, notice.name);
    case 'keeps':
      return notices.keeps[notice.keeps](notice.by);
    case 'closed':
      return notices.closed(notice.by);
    case 'reopened':
      return notices.reopened(notice.by);
  }
}
