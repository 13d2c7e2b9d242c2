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
  ɑ: 'a',
  ɡ: 'g',
  '0': 'o',
  '1': 'l',
  '5': 's',
  '|': 'l',
};

/** Names that would make someone look like a part of the house. */
const reserved = new Set(['host', 'steward', 'porchlight', 'cohost', 'facilitator'].map(skeleton));

/**
 * Checks a name that a person chose and gives what it looks like: two names with the same key cannot be
 * told apart by eye. Refuses names with hidden or direction-turning characters, symbols, or Latin letters
 * mixed with ones of another alphabet that look like them.
 */
export function nameKey(name: string): string {
  const plain = /^[\p{L}\p{M}\p{N} .'’-]+$/u.test(name) && /\p{L}|\p{N}/u.test(name);
  const mixed =
    /\p{Script=Latin}/u.test(name) &&
    /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(name);
  if (!plain || mixed || /\p{M}{4,}/u.test(name)) refuse('name-refused');
  const key = skeleton(name);
  if (key === '' || reserved.has(key)) refuse('name-refused');
  return key;
}

function skeleton(name: string): string {
  return [
    ...name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M} .'’-]/gu, ''),
  ]
    .map((letter) => lookAlikes[letter] ?? letter)
    .join('')
    .replaceAll('l', 'i') // l, I and i are told apart in few typefaces
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
