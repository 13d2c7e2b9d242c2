const tones = 6;

/** The same colour for the same person on everyone's page. It never stands without the name. */
export function penTone(personId: unknown): number {
  return (
    [...String(personId)].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % tones
  );
}
