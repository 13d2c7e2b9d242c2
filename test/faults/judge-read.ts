import type { Find } from './checker';
import type { Held, Line } from './history';
import type { KnownRoom } from './judge-talk';

/**
 * What a page shows: once each, in order, nothing older than what this page was told before. With the whole
 * room on it and everyone at rest, all that was acknowledged to anyone, numbered from 1 without a hole.
 */
export function judgeRead(
  { proc, room, whole, messages }: Extract<Line, { op: 'read' }>,
  { messages: all }: KnownRoom,
  told: Map<string, Held>,
  find: Find,
) {
  const shown = new Map(messages.map((message) => [message.id, message]));
  for (const twice of repeated(messages.map(({ id }) => id))) find('doubled', `${twice} for ${proc}`);
  for (const twice of repeatedWords(messages)) find('doubled', `the words ${twice} for ${proc}`);
  messages.forEach(({ seq }, at) => {
    const due = whole ? at + 1 : (messages[at - 1]?.seq ?? seq - 1) + 1;
    if (seq !== due) find('gap', `${room}: ${seq} stands where ${due} belongs, for ${proc}`);
  });
  for (const { id, words } of messages) {
    const known = all.get(id);
    if (!known) find('unknown', `${id} for ${proc}`);
    else if (!known.asked.has(words)) find('changed', `${id} is shown with other words to ${proc}`);
  }
  const from = messages[0]?.seq ?? 0;
  for (const { id, seq, changed } of told.values())
    if (seq >= from && (shown.get(id)?.changed ?? 0) < changed)
      find('stale', `${room}: ${proc} was told of ${id} and does not show it`);
  if (whole) judgeWhole();

  function judgeWhole() {
    for (const [id, { told: last, acknowledged }] of all) {
      if (!acknowledged || !last) continue;
      const seen = shown.get(id);
      if (!seen) find('lost', `${id} for ${proc}`);
      else if (seen.changed < last.changed) find('changed', `${id} is back as it was before, for ${proc}`);
    }
  }
}

/** Words that were taken back are none. */
export const repeatedWords = (messages: readonly Held[]) =>
  repeated(messages.map(({ words }) => words).filter((words) => words !== ''));

export function repeated(all: string[]): string[] {
  const once = new Set<string>();
  return all.filter((one) => once.has(one) || !once.add(one));
}
