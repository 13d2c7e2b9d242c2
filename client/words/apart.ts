/** Scripts that are written from right to left, and what turns the direction without being seen. */
const turns = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Nko}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Adlam}]/u;
const turners = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** A name or title inside a sentence, which keeps its own direction and moves nothing around it. */
export function apart(text: string): string {
  const plain = text.replace(turners, '');
  return turns.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** The same words, of which every sentence sets apart what is put into it. */
export function settingApart<Part>(words: Part): Part {
  if (typeof words === 'function') return ((...given: unknown[]) => words(...given.map(eachApart))) as Part;
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([name, part]) => [name, settingApart(part)])) as Part;
}

function eachApart(given: unknown): unknown {
  if (typeof given === 'string') return apart(given);
  return Array.isArray(given) ? given.map(eachApart) : given;
}
