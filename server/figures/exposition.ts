import type { Figures, Times } from '../../shared/figures';

type Sample = [labels: Record<string, string>, value: number];

/**
 * The figures in Prometheus' text format, version 0.0.4. Rooms have no label: a series for each would be a
 * record of who meets when, kept elsewhere and for long.
 */
export function exposition(figures: Figures): string {
  const { people, rooms, voice, messages, commands, refused, store, loop, memory, held, handles, oldest } =
    figures;
  const each = (counts: Record<string, number>, label: string): Sample[] =>
    Object.entries(counts).map(([name, count]) => [{ [label]: name }, count]);
  const oldestHours = Math.max(0, ...oldest.map(({ ageHours }) => ageHours));

  return [
    family('people', 'gauge', 'People inside some room.', [[{}, people]]),
    family('rooms_open', 'gauge', 'Rooms that are open.', [[{}, rooms.open]]),
    family('rooms_with_someone', 'gauge', 'Rooms with someone inside.', [[{}, rooms.withSomeone]]),
    family('voice_seats', 'gauge', 'People in voice, by how they take part.', each(voice, 'step')),
    family('messages_total', 'counter', 'Messages acknowledged.', [[{}, messages.total]]),
    family('commands_total', 'counter', 'Commands answered or refused.', [[{}, commands.total]]),
    family(
      'refusals_total',
      'counter',
      'What was refused, by code.',
      Object.entries(refused).map(([code, { total }]) => [{ code }, total]),
    ),
    family('store_seconds', 'gauge', 'How long the store took in the last five minutes.', [
      ...quantiles(store.reads, { verb: 'read' }),
      ...quantiles(store.writes, { verb: 'write' }),
    ]),
    family('event_loop_delay_seconds', 'gauge', 'How late the server was in the last minute.', [
      ...quantiles(loop, {}),
    ]),
    family('resident_memory_bytes', 'gauge', 'Memory of the process.', [[{}, memory.rssBytes]]),
    family('heap_bytes', 'gauge', 'Memory of the JavaScript heap in use.', [[{}, memory.heapBytes]]),
    family('up_seconds', 'gauge', 'Since the server was started.', [[{}, figures.upSeconds]]),
    family('held', 'gauge', 'What is held in memory, by kind.', each(held, 'kind')),
    family('handles', 'gauge', 'What keeps the process alive, by kind.', each(handles, 'kind')),
    family('oldest_words_seconds', 'gauge', 'Age of the oldest words in any room.', [
      [{}, oldestHours * 3600],
    ]),
    family('rooms_with_overdue_words', 'gauge', 'Rooms with words older than they may become.', [
      [{}, oldest.filter(({ overdue }) => overdue).length],
    ]),
  ].join('');
}

function quantiles({ p50, p99, most }: Omit<Times, 'count'>, labels: Record<string, string>): Sample[] {
  const at = { '0.5': p50, '0.99': p99, '1': most };
  return Object.entries(at).map(([quantile, ms]) => [{ ...labels, quantile }, ms / 1000]);
}

function family(name: string, type: 'gauge' | 'counter', help: string, samples: Sample[]): string {
  const full = `porchlight_${name}`;
  const rows = samples.map(([labels, value]) => `${full}${spelt(labels)} ${value}\n`);
  return [`# HELP ${full} ${help}\n`, `# TYPE ${full} ${type}\n`, ...rows].join('');
}

/** Every name and value is a word of ours or of Node's: nothing needs escaping. */
function spelt(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}
