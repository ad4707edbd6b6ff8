import fc from "fast-check";
import { expect, test } from "vitest";
import { statuses } from "../core/reconcile/compare.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { movers } from "../core/reconcile/three-way.ts";
import { openDatabase } from "./database.ts";
import { propose } from "./decisions.ts";
import { facets } from "./facets.ts";
import { fieldValues } from "./field-values.ts";
import { gridReader } from "./grid-reader.ts";
import { type PairRow, rowsOf } from "./rows.ts";
import { folded } from "./search-text.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { filterOperators, plainView, type View, viewSchema } from "./view.ts";
import { viewSql } from "./view-sql.ts";
import { eachRow, gridBlock, idsOf } from "./views.ts";

const names = ["Café Noord", "cafe zuid", "Bakker", "bakker", "Énorm", "", "De Vries & Zn", "100%_x"];
const cities = ["Utrecht", "Den Haag", "", "Ütrecht"];

/** Sixty customers of every status, always the same. */
function customers() {
  const globe: RawRecord[] = [];
  const milestones: RawRecord[] = [];
  for (let n = 0; n < 60; n += 1) {
    const code = String(1000 + ((n * 37) % 60));
    const [name, city] = [names[n % names.length] ?? "", cities[n % cities.length] ?? ""];
    if (n % 7 !== 0) globe.push({ DebtorCode: code, AccountName: name, CustomerStatus: "A", InvoiceCity: city });
    if (n % 11 === 1) globe.push({ DebtorCode: code, AccountName: `${name} 2` });
    if (n % 5 !== 0) {
      const other = n % 3 === 0 ? `${name} x` : name;
      milestones.push({ CustomerCode: code, Name: other, IsActive: n % 4 !== 0, InvoiceAddressCity: city });
    }
  }
  return judged("customer", { globe, milestones });
}

async function stored() {
  const store = await testDatabase();
  // What differs after this moved on one side since, or on both, or never agreed.
  const before = customers().flatMap(({ globe, milestones }) => [...globe, ...milestones].map(({ raw }) => raw));
  const code = (raw: RawRecord) => Number(raw.DebtorCode ?? raw.CustomerCode);
  const named = new Map(
    before.filter((raw) => "DebtorCode" in raw).map((raw) => [code(raw), raw.AccountName ?? "then"]),
  );
  const agreed = (raw: RawRecord, name: string) => ({ ...raw, [name]: code(raw) % 2 ? "then" : named.get(code(raw)) });
  pulled(
    store.db,
    store.administration.id,
    "customer",
    judged("customer", {
      globe: before
        .filter((raw) => "DebtorCode" in raw && code(raw) % 4 !== 3)
        .map((raw) => agreed(raw, "AccountName")),
      milestones: before.filter((raw) => "CustomerCode" in raw).map((raw) => agreed(raw, "Name")),
    }),
  );
  pulled(store.db, store.administration.id, "customer", customers());
  const { rows } = gridBlock(store.db, plainView(store.administration.id, "customer"), 0, 1000);
  const open = rows.filter(({ status }) => status === "only_in_globe").slice(0, 2);
  const proposal = { pairs: open, action: "take_globe", reason: "new", comment: "" } as const;
  propose(store.db, store.people.preparer, proposal);
  return { ...store, rows: gridBlock(store.db, plainView(store.administration.id, "customer"), 0, 1000).rows };
}

