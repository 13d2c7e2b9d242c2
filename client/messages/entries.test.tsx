import { renderToString } from 'preact-render-to-string';
import type { Message } from '../../shared/messages';
import { Body } from './Body';
import { entriesOf } from './entries';

const noon = new Date(2026, 4, 1, 12).getTime();
const message = (seq: number, authorId: string, sentAt: number): Message => ({
  id: `m${seq}`,
  roomId: 'r',
  seq,
  changed: seq,
  authorId,
  authorName: authorId,
  body: '',
  sentAt,
});

test('what one says in one go stands together, under its day, with notices where they happened', () => {
  const entries = entriesOf(
    [
      message(1, 'ada', noon),
      message(2, 'ada', noon + 60_000),
      message(3, 'ben', noon + 120_000),
      message(4, 'ben', noon + 10 * 60_000),
      message(5, 'ben', noon + 24 * 3600_000),
    ],
    [
      { what: 'closed', by: 'Stella', after: 2, at: 1 },
      { what: 'reopened', by: 'Stella', after: 5, at: 2 },
    ],
  );
  const drawn = entries.map((entry) =>
    entry.kind === 'said'
      ? entry.messages.map(({ seq }) => seq).join('+')
      : entry.kind === 'notice'
        ? entry.notice.what
        : 'day',
  );
  expect(drawn).toEqual(['day', '1+2', 'closed', '3', '4', 'day', '5', 'reopened']);
});

test('web addresses become links that tell nothing; nothing else becomes markup', () => {
  const html = renderToString(
    <Body text={'see https://example.org/a?b=1. or (http://x.test), not javascript:alert(1) <b>'} />,
  );
  expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://example.org/a?b=1"', 'href="http://x.test"']);
  expect(html).toContain('rel="noreferrer noopener"');
  expect(html).not.toContain('<b>');
});
