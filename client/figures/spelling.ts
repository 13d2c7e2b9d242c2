import type { Language, Words } from '../words/words';

/** How numbers are written for people. */
export function spelling(words: Words['figures'], language: Language) {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return {
    count: (count: number) => whole.format(count),
    ms: (ms: number) => (ms < 10 ? fine : whole).format(ms),
    megabytes: (bytes: number) => words.megabytes(whole.format(bytes / 1e6)),
    age: (hours: number) => (hours < 48 ? words.hours(hours) : words.days(Math.floor(hours / 24))),
  };
}
