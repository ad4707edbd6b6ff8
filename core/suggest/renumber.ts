// From links that people accepted to the code changes that make both systems agree: one list for each system, of which one
// is carried out. Each list is as short as can be, in an order in which no step meets a code that is still in use.
import type { EntityName } from "../entities/entity.ts";
import { entities } from "../entities/index.ts";
import { comparisonText } from "../entities/kinds.ts";
import { codeMisfits, type Misfit, shapeOf } from "../readiness/limits.ts";
import { byCodePoint } from "../reconcile/compare.ts";
import type { Side } from "../reconcile/normalise.ts";

/** Two codes that a person accepted as one and the same. */
export interface Link {
  globe: string;
  milestones: string;
}

export interface CodeChange {
  from: string;
  to: string;
  /** Only to break a circle: the same record gets its own code in the circle's last step. */
  temporary: boolean;
  /** The new code is a number above all in use there. Globe numbers what comes next from the highest. */
  raisesHighest: boolean;
  /** Written otherwise than nearly all codes there (letters, digits, length): a number mask may refuse it. */
  isUnusual: boolean;
}

/** A change that cannot be made: for want of room beside other codes, or because Globe could not hold the code. */
export interface Collision {
  from: string;
  to: string;
  /** in_use: another record keeps that code. same_target: two records would get it. two_targets: one would get two. */
  kind: "in_use" | "same_target" | "two_targets" | Misfit;
}

export interface SystemPlan {
  /** In the order in which to make them. */
  changes: CodeChange[];
  /** By code point of the code that was to change. */
  collisions: Collision[];
}

/**
 * What each system would change to follow the other: `milestones` when Globe's codes stay, `globe` when Milestones' do.
 * `inUse` holds every code of each system, whether or not it stands alone.
 */
export function renumberPlan(
  entity: EntityName,
  accepted: readonly Link[],
  inUse: Record<Side, Iterable<string>>,
): Record<Side, SystemPlan> {
  const compared = (code: string) => comparisonText(entities[entity].key.kind, code);
  const wish = (from: string, to: string): Wish => ({ from, to, held: compared(from), wanted: compared(to) });
  return {
    globe: plan(
      accepted.map((link) => wish(link.globe, link.milestones)),
      [...inUse.globe].map(compared),
      (code) => codeMisfits(entity, code)[0],
    ),
    milestones: plan(
      accepted.map((link) => wish(link.milestones, link.globe)),
      [...inUse.milestones].map(compared),
    ),
  };
}

/** A code and the code it is to become; `held` and `wanted` are the two as compared. */
interface Wish {
  from: string;
  to: string;
  held: string;
  wanted: string;
}

type Fits = (code: string) => Misfit | undefined;

function plan(wishes: readonly Wish[], inUse: readonly string[], misfit: Fits = () => undefined): SystemPlan {
  const used = new Set([...inUse, ...wishes.map(({ held }) => held)]);
  const { moves, collisions } = possible(wishes, used, misfit);
  const usual = usualShape(inUse);
  const highest = highestOf([...used]);
  const change = (from: string, to: string, temporary = false): CodeChange => {
    const isUnusual = !temporary && usual !== null && shapeOf(to) !== usual;
    return { from, to, temporary, raisesHighest: isNumber(to) && BigInt(to) > highest, isUnusual };
  };
  const waiting = new Map(moves.map((move) => [move.wanted, move]));
  const moving = new Set(moves.map(({ held }) => held));
  const taken = new Set([...used, ...moves.map(({ wanted }) => wanted)]);
  const changes: CodeChange[] = [];
  /** Follows whoever waits for the code that was just let go. */
  const follow = (free: string) => {
    for (let next = waiting.get(free); next; next = waiting.get(next.held)) {
      waiting.delete(next.wanted);
      changes.push(change(next.from, next.to));
    }
  };
  for (const { wanted } of moves) if (!moving.has(wanted)) follow(wanted);
  for (const move of moves) {
    if (!waiting.has(move.wanted)) continue;
    waiting.delete(move.wanted);
    const free = unused(move.from, taken);
    taken.add(free);
    changes.push(change(move.from, free, true));
    follow(move.held);
    changes.push(change(free, move.to));
  }
  return { changes, collisions };
}

/** The wishes that can come true, and those that cannot; by code point. A wish that is its own code is neither. */
function possible(
  wishes: readonly Wish[],
  used: ReadonlySet<string>,
  misfit: Fits,
): { moves: Wish[]; collisions: Collision[] } {
  const collisions: Collision[] = [];
  const refuse = ({ from, to }: Wish, kind: Collision["kind"]) => collisions.push({ from, to, kind });
  const all = [...new Map(wishes.map((wish) => [`${wish.held}\n${wish.wanted}`, wish])).values()];
  const held = counted(all.map((wish) => wish.held));
  const wanted = counted(all.map((wish) => wish.wanted));
  const moves = new Map<string, Wish>();
  for (const wish of all) {
    const unfit = wish.held === wish.wanted ? undefined : misfit(wish.to);
    if ((held.get(wish.held) ?? 0) > 1) refuse(wish, "two_targets");
    else if ((wanted.get(wish.wanted) ?? 0) > 1) refuse(wish, "same_target");
    else if (unfit) refuse(wish, unfit);
    else if (wish.held !== wish.wanted) moves.set(wish.held, wish);
  }
  // why: who cannot leave its code keeps it from whoever wants it, and so on along the chain.
  const waiting = new Map([...moves.values()].map((wish) => [wish.wanted, wish]));
  for (const start of [...moves.values()])
    for (let wish: Wish | undefined = start; wish; wish = waiting.get(wish.held)) {
      if (!moves.has(wish.held) || !used.has(wish.wanted) || moves.has(wish.wanted)) break;
      moves.delete(wish.held);
      refuse(wish, "in_use");
    }
  const order = (one: { from: string; to: string }, other: { from: string; to: string }) =>
    byCodePoint(one.from, other.from) || byCodePoint(one.to, other.to);
  return { moves: [...moves.values()].sort(order), collisions: collisions.sort(order) };
}

/** How nine in ten of the codes are written, where there are enough of them to tell. */
function usualShape(codes: readonly string[]): string | null {
  const shapes = counted(codes.map(shapeOf));
  const [most] = [...shapes].sort(([, one], [, other]) => other - one);
  return most && codes.length >= 10 && most[1] >= codes.length * 0.9 ? most[0] : null;
}

function counted(codes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

const isNumber = (code: string): boolean => /^\d{1,30}$/.test(code);

const highestOf = (codes: readonly string[]): bigint =>
  codes.reduce((most, code) => (isNumber(code) && BigInt(code) > most ? BigInt(code) : most), 0n);

/** A code that nobody uses: for a number a gap of the same width, below the highest so that Globe's numbering stays. */
function unused(code: string, used: ReadonlySet<string>): string {
  if (isNumber(code)) {
    const written = (number: bigint) => String(number).padStart(code.length, "0");
    const highest = highestOf([...used].filter((one) => one.length === code.length));
    for (let number = highest - 1n; number > 0n; number -= 1n) if (!used.has(written(number))) return written(number);
    return written(highestOf([...used]) + 1n);
  }
  for (let at = 1; ; at += 1) if (!used.has(`TMP${at}`)) return `TMP${at}`;
}
