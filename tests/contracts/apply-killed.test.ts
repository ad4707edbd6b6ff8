// Agent, worker, bus, Globe and Milestones killed in the middle of what they do, again and again, while people work in
// both systems, pulls run and approvals are applied; in the end all agree, and nothing was applied twice or unasked.
// TIEOUT_KILLS says how often, TIEOUT_SEED what is drawn; the seed is said where it fails.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EntityName, entities, entityNames } from "../../core/entities/index.ts";
import { openDecisionStates } from "../../core/states.ts";
import { accountOf, addAccount } from "../../prisma/accounts.ts";
import { administrations, saveAdministration } from "../../prisma/administrations.ts";
import { alteredDecisions, type Decision, decide, decisions, propose } from "../../prisma/decisions.ts";
import { events, type Person, verifyEvents } from "../../prisma/events.ts";
import { requestPull } from "../../prisma/requests.ts";
import { lastRun, type Run, runs } from "../../prisma/runs.ts";
import { plainView } from "../../prisma/view.ts";
import { gridBlock } from "../../prisma/views.ts";
import type { StoredRecord } from "../../standins/dataset.ts";
import { administrationId, closed, db, keptBy, opened, standin, standinArgs, state } from "./installation.ts";
import { aimed, blind } from "./kills.ts";
import { eventually } from "./rooms.ts";
import { draw, oneOf, seed, silent, stirGlobe, stirMilestones, unlike } from "./stirring.ts";
import { auditWrites } from "./write-audit.ts";

process.env.TIEOUT_SETTLE = "1";
const times = Number(process.env.TIEOUT_KILLS ?? 8);
const moved = "ModifiedOn";
// With entity tags, not even what someone does between the last look and the write is lost.
standinArgs.globe = ["--kept", keptBy("globe")];
standinArgs.milestones = ["--moved", moved, "--etags"];

let people: Record<"preparer" | "approver", Person>;
const atFirst = new Map<string, readonly StoredRecord[]>();

