const tones = 5;

/** A person's soft initial. Decoration: the name always stands beside it. */
export function Disc({ name, ringed = false }: { name: string; ringed?: boolean }) {
  const tone = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 0) % tones;
  return (
    <span class={`disc tone-${tone}${ringed ? ' ringed' : ''}`} aria-hidden="true">
      {[...name][0]?.toLocaleUpperCase()}
    </span>
  );
}
