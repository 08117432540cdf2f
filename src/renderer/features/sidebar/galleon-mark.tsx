/** The sign of the program: a ship under sail. */
export function GalleonMark() {
  return (
    <svg viewBox="0 0 28 28" className="size-7 shrink-0" aria-hidden>
      <rect width="28" height="28" rx="7" className="fill-accent-fill" />
      <g className="fill-on-accent">
        <path d="M13.4 5.2c3.9 1.7 6 5 6.2 9.9h-6.2z" />
        <path d="M12 7.6v7.5H7.2c.3-3.6 1.9-6.1 4.8-7.5z" opacity="0.85" />
        <path d="M5.4 16.7h17.2c-.7 3.5-3 5.7-6.6 5.7h-4c-3.6 0-5.9-2.2-6.6-5.7z" />
      </g>
    </svg>
  )
}
