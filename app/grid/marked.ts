// Two texts that differ, cut into what they share and what each has alone, so that the eye falls on the difference.
import diff from "fast-diff";

export interface Segment {
  text: string;
  marked: boolean;
}

/** Above this a diff would be slow and say little: the whole text is marked. */
const longest = 300;

/** Both sides in segments; joined, each side's segments are its text again. */
export function marked(globe: string, milestones: string): { globe: Segment[]; milestones: Segment[] } {
  if (globe === "" || milestones === "" || globe.length + milestones.length > longest)
    return { globe: whole(globe), milestones: whole(milestones) };
  const parts = diff(globe, milestones, undefined, true);
  const side = (own: -1 | 1) =>
    parts.flatMap(([kind, text]) => (kind === 0 || kind === own ? [{ text, marked: kind !== 0 }] : []));
  return { globe: side(-1), milestones: side(1) };
}

const whole = (text: string): Segment[] => (text === "" ? [] : [{ text, marked: true }]);
