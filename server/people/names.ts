import { refuse } from '../refusal';

/** Letters that look like a Latin one: Cyrillic and Greek first of all. From Unicode's confusables (UTS 39). */
const lookAlikes: Record<string, string> = {
  а: 'a',
  в: 'b',
  е: 'e',
  ѕ: 's',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  ӏ: 'l',
  һ: 'h',
  ь: 'b',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
  ı: 'i',
  ȷ: 'j',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ƀ: 'b',
  ĸ: 'k',
  ƿ: 'p',
  օ: 'o',
  ս: 'u',
  ո: 'n',
  հ: 'h',
  ց: 'g',
  զ: 'q',
  '0': 'o',
  '1': 'l',
  '5': 's',
  '|': 'l',
};

/** Capitals that look like another Latin letter than their small form does. */
const capitalLookAlikes: Record<string, string> = {
  Η: 'h',
  Μ: 'm',
  Ν: 'n',
  Υ: 'y',
  Ζ: 'z',
  Տ: 's',
  Լ: 'l',
};

/** The scripts that people write today (UAX 31, table 5). The others hold exact doubles of A to Z. */
const scripts =
  'Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan';
const anyOf = (names: string) =>
  names
    .split(' ')
    .map((name) => `\\p{scx=${name}}`)
    .join('');

const written = new RegExp(`^[${anyOf(scripts)}\\p{M}0-9 .'’ʻʼ-]+$`, 'u');
/** Joiners, variation selectors, fillers: nothing to see. */
const hidden = /\p{Default_Ignorable_Code_Point}/u;
const symbols = /[^\p{L}\p{M}\p{N} .'’-]/u;
/** Latin letters of no language's alphabet: phonetic, wide and small capital doubles of the plain ones. */
const oddLatin = /(?![A-Za-z\u00c0-\u01bf\u01c4-\u024fɓɔɖɗəɛɣɨɲʃʉʋ\u1e00-\u1eff])\p{sc=Latin}/u;
const latin = /\p{sc=Latin}/u;
/** What may not stand beside Latin letters: all but the scripts of East Asia, which do not look like them. */
const besideLatin = new RegExp(
  `(?![0-9ʻʼ${anyOf('Latin Inherited Han Hangul Hiragana Katakana Bopomofo')}])[\\p{L}\\p{M}\\p{N}]`,
  'u',
);

/** Names that would make someone look like a part of the house. */
const reserved = new Set(
  [
    'host',
    'cohost',
    'steward',
    'facilitator',
    'moderator',
    'admin',
    'porchlight',
    'hôte',
    'hôtesse',
    'intendant',
    'intendante',
    'animateur',
    'animatrice',
    'modérateur',
    'modératrice',
  ].map(skeleton),
);

/**
 * Checks a name that a person chose and gives what it looks like: two names with the same key cannot be
 * told apart by eye. Refuses names with hidden or direction-turning characters, symbols, letters that are
 * doubles of plain ones, or Latin letters mixed with those of another alphabet.
 */
export function nameKey(name: string): string {
  const mixed = latin.test(name) && besideLatin.test(name);
  if (!written.test(name) || hidden.test(name) || symbols.test(name)) refuse('name-refused');
  if (mixed || oddLatin.test(name) || /\p{M}{4,}/u.test(name)) refuse('name-refused');
  const key = skeleton(name);
  // “Ada, host” is no less of a claim than “Host”.
  const isOfficial = [name, ...name.split(/[ .'’ʻʼ-]+/)].some((part) => reserved.has(skeleton(part)));
  if (key === '' || isOfficial) refuse('name-refused');
  return key;
}

function skeleton(name: string): string {
  return [...name.normalize('NFKD').replace(/[\p{M} .'’ʻʼ-]/gu, '')]
    .map((letter) => capitalLookAlikes[letter] ?? letter.toLowerCase())
    .map((letter) => lookAlikes[letter] ?? letter)
    .join('')
    .replaceAll('l', 'i') // l, I and i are told apart in few typefaces
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
