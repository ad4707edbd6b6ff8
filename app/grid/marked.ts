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

/** Characters of a difference that must be in sight. */
const seen = 8;

/**
 * Both sides cut at the front, alike, where the first difference would fall outside `fits` characters: a difference is
 * seen, not searched.
 */
export function inSight(
  both: { globe: Segment[]; milestones: Segment[] },
  fits: number,
): { globe: Segment[]; milestones: Segment[] } {
  const shared = (segments: readonly Segment[]) => (segments[0] && !segments[0].marked ? segments[0].text.length : 0);
  const before = Math.min(shared(both.globe), shared(both.milestones));
  const longest = Math.max(lengthOf(both.globe), lengthOf(both.milestones));
  if (longest <= fits || before <= fits - seen) return both;
  const cut = Math.min(before - Math.floor(seen / 2), longest - fits + 1);
  const shortened = ([first, ...rest]: Segment[]): Segment[] =>
    first ? [{ text: `…${first.text.slice(cut)}`, marked: false }, ...rest] : [];
  return { globe: shortened(both.globe), milestones: shortened(both.milestones) };
}

const lengthOf = (segments: readonly Segment[]) => segments.reduce((sum, { text }) => sum + text.length, 0);
