import { apart, settingApart } from './apart';
import { wordsOf } from './words';

test('what is written from right to left stands apart in a sentence; all else is as it was', () => {
  expect(apart('Ada')).toBe('Ada');
  expect(apart('دانا')).toBe('\u2068دانا\u2069');
  expect(wordsOf.en.house.names(['Ada', 'דנה', 'شيرين'], 2)).toBe(
    'Ada, \u2068דנה\u2069, \u2068شيرين\u2069, +2',
  );
  expect(wordsOf.fr.rooms.notices.closed('دانا')).toContain('\u2068دانا\u2069');
  expect(wordsOf.en.shell.how.parts[0]?.title).toBe('Coming in');
});

test('what turns the direction unseen does not get into a sentence, nor out of its place in one', () => {
  const said = settingApart((title: string) => `The board “${title}”`);
  expect(said('a\u202etsoh')).toBe('The board “atsoh”');
  expect(said('\u2069\u202eدانا')).toBe('The board “\u2068دانا\u2069”');
});
