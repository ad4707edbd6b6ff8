// Applying in a whole installation while worker and Milestones are killed in the middle of what they do, again and again.
// Which is killed when is drawn from TIEOUT_SEED, said where it fails.
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EntityName, entities, entityNames } from "../../core/entities/index.ts";
import { openDecisionStates } from "../../core/states.ts";
import { accountOf, addAccount } from "../../prisma/accounts.ts";
import { type Decision, decide, decisions, propose } from "../../prisma/decisions.ts";
import { events, type Person, verifyEvents } from "../../prisma/events.ts";
import { lastRun } from "../../prisma/runs.ts";
import { plainView } from "../../prisma/view.ts";
import { gridBlock } from "../../prisma/views.ts";
import { administrationId, closed, db, keptBy, opened, rooms, standin, start, state } from "./installation.ts";
import { eventually } from "./rooms.ts";

process.env.TIEOUT_SETTLE = "1";
const seed = Number(process.env.TIEOUT_SEED ?? Date.now() % 100_000);
let drawn = seed;
/** A whole number below `limit`. */
function draw(limit: number): number {
  drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((drawn / 2 ** 32) * limit);
}

let people: Record<"preparer" | "approver", Person>;

beforeAll(async () => {
  await opened();
  const added = async (role: "preparer" | "approver") => {
    await addAccount(db, { username: role, displayName: role, password: "open sesame", role });
    const account = accountOf(db, role);
    if (!account) throw new Error(`there is a ${role}`);
    return account;
  };
  people = { preparer: await added("preparer"), approver: await added("approver") };
  const all = () => entityNames.map((entity) => lastRun(db, administrationId, entity)?.state);
  await eventually(all, (found) => found.every((one) => one === "complete"), 90);
}, 120_000);
afterAll(closed);

const takeable = (entity: EntityName) =>
  gridBlock(db, plainView(administrationId, entity), 0, 999).rows.filter(
    ({ status, decision, outcome }) =>
      (status === "different" || status === "only_in_globe") && !decision && outcome !== "applied",
  );

/** Approves taking Globe's value for what differs and has no open decision, so many at most; how many there were. */
function approve(most: number, names: readonly EntityName[] = entityNames): number {
  const pairs = names.flatMap(takeable).slice(0, most);
  const because = { reason: "outdated", comment: "" };
  const ids = propose(db, people.preparer, { pairs, action: "take_globe", ...because }).flatMap(
    ({ decisionId }) => decisionId ?? [],
  );
  decide(db, people.approver, { ids, verdict: "approve", comment: "" });
  return ids.length;
}

const all = (): Decision[] => decisions(db, { administrationId, limit: 10_000 });
const open = () => all().filter(({ state: one }) => openDecisionStates.some((name) => name === one));
const left = () => entityNames.flatMap(takeable).length;

it("an approval is in Milestones, and pulled, within seconds", async () => {
  const before = state("currency").counts.different;
  expect(approve(99, ["currency"])).toBe(before);
  await eventually(open, (found) => found.length === 0, 15);
  await eventually(
    () => state("currency").counts.different,
    (count) => count === 0,
    15,
  );
  expect(lastRun(db, administrationId, "currency")?.trigger).toBe("apply");
});

/** Approves, and waits until one of the writes that follow stands before Milestones; false where none comes. */
async function atWrite(approving: () => void): Promise<boolean> {
  const { id } = await standin("milestones", "POST", "pauses", { method: "POST", afterPages: draw(4) });
  const reached = standin("milestones", "GET", `pauses/${id}`).then(() => true);
  approving();
  return Promise.race([reached, pause(8_000, false)]);
}

