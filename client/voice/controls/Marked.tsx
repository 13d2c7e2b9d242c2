import type { ComponentChildren } from 'preact';

/** Drawn in a square of 16. */
const shapes = {
  hand: 'M4 9V5M6.5 8V2.5M9 8V2.5M11.5 9V4M4 9c0 3 1.5 5 4 5s4-2 4-5',
  piece: 'M8 2l6 6-6 6-6-6z',
  weak: 'M3 13v-2M8 13V8M13 13V3M2 3l11 11',
  muted: 'M6 3h4v6H6zM4 8c0 5 8 5 8 0M8 12v2M2 2l12 12',
};

/** Words with a shape before them, which says the same. */
export function Marked({ by, children }: { by: keyof typeof shapes; children: ComponentChildren }) {
  return (
    <span class="marked">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <path d={shapes[by]} />
      </svg>
      <span>{children}</span>
    </span>
  );
}