beforeAll(async () => {
  await opened();
  const added = async (role: "preparer" | "approver") => {
    await addAccount(db, { username: role, displayName: role, password: "open sesame", role });
    const account = accountOf(db, role);
    if (!account) throw new Error(`there is a ${role}`);
    return account;
  };
  people = { preparer: await added("preparer"), approver: await added("approver") };
  for (const name of entityNames) {
    const { milestones } = entities[name];
    atFirst.set(milestones, await standin("milestones", "GET", `records/${milestones}`));
  }
  const all = () => entityNames.map((entity) => lastRun(db, administrationId, entity)?.state);
  await eventually(all, (found) => found.every((one) => one === "complete"), 90);
  for (const { code, name, settings } of administrations(db))
    saveAdministration(db, { code, name, settings: { ...settings, milestones: { ...settings.milestones, moved } } });
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

const all = (): Decision[] => decisions(db, { administrationId, limit: 100_000 });
const open = () => all().filter(({ state: one }) => openDecisionStates.some((name) => name === one));
const ask = (whole = false, names: readonly EntityName[] = entityNames) =>
  void requestPull(db, null, { administrationId, entities: names, whole });

it("an approval is in Milestones, and pulled, without anybody asking", async () => {
  const before = state("currency").counts.different;
  expect(approve(99, ["currency"])).toBe(before);
  await eventually(open, (found) => found.length === 0, 60);
  await eventually(
    () => state("currency").counts.different,
    (count) => count === 0,
    60,
  );
  expect(lastRun(db, administrationId, "currency")?.trigger).toBe("apply");
});

/** Pulls every entity, once more where one was not complete; the complete runs. */
async function allPulled(whole = false) {
  const latest = Math.max(...entityNames.map((entity) => lastRun(db, administrationId, entity)?.id ?? 0));
  const done = new Map<EntityName, Run>();
  await eventually(
    () => {
      const left = entityNames.filter((entity) => !done.has(entity));
      for (const entity of left) {
        const [run] = runs(db, { administrationId, entity, limit: 20 }).filter(
          ({ id, state: one, since }) => id > latest && one === "complete" && (!whole || since === null),
        );
        if (run) done.set(entity, run);
      }
      const idle = entityNames.every((entity) => lastRun(db, administrationId, entity)?.state !== "running");
      if (idle)
        ask(
          whole,
          entityNames.filter((entity) => !done.has(entity)),
        );
      return entityNames.length - done.size;
    },
    (missing) => missing === 0,
    300,
  );
  return done;
}

/** Approves what differs and pulls what is not whole, until nothing is open and nothing differs. */
const settled = () =>
  eventually(
    () => {
      approve(99);
      const unsure = entityNames.filter((entity) => {
        const last = lastRun(db, administrationId, entity);
        return last?.state === "incomplete" || last?.state === "failed";
      });
      ask(false, unsure);
      const differing = entityNames.filter((entity) => {
        const { different, only_in_globe, not_comparable } = state(entity).counts;
        return different + only_in_globe + not_comparable > 0;
      });
      return { open: open().map(({ id, entity, key, state: one }) => [id, entity, key, one]), differing, unsure };
    },
    (now) => now.open.length + now.differing.length + now.unsure.length === 0,
    300,
  );

it(`${times} times something is killed; nothing is applied twice and nothing is lost (seed ${seed})`, async () => {
  const kills = { ...aimed, ...blind };
  const missed = new Set(Object.keys(aimed));
  for (let round = 0; round < times || (missed.size > 0 && round < times + 5); round += 1) {
    await stirGlobe(3);
    if (draw(3) === 0) await stirMilestones();
    const [next] = missed;
    const name = next ?? oneOf(Object.keys(kills));
    const began = Date.now();
    const isHit = await kills[name]?.({ approve: () => void approve(8), ask: () => ask(draw(6) === 0) });
    if (isHit) missed.delete(name);
    tell({ round, name, isHit, seconds: (Date.now() - began) / 1_000 });
  }
  expect([...missed], "nothing was under way").toEqual([]);

  // Pulls of what moved, and nothing else, bring all that moved a date.
  await allPulled();
  await settled();
  expect((await unlike()).filter((one) => !one.includes("InvoiceAddressCity"))).toEqual([]);
  // What moved none is found by a pull of everything.
  await allPulled(true);
  await settled();
  expect(await unlike(), `${silent} changes moved no date`).toEqual([]);
  for (const [entity, run] of await allPulled(true)) {
    expect(run, entity).toMatchObject({ since: null, moved: { added: 0, changed: 0, closed: 0 } });
    expect(state(entity).counts, entity).toMatchObject({ different: 0, only_in_globe: 0, duplicate_key: 0 });
  }
  const incremental = entityNames.flatMap((entity) =>
    runs(db, { administrationId, entity, limit: 10_000 }).filter(
      ({ state: one, since }) => one === "complete" && since !== null,
    ),
  );
  expect(incremental.length).toBeGreaterThan(entityNames.length);

  const audit = auditWrites(keptBy("milestones"), atFirst, all());
  tell({ seed, ends: tally(), writes: audit.writes, pulls: pullTally() });
  expect(audit.wrong).toEqual([]);
  expect(audit.writes).toBeGreaterThan(35);
  for (const { id } of all()) {
    const kinds = events(db, { decisionId: id }).map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect(count("decision_applying") - count("decision_not_sent"), `decision ${id}`).toBeLessThanOrEqual(1);
    expect(kinds.filter((kind) => /^decision_(applied|stale|failed|lapsed)$/.test(kind))).toHaveLength(1);
  }
  expect(verifyEvents(db).whole).toBe(true);
  expect(alteredDecisions(db)).toEqual([]);
  for (const name of entityNames) {
    const { milestones, key, id } = entities[name];
    const records = (await standin("milestones", "GET", `records/${milestones}`)) as StoredRecord[];
    const keys = records.map((record) => String(record[key.name]).trim());
    expect(new Set(keys).size, name).toBe(keys.length);
    expect(new Set(records.map((record) => String(record[id]))).size, name).toBe(keys.length);
  }
}, 3_600_000);

const tell = (what: object) =>
  process.env.TIEOUT_TELL ? void process.stderr.write(`${JSON.stringify(what)}\n`) : undefined;

const count = (names: readonly string[]) => {
  const found: Record<string, number> = {};
  for (const name of names) found[name] = (found[name] ?? 0) + 1;
  return found;
};
const tally = () =>
  count(
    all().map(({ state: one, outcome }) =>
      [one, outcome && "reason" in outcome ? outcome.reason : ""].join(" ").trim(),
    ),
  );
const pullTally = () =>
  count(
    entityNames.flatMap((entity) =>
      runs(db, { administrationId, entity, limit: 10_000 }).map(({ state: one, since }) =>
        [one, since === null ? "whole" : "of what moved"].join(" "),
      ),
    ),
  );