/** Each approves, kills in the middle of what follows, starts again what it killed, and says whether a write was under way. */
const kills: Record<string, (approving: () => void) => Promise<boolean>> = {
  async "the worker, whose write is done when it is gone"(approving) {
    const stood = await atWrite(approving);
    await rooms.worker?.kill();
    await standin("milestones", "DELETE", "pauses");
    await start.worker();
    return stood;
  },
  "Milestones, with the write done and nobody told": (approving) => dead(approving, true),
  "Milestones, with the write not done": (approving) => dead(approving, false),
  async "both, with a write under way"(approving) {
    const stood = await atWrite(approving);
    await Promise.all([rooms.worker?.kill(), rooms.milestones?.kill()]);
    await Promise.all([start.worker(), start.standin("milestones")]);
    return stood;
  },
  async "the worker, at any moment"(approving) {
    approving();
    await pause(draw(2_000));
    await rooms.worker?.kill();
    await start.worker();
    return open().length > 0;
  },
};

async function dead(approving: () => void, done: boolean): Promise<boolean> {
  await standin("milestones", "POST", "faults", { kind: "die", method: "POST", afterPages: draw(4), done });
  approving();
  const isDown = () =>
    standin("milestones", "GET", "").then(
      () => false,
      () => true,
    );
  const died = await eventually(isDown, (down) => down, 8).catch(() => false);
  if (!died) await rooms.milestones?.kill();
  await start.standin("milestones");
  return died;
}

const tally = () => {
  const ends: Record<string, number> = {};
  for (const { outcome } of all()) {
    const end = outcome ? [outcome.state, "reason" in outcome ? outcome.reason : ""].join(" ") : "none";
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
};

it(`nothing is applied twice and nothing is lost, whoever is killed when (seed ${seed})`, async () => {
  const wanted = left();
  expect(wanted).toBeGreaterThan(35);
  const names = Object.keys(kills);
  const hits: string[] = [];
  for (let round = 0; round < 60 && left() + open().length > 0; round += 1) {
    const name = names[round < names.length ? round : draw(names.length)] ?? "";
    if (await kills[name]?.(() => void approve(8))) hits.push(name);
  }
  for (const name of names.slice(0, -1)) expect(hits, `no write was under way: ${name}`).toContain(name);
  // What nobody saw the end of, and is not there, is for a person to decide again.
  await eventually(
    () => {
      approve(99);
      const differing = entityNames.filter((entity) => {
        const { different, only_in_globe } = state(entity).counts;
        return different + only_in_globe > 0;
      });
      return { open: open().map(({ id, entity, key, state: one }) => [id, entity, key, one]), differing };
    },
    (now) => now.open.length === 0 && now.differing.length === 0,
    90,
  );
  for (const entity of entityNames)
    expect(state(entity).counts, entity).toMatchObject({ different: 0, only_in_globe: 0, duplicate_key: 0 });

  const applied = all().filter(({ state: one }) => one === "applied");
  const about = applied.map(({ entity, key }) => `${entity} ${key}`);
  expect(about.filter((one, at) => about.indexOf(one) !== at)).toEqual([]);
  expect(applied.length).toBeGreaterThanOrEqual(wanted);
  for (const { id } of all()) {
    const kinds = events(db, { decisionId: id }).map(({ kind }) => kind);
    const times = (kind: string) => kinds.filter((one) => one === kind).length;
    expect(times("decision_applying") - times("decision_not_sent"), `decision ${id}`).toBeLessThanOrEqual(1);
    expect(kinds.filter((kind) => /^decision_(applied|stale|failed|lapsed)$/.test(kind))).toHaveLength(1);
  }
  expect(verifyEvents(db).whole).toBe(true);
  if (process.env.TIEOUT_TELL) process.stderr.write(`${JSON.stringify({ seed, hits, ends: tally() })}\n`);

  // Each line is a write that Milestones did: none is there twice, and each key was made once.
  expect(existsSync(keptBy("milestones"))).toBe(true);
  const lines = readFileSync(keptBy("milestones"), "utf8").split("\n").filter(Boolean);
  expect(new Set(lines).size).toBe(lines.length);
  for (const name of entityNames) {
    const { milestones, key, id } = entities[name];
    const records = (await standin("milestones", "GET", `records/${milestones}`)) as Record<string, unknown>[];
    const keys = records.map((record) => String(record[key.name]).trim());
    expect(new Set(keys).size, name).toBe(keys.length);
    expect(new Set(records.map((record) => String(record[id]))).size, name).toBe(keys.length);
  }
}, 400_000);
