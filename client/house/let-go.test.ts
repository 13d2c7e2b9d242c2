import { wordsOf } from '../words/words';
import { sayLetGo } from './let-go';

const until = new Date(2026, 5, 1, 15, 40).getTime();

test('whoever is asked to step back reads until when, with and without knowing by whom', () => {
  const kept = { room: 'Kitchen table', why: 'stepped-back' as const, until };
  for (const [language, words] of Object.entries(wordsOf)) {
    const at = /15[:\s]?(h\s)?40|3:40/;
    expect(sayLetGo(kept, words, language as 'en' | 'fr')).toMatch(at);
    expect(sayLetGo({ ...kept, by: 'Hana' }, words, language as 'en' | 'fr')).toMatch(/Hana/);
  }
});

test('a room that closed without a name, and a device that is not known, are told in plain words', () => {
  const { en } = wordsOf;
  for (const why of ['room-closed', 'no-session'] as const)
    expect(sayLetGo({ room: 'Kitchen table', why }, en, 'en')).toBe(
      `You are outside Kitchen table now. ${en.refusals[why]}`,
    );
});
