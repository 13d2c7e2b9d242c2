/** The lit porch lamp. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <circle class="mark-glow" cx="16" cy="18" r="13" />
      <path class="mark-iron" d="M16 2v4M9 12l7-6 7 6M10 12h12l-2 13h-8zM12 28h8" />
      <path class="mark-flame" d="M16 15c2.4 2.4 2.8 6.6 0 7.6-2.8-1-2.4-5.2 0-7.6z" />
    </svg>
  );
}
