import type { ComponentChildren } from 'preact';

/** Something that happened and stays to be read. `care` is for bad news. */
export function Notice({
  tone = 'quiet',
  children,
}: {
  tone?: 'quiet' | 'care';
  children: ComponentChildren;
}) {
  return <div class={`notice ${tone}`}>{children}</div>;
}
