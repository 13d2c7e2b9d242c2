import type { Language } from '../words/words';

/** The time of day as people write it. */
export function timeOf(language: Language, moment: number): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'short' }).format(moment);
}

export function dayOf(language: Language, moment: number): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(moment);
}

/** The time of day, with the day when it is another than today. */
export function momentOf(language: Language, moment: number, now = Date.now()): string {
  const time = timeOf(language, moment);
  return sameDay(moment, now) ? time : `${dayOf(language, moment)}, ${time}`;
}

export function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** The reader's own way of writing times, where it is in the language they read. */
const localeOf = (language: Language) =>
  globalThis.navigator?.languages.find((locale) => locale.startsWith(language)) ?? language;
