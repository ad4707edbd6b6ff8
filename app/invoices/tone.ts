// One colour a meaning: what is approved is under way, like what is sent; green is what Globe holds.
export const toneOf = (state: string): string => `is-${state === "approved" ? "sent" : state}`;
