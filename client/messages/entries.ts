import type { Message } from '../../shared/messages';
import type { RoomNotice } from '../rooms/notices';
import { sameDay } from '../ui/moments';

/** The talk as it is drawn: days, what one person said in one go, and what was done in the room. */
export type Entry =
  | { kind: 'day'; at: number }
  | { kind: 'said'; key: string; authorId: string; authorName: string; at: number; messages: Message[] }
  | { kind: 'notice'; key: string; notice: RoomNotice };

/** What one person says within this time stands under one name. */
const oneGoMs = 5 * 60_000;

export function entriesOf(messages: Message[], notices: RoomNotice[]): Entry[] {
  const entries: Entry[] = [];
  const waiting = [...notices];
  let day: number | undefined;

  const placeNotices = (before: number) => {
    while (waiting[0] && waiting[0].after < before) {
      const notice = waiting.shift() as RoomNotice;
      entries.push({ kind: 'notice', key: `${notice.what} ${notice.at}`, notice });
    }
  };
  for (const message of messages) {
    placeNotices(message.seq);
    if (day === undefined || !sameDay(day, message.sentAt)) entries.push({ kind: 'day', at: message.sentAt });
    day = message.sentAt;
    const last = entries.at(-1);
    if (last?.kind === 'said' && belongs(message, last)) last.messages.push(message);
    else
      entries.push({
        kind: 'said',
        key: message.id,
        at: message.sentAt,
        messages: [message],
        ...by(message),
      });
  }
  placeNotices(Number.POSITIVE_INFINITY);
  return entries;
}

const by = ({ authorId, authorName }: Message) => ({ authorId, authorName });

const belongs = (message: Message, said: Extract<Entry, { kind: 'said' }>) =>
  message.authorId === said.authorId &&
  message.authorName === said.authorName &&
  message.sentAt - said.at < oneGoMs;
