// One worker, one agent, two administrations: each finds its own truth, and neither waits for the other.
import { afterAll, beforeAll, expect, it } from "vitest";
import { entityNames } from "../../core/entities/index.ts";
import { administrationOf } from "../../prisma/administrations.ts";
import { entityState } from "../../prisma/entity-state.ts";
import { invoiceRuns } from "../../prisma/invoice-runs.ts";
import { requestPull } from "../../prisma/requests.ts";
import { lastRun, runOf } from "../../prisma/runs.ts";
import creditNotes from "../truth/credit-notes.json" with { type: "json" };
import northwind from "../truth/northwind.json" with { type: "json" };
import { closed, db, openedForTwo, standin } from "./installation.ts";
import { eventually } from "./rooms.ts";

beforeAll(openedForTwo);
afterAll(closed);

const idOf = (code: string) => administrationOf(db, code)?.id ?? 0;

it("each administration is pulled from its own database and its own company", async () => {
  const all = () =>
    ["500", "610"].flatMap((code) => entityNames.map((entity) => lastRun(db, idOf(code), entity)?.state));
  await eventually(all, (found) => found.every((one) => one === "complete"), 90);
  for (const [code, truth] of [["500", northwind] as const, ["610", creditNotes] as const])
    for (const entity of entityNames)
      expect(entityState(db, idOf(code), entity).counts, `${code} ${entity}`).toMatchObject(truth.counts[entity]);
}, 100_000);

it("while Globe keeps one administration waiting, the other is pulled", async () => {
  // why: invoices are judged by the same accounts; the pause must be reached by the pull that is asked for.
  await eventually(
    () => ["500", "610"].map((code) => invoiceRuns(db, idOf(code), 1)[0]?.state),
    (found) => found.every((one) => one === "complete"),
    60,
  );
  const { id } = await standin("globe", "POST", "pauses", { entity: "Account" });
  requestPull(db, null, { administrationId: idOf("500"), entities: ["customer"] });
  await standin("globe", "GET", `pauses/${id}`);
  const held = lastRun(db, idOf("500"), "customer");
  expect(held?.state).toBe("running");

  const before = lastRun(db, idOf("610"), "item")?.id ?? 0;
  requestPull(db, null, { administrationId: idOf("610"), entities: ["item"] });
  await eventually(
    () => lastRun(db, idOf("610"), "item"),
    (found) => (found?.id ?? 0) > before && found?.state === "complete",
  );
  expect(runOf(db, held?.id ?? 0)?.state).toBe("running");
  await standin("globe", "DELETE", "pauses");
  await eventually(
    () => runOf(db, held?.id ?? 0),
    (found) => found?.state === "complete",
  );
}, 100_000);
