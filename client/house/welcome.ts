const headlineChars = 60;

/** The welcome as a headline of its first sentences and the rest; no headline when it begins too long for one. */
export function splitWelcome(welcome: string): { headline?: string; rest: string } {
  const sentences = welcome.match(/[^.!?\n]+[.!?]*(\n+|\s+|$)/g) ?? [];
  let headline = '';
  for (const sentence of sentences) {
    if ((headline + sentence).trim().length > headlineChars) break;
    headline += sentence;
    if (sentence.includes('\n')) break;
  }
  if (headline === '') return { rest: welcome };
  return { headline: headline.trim(), rest: welcome.slice(headline.length).trim() };
}
