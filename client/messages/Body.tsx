const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/g;

/** What someone wrote, with web addresses as links that tell the other site nothing. */
export function Body({ text }: { text: string }) {
  const parts = [];
  let read = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    parts.push(text.slice(read, index));
    parts.push(
      <a key={index} href={found} target="_blank" rel="noreferrer noopener" referrerpolicy="no-referrer">
        {found}
      </a>,
    );
    read = index + found.length;
  }
  parts.push(text.slice(read));
  return (
    <p class="body" dir="auto">
      {parts}
    </p>
  );
}
