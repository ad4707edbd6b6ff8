// The product's mark: two records side by side, ticked off.
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path d="M7 12.2h11.5M7 19.8h6.5" stroke="var(--on-accent)" strokeWidth="3.2" strokeLinecap="round" />
      <path
        d="m17 20.4 3.4 3.4 6-8.4"
        fill="none"
        stroke="light-dark(#8ff0c0, #0b5a3c)"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
