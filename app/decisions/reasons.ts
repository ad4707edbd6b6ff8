// Why someone decides: the reasons offered, each with its word in both languages.
export const reasons = [
  "missing",
  "outdated",
  "spelling",
  "deliberate",
  "timing",
  "wrong_code",
  "renumbered",
  "other",
] as const;

export type Reason = (typeof reasons)[number];
