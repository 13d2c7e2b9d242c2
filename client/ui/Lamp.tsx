/** The one amber light, above the door. Decoration. */
export function Lamp() {
  return (
    <svg class="lamp" viewBox="0 0 160 160" width="160" height="160" aria-hidden="true" focusable="false">
      <defs>
        <radialGradient id="lamp-light">
          <stop offset="0" class="lamp-near" />
          <stop offset="1" class="lamp-far" />
        </radialGradient>
      </defs>
      <circle cx="80" cy="86" r="74" fill="url(#lamp-light)" />
      <g class="lamp-iron">
        <path d="M80 8v22M56 56l24-22 24 22" />
        <path d="M60 58h40l-8 56H68z" />
        <path d="M66 122h28" />
      </g>
      <path class="lamp-flame" d="M80 70c11 12 13 29 0 34-13-5-11-22 0-34z" />
    </svg>
  );
}