// The same view, said again in plain words over all rows.
function asExpected(rows: readonly PairRow[], view: View): PairRow[] {
  const text = (row: PairRow, side: "globe" | "milestones", field: string) => row[side]?.[field] ?? "";
  const holds = (row: PairRow, { field, op, value, side }: View["filters"][number]) => {
    const texts =
      field === "key" || field === "title"
        ? [row[field]]
        : (side ? [side] : (["globe", "milestones"] as const)).map((one) => text(row, one, field));
    const wanted = folded(value);
    if (op === "blank") return texts.every((one) => one === "");
    if (op === "notBlank") return texts.some((one) => one !== "");
    return texts.some((one) =>
      op === "equals"
        ? folded(one) === wanted
        : op === "startsWith"
          ? folded(one).startsWith(wanted)
          : folded(one).includes(wanted),
    );
  };
  const kept = rows.filter((row) => {
    const everything = folded(
      [row.key, row.title, ...Object.values({ ...row.globe }), ...Object.values({ ...row.milestones })].join("\n"),
    );
    return (
      (view.statuses.length === 0 || view.statuses.includes(row.status)) &&
      folded(view.search)
        .split(/\s+/)
        .every((word) => everything.includes(word)) &&
      view.filters.every((filter) => holds(row, filter)) &&
      view.picked.every(({ field, values }) =>
        [row.globe, row.milestones].some((record) => record && values.includes(record[field] ?? "")),
      ) &&
      (!view.differingIn?.length || view.differingIn.some((field) => row.differing.includes(field))) &&
      (view.moved === undefined ||
        (row.status !== "not_comparable" &&
          row.differing.some(
            (field) =>
              row.moved[field] === view.moved && (!view.differingIn?.length || view.differingIn.includes(field)),
          ))) &&
      (view.decision === undefined || (row.decision?.state ?? "none") === view.decision)
    );
  });
  // ASCII letters are the only ones whose case does not count in an order.
  const plain = (one: string) => one.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const rank = (row: PairRow, column: string, side?: "globe" | "milestones"): string | number => {
    if (column === "key" || column === "changedAt") return row[column];
    if (column === "differs") return row.differing.length;
    if (column === "status") return statuses.indexOf(row.status);
    if (column === "decision") return row.decision?.state ?? "";
    if (column === "title") return plain(row.title);
    return plain(side ? text(row, side, column) : text(row, "globe", column) || text(row, "milestones", column));
  };
  const compared = (left: string | number, right: string | number) =>
    typeof left === "number" || typeof right === "number"
      ? Number(left) - Number(right)
      : Buffer.compare(Buffer.from(left), Buffer.from(right));
  return kept.toSorted((left, right) => {
    for (const { column, descending, side } of [...view.sort, { column: "key", descending: false, side: undefined }]) {
      const found = compared(rank(left, column, side), rank(right, column, side));
      if (found !== 0) return descending ? -found : found;
    }
    return 0;
  });
}

const side = fc.constantFrom(undefined, "globe", "milestones");
const anyView = (administrationId: number) =>
  fc
    .record({
      statuses: fc.subarray([...statuses], { maxLength: 3 }),
      search: fc.constantFrom("", "", "cafe", "CAFÉ noord", "utrecht bak", "%", "_x", "100", "nowhere"),
      filters: fc.array(
        fc.record({
          field: fc.constantFrom("key", "title", "Name", "InvoiceAddressCity", "IsActive"),
          op: fc.constantFrom(...filterOperators),
          value: fc.constantFrom("", "ba", "É", "100%", "true", "10", "'"),
          side,
        }),
        { maxLength: 2 },
      ),
      picked: fc.constantFrom(
        [],
        [],
        [{ field: "InvoiceAddressCity", values: ["Utrecht", ""] }],
        [
          { field: "Name", values: ["Bakker", "bakker x", "Énorm"] },
          { field: "IsActive", values: ["true"] },
        ],
      ),
      differingIn: fc.constantFrom(undefined, [], ["Name"], ["Name", "IsActive"]),
      moved: fc.constantFrom(undefined, undefined, ...movers),
      decision: fc.constantFrom(undefined, undefined, "none", "proposed", "approved"),
      sort: fc.array(
        fc.record({
          column: fc.constantFrom("key", "title", "status", "differs", "decision", "changedAt", "Name"),
          descending: fc.boolean(),
          side,
        }),
        { maxLength: 2 },
      ),
    })
    .map((given) => viewSchema.parse({ administrationId, entity: "customer", ...given }));

test("a view holds the rows that its words say, in the order they say", async () => {
  const { db, rows, administration } = await stored();
  expect(new Set(rows.map(({ status }) => status)).size).toBe(5);
  expect(new Set(rows.flatMap(({ moved }) => Object.values(moved))).size).toBeGreaterThan(2);
  fc.assert(
    fc.property(anyView(administration.id), fc.nat(70), fc.integer({ min: 1, max: 70 }), (view, from, count) => {
      const expected = asExpected(rows, view).map(({ key }) => key);
      const block = gridBlock(db, view, from, count);
      expect(block.rows.map(({ key }) => key)).toEqual(expected.slice(from, from + count));
      expect(block.total).toBe(expected.length);
      expect(rowsOf(db, idsOf(db, view), true).map(({ key }) => key)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test("each count beside a view is what choosing it would show", async () => {
  const { db, administration } = await stored();
  fc.assert(
    fc.property(anyView(administration.id), (view) => {
      const found = facets(db, view);
      const total = (change: Partial<View>) => gridBlock(db, { ...view, ...change }, 0, 1).total;
      for (const status of statuses) expect(found.statuses[status]).toBe(total({ statuses: [status] }));
      for (const field of ["Name", "IsActive"])
        expect(found.differing[field] ?? 0).toBe(total({ differingIn: [field] }));
      for (const mover of movers) expect(found.moved[mover] ?? 0).toBe(total({ moved: mover }));
      for (const decision of ["none", "proposed", "approved"] as const)
        expect(found.decisions[decision]).toBe(total({ decision }));
    }),
    { numRuns: 60 },
  );
});

test("each count of a field's values is what picking it would show, whatever of the field is picked", async () => {
  const { db, administration } = await stored();
  const kept = new Map();
  fc.assert(
    fc.property(
      anyView(administration.id),
      fc.constantFrom("Name", "InvoiceAddressCity", "IsActive"),
      (view, field) => {
        const { values, all } = fieldValues(db, { view, field, search: "" }, kept);
        const others = view.picked.filter((one) => one.field !== field);
        for (const { value, pairs } of values)
          expect(gridBlock(db, { ...view, picked: [...others, { field, values: [value] }] }, 0, 1).total).toBe(pairs);
        expect(values.filter(({ pairs }) => pairs > 0)).toHaveLength(all);
      },
    ),
    { numRuns: 60 },
  );
});

test("values of a field are found without case and accents, and move with what is decided and pulled", async () => {
  const { db, administration } = await stored();
  const kept = new Map();
  const view = plainView(administration.id, "customer");
  const asked = { view, field: "InvoiceAddressCity", search: "UTR" };
  expect(fieldValues(db, asked, kept).values.map(({ value }) => value)).toEqual(["Utrecht", "Ütrecht"]);
  pulled(db, administration.id, "customer", []);
  expect(fieldValues(db, asked, kept)).toEqual({ values: [], all: 0, found: 0 });
});

test("the grid's reader gives the blocks and counts that the database gives", async () => {
  const { db, dataDir, administration } = await stored();
  const reader = gridReader(dataDir);
  await fc.assert(
    fc.asyncProperty(anyView(administration.id), fc.nat(50), async (view, from) => {
      expect(await reader.block(view, from, 10)).toEqual(gridBlock(db, view, from, 10));
      expect(await reader.facets(view)).toEqual(facets(db, view));
    }),
    { numRuns: 60 },
  );
  await reader.close();
});

test("the grid's reader shows what a new run found, and a decision in the row that is already on screen", async () => {
  const { db, dataDir, administration, people } = await stored();
  const reader = gridReader(dataDir);
  const view = { ...plainView(administration.id, "customer"), search: "bakker" };
  const before = await reader.block(view, 0, 10);
  const row = before.rows.find(({ status }) => status === "different");
  if (!row) throw new Error("expected a difference");
  propose(db, people.preparer, { pairs: [row], action: "keep_milestones", reason: "r", comment: "" });
  const decided = await reader.block(view, 0, 10);
  expect(decided.rows.find(({ id }) => id === row.id)?.decision?.state).toBe("proposed");
  expect(decided.dataVersion).toBeGreaterThan(before.dataVersion);
  pulled(db, administration.id, "customer", []);
  expect(await reader.block(view, 0, 10)).toMatchObject({ rows: [], total: 0 });
  await reader.close();
});

test("a walk over every row is of one moment, whatever is written meanwhile", async () => {
  const { db, dataDir, administration, rows } = await stored();
  const own = openDatabase(dataDir, { readonly: true });
  const walk = eachRow(own, plainView(administration.id, "customer"), 10);
  const seen = [walk.next().value?.key];
  pulled(db, administration.id, "customer", []);
  for (const row of walk) seen.push(row.key);
  expect(seen).toEqual(rows.map(({ key }) => key));
  expect([...eachRow(own, plainView(administration.id, "customer"))]).toEqual([]);
});

test("what is counted, filtered and sorted most is answered by indexes alone, without reading or sorting pairs", async () => {
  const { db, administration } = await testDatabase();
  const most: Partial<View>[] = [
    {},
    { statuses: ["different"] },
    { sort: [{ column: "key", descending: true }] },
    { sort: [{ column: "title", descending: false }] },
    { sort: [{ column: "title", descending: false }], statuses: ["equal"] },
    { differingIn: ["Name"] },
    { decision: "proposed" },
    { decision: "none" },
  ];
  for (const asked of most) {
    const { where, orderBy, params } = viewSql({ ...plainView(administration.id, "customer"), ...asked }, true);
    const sql = `EXPLAIN QUERY PLAN SELECT pair.id FROM pair WHERE ${where} ORDER BY ${orderBy}`;
    const [pairs, ...rest] = db.prepare<[object], { detail: string }>(sql).all(params);
    expect(pairs?.detail).toContain("SEARCH pair USING COVERING INDEX");
    expect(rest.map(({ detail }) => detail).join()).not.toContain("ORDER BY");
  }
});

test("a view from outside that names a column the entity does not have is refused", () => {
  const given = { administrationId: 1, entity: "customer" };
  expect(() => viewSchema.parse({ ...given, sort: [{ column: "x; DROP TABLE pair" }] })).toThrow("has no column");
  expect(() => viewSchema.parse({ ...given, filters: [{ field: "Percentage", op: "blank" }] })).toThrow(
    "has no column",
  );
  expect(() => viewSchema.parse({ ...given, differingIn: ["Nothing"] })).toThrow("has no column");
});
