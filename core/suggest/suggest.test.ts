import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelledSet } from "../../bench/suggest-set.ts";
import type { Entity } from "../entities/entity.ts";
import { entities, entityNames } from "../entities/index.ts";
import { isOfCompany, keyOf, type Side, values } from "../reconcile/normalise.ts";
import { type RawRecord, References } from "../reconcile/references.ts";
import type { Candidate } from "./profile.ts";
import { reasonText } from "./reasons.ts";
import { type Suggestion, suggest, threshold } from "./suggest.ts";

const json = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

function northwindAlone(entity: Entity): { globe: Candidate[]; milestones: Candidate[] } {
  const records = (side: Side): RawRecord[] => json(`demo/northwind/${side}/${entity[side]}.json`);
  const fields = entity.compared.filter((field) => field.kind.name !== "reference");
  const candidates = (side: Side, rows: RawRecord[]): [string, Candidate][] =>
    rows.map((row) => {
      const { compared, printed } = keyOf(entity, side, row);
      return [compared, { key: printed, values: values(fields, side, row, new References()) }];
    });
  const globe = new Map(
    candidates(
      "globe",
      records("globe").filter((row) => isOfCompany(row, "500") && entity.takesPart(row)),
    ),
  );
  const milestones = new Map(candidates("milestones", records("milestones")));
  const without = (own: Map<string, Candidate>, other: Map<string, Candidate>) =>
    [...own].filter(([key]) => !other.has(key)).map(([, candidate]) => candidate);
  return { globe: without(globe, milestones), milestones: without(milestones, globe) };
}

/** A customer from a line "name | street and number | town | postcode | VAT number | e-mail"; what is left out is empty. */
function customer(key: string, line: string): Candidate {
  const [Name = "", street = "", city = "", zip = "", VatNumber = "", email = ""] = line
    .split("|")
    .map((part) => part.trim());
  return {
    key,
    values: {
      Name,
      InvoiceAddressAddress1: street,
      InvoiceAddressCity: city,
      InvoiceAddressZipCode: zip,
      VatNumber,
      InvoiceAddressEmailAddress: email,
    },
  };
}

/** The suggestions of each Globe record, in order. */
function byGlobe(found: readonly Suggestion[]): Map<string, Suggestion[]> {
  const lists = new Map<string, Suggestion[]>();
  for (const one of found) lists.set(one.globe, [...(lists.get(one.globe) ?? []), one]);
  return lists;
}

const score = (globe: string, milestones: string): number =>
  suggest(
    "customer",
    { globe: [customer("1001", globe)], milestones: [customer("K77", milestones)] },
    { threshold: 0 },
  )[0]?.score ?? 0;

describe("suggestions", () => {
  it("finds in northwind what its truth holds, and nothing else", () => {
    const found = entityNames.flatMap((name) =>
      suggest(name, northwindAlone(entities[name])).map(({ globe, milestones }) => ({
        entity: name,
        globe,
        milestones,
      })),
    );
    expect(found).toEqual(json("tests/truth/northwind.json").suggestions);
  });

  it("says why, weightiest first, in both languages", () => {
    const [first] = suggest("customer", northwindAlone(entities.customer));
    expect(first?.score).toBeGreaterThan(0.99);
    const words = (language: "en" | "nl") => first?.reasons.map((reason) => reasonText(reason, language)) ?? [];
    expect(words("en")).toContain("code differs by leading zeros: 10015 and 010015");
    expect(words("nl")).toContain("code verschilt alleen in voorloopnullen: 10015 en 010015");
    const weights = first?.reasons.map(({ weight }) => weight) ?? [];
    expect(weights).toEqual([...weights].sort((one, other) => other - one));
  });

  it.each([
    ["Jansen Bouw B.V. | Kerkstraat 12 | Utrecht", "JANSEN BOUW BV | Kerkstr. 12 | UTRECHT"],
    ["Gebroeders van den Berg V.O.F. | Dorpsstraat 3 | Ede", "Gebr. v.d. Berg vof | Dorpsstr 3 | Ede"],
    ["Bakkerij de Gouden Leeuw | Markt 1 | 's-Hertogenbosch", "De Gouden Leeuw Bakkerij | Markt 1 | Den Bosch"],
    ["Meijer & Zonen Transport B.V. | Havenweg 9 | Den Haag", "Meyer en Zn. Transport | Havenwg. 9 | 's-Gravenhage"],
    ["Installatiebedrijf Kuipers B.V. | Edisonlaan 40 | Zwolle", "Installatie bedrijf Kuipers | Edisonln. 40 | Zwolle"],
    [
      "Vereenigde Tapijtfabrieken Oosterhout Nederland | Rijksweg 8 | Goes",
      "Vereenigde Tapijtfabr | Rijksweg 8 | Goes",
    ],
    ["Hoveniersbedrijf Zandstra | Meent 5a | Sneek", "Hoveniersbedrijf Zandstar | Meent 5 A | Snek"],
    ["A.B.C. Techniek B.V. | Ambachtsweg 2 | Urk", "ABC Techniek B.V. | Ambachtsweg 2 | Urk"],
    ["Stichting Thuiszorg Rozenhof | Laan 77 | Oss", "St. Thuiszorg Rozenhof | Laan 77 | Oss"],
    ["Kwekerij Zonneklaver B.V. | Veilingweg 1 | Aalsmeer", "Kwekerij Zonneklaver BV | Legmeerdijk 313 | Aalsmeer"],
    ["Delta Onderhoud B.V. | Burgemeester Smitstraat 4 | Tiel", "Delta Onderhoud | Burg. Smitstr 4 | Tiel"],
  ])("takes %s and %s for one", (globe, milestones) => {
    expect(score(globe, milestones)).toBeGreaterThanOrEqual(threshold);
  });

  it.each([
    ["Jansen Bouw B.V. | Kerkstraat 12 | Utrecht", "Jansen Bouw Holding B.V. | Kerkstraat 12 | Utrecht"],
    ["Jansen Bouw B.V. | Kerkstraat 12 | Utrecht", "Jansen Transport B.V. | Kerkstraat 12 | Utrecht"],
    ["Jansen Bouw B.V. | Kerkstraat 12 | Utrecht", "Visser Advies B.V. | Kerkstraat 12 | Utrecht"],
    ["J. Bos | Kade 4 | Hoorn", "P. Bos | Kade 4 | Hoorn"],
    ["Oosterhof Vastgoed I B.V. | Singel 8 | Breda", "Oosterhof Vastgoed II B.V. | Singel 8 | Breda"],
    ["Romix B.V. | Singel 8 | Breda", "Stichting Romix | Singel 8 | Breda"],
    ["De Molen | Dorpsstraat 1 | Ede", "De Molen | Havenkade 99 | Goes"],
    ["Bouw Utrecht | Kade 4 | Utrecht", "Transport Utrecht | Plein 77 | Utrecht"],
  ])("does not take %s and %s for one", (globe, milestones) => {
    expect(score(globe, milestones)).toBeLessThan(threshold);
  });

  it("thinks less of a pair whose VAT number, postcode or house number differs", () => {
    const globe = "Delta Onderhoud B.V. | Laan 4 | Tiel | 4001 AB | NL800000001B01";
    const same = score(globe, "Delta Onderhoud | Laan 4 | Tiel | 4001AB | NL 8000.00001.B01");
    expect(score(globe, "Delta Onderhoud | Laan 4 | Tiel | 4001 AB | NL854321987B01")).toBeLessThan(same);
    expect(score(globe, "Delta Onderhoud | Laan 44 | Tiel | 4001 AB | NL800000001B01")).toBeLessThan(same);
    expect(score(globe, "Delta Onderhoud | Laan 4 | Tiel | 9723 ZX | NL800000001B01")).toBeLessThan(same);
  });

  it("does not take the VAT number that a fiscal unity shares for proof", () => {
    const unity = "NL812345678B01";
    const found = suggest("customer", {
      globe: [
        customer("1", `Zandstra Holding B.V. | Kade 1 | Sneek | 8601 AA | ${unity}`),
        customer("2", `Zandstra Jachtbouw B.V. | Kade 1 | Sneek | 8601 AA | ${unity}`),
      ],
      milestones: [
        customer("91", `Zandstra Charters B.V. | Kade 1 | Sneek | 8601 AA | ${unity}`),
        customer("92", `Zandstra Jachtbouw | Kade 1 | Sneek | 8601 AA | ${unity}`),
      ],
    });
    expect(found.map(({ globe, milestones }) => [globe, milestones])).toEqual([["2", "92"]]);
    const shared = found[0]?.reasons.find(({ code }) => code === "vat_shared");
    expect(shared && reasonText(shared, "en")).toBe(
      "VAT number equal, but 2 records bear it (a fiscal unity?): no proof",
    );
  });

  it("does not take an equal VAT number alone for proof", () => {
    expect(
      score("Alfa Zaden | A 1 | Ede | | NL812345678B01", "Omega Lastechniek | B 99 | Goes | | NL812345678B01"),
    ).toBeLessThan(threshold);
  });

  it("pairs employees by name and e-mail, and tells namesakes apart", () => {
    const person = (key: string, Name: string, EmailAddress = ""): Candidate => ({
      key,
      values: { Name, EmailAddress },
    });
    const found = suggest("employee", {
      globe: [
        person("101", "Jan de Vries"),
        person("102", "Piet Hazelhorst"),
        person("103", "Anna van den Berg", "a.berg@proef.nl"),
        person("104", "Els Kuipers", "els@proef.nl"),
      ],
      milestones: [
        person("0101", "Vries, Jan de"),
        person("7", "Willem Hazelhorst"),
        person("A103", "A. v.d. Berg", "A.Berg@proef.nl"),
        person("8", "Kees Tuinstra", "kees@proef.nl"),
      ],
    });
    expect(found.map(({ globe, milestones }) => [globe, milestones])).toEqual([
      ["101", "0101"],
      ["103", "A103"],
    ]);
  });

  it("pairs the other entities by key and name, and never two VAT codes of different percentages", () => {
    const one = (key: string, Name: string, Percentage = ""): Candidate => ({ key, values: { Name, Percentage } });
    const pairs = (found: Suggestion[]) => found.map(({ globe, milestones }) => [globe, milestones]);
    expect(
      pairs(
        suggest("item", {
          globe: [one("P-016", "Onderhoud machines"), one("P017", "Voorrijkosten"), one("X1", "Uurtarief monteur")],
          milestones: [one("P16", "Onderhoud machines"), one("18", "Voorrij kosten"), one("X2", "Kilometers")],
        }),
      ),
    ).toEqual([
      ["P-016", "P16"],
      ["P017", "18"],
    ]);
    const models = (letter: string) =>
      Array.from({ length: 300 }, (_, at) => one(`${letter}${at}`, `Model ${at} groot`));
    const turned = models("B").map(({ values }, at) => ({ key: `B${(at * 7) % 300}`, values }));
    expect(suggest("item", { globe: models("A"), milestones: turned })).toHaveLength(300);
    expect(
      pairs(suggest("vatCode", { globe: [one("1", "BTW hoog", "21")], milestones: [one("9", "BTW hoog", "19")] })),
    ).toEqual([]);
    expect(
      pairs(suggest("vatCode", { globe: [one("1", "BTW hoog", "21")], milestones: [one("01", "BTW hoog", "21")] })),
    ).toEqual([["1", "01"]]);
    expect(pairs(suggest("costCenter", { globe: [one("K-10", "")], milestones: [one("K10", "")] }))).toEqual([
      ["K-10", "K10"],
    ]);
  });

  it("finds nothing in nothing", () => {
    expect(suggest("customer", { globe: [], milestones: [] })).toEqual([]);
    expect(suggest("customer", { globe: [customer("1", "")], milestones: [customer("2", "")] })).toEqual([]);
  });
});

describe("suggestions for a whole administration", () => {
  const kind = { name: "", bare: false, moved: 0.1, typos: 0.3, families: 0.4 };
  const sets = fc
    .record({ seed: fc.integer(), size: fc.integer({ min: 2, max: 60 }), removed: fc.constantFrom(0, 0.5) })
    .map(({ seed, size, removed }) => labelledSet(kind, size, seed, removed));

  it("do not depend on the order of the input", () => {
    fc.assert(
      fc.property(sets, fc.integer(), ({ globe, milestones }, turn) => {
        const turned = <T>(list: T[]): T[] => {
          const at = list.length === 0 ? 0 : Math.abs(turn) % list.length;
          return [...list.slice(at), ...list.slice(0, at)].reverse();
        };
        expect(suggest("customer", { globe: turned(globe), milestones: turned(milestones) })).toEqual(
          suggest("customer", { globe, milestones }),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("leave out what a person turned down, and give its place to another", () => {
    const line = "Bakkerij De Gouden Korenaar | Dorpsstraat 12 | Utrecht | 3511 AB";
    const records = { globe: [customer("1", line)], milestones: [customer("8", line), customer("9", line)] };
    const [best] = suggest("customer", records, { threshold: 0 });
    const isRejected = (globe: string, milestones: string) => globe === "1" && milestones === best?.milestones;
    const [next, ...others] = suggest("customer", records, { threshold: 0, isRejected });
    expect([best?.milestones, next?.milestones].sort()).toEqual(["8", "9"]);
    expect(others).toEqual([]);
  });

  it("tell how far they are, from none to never more than all", () => {
    const told: number[] = [];
    const { globe, milestones } = labelledSet(kind, 40, 1, 0);
    suggest("customer", { globe, milestones }, { far: (part) => told.push(part) });
    expect(told[0]).toBe(0);
    expect(told.every((part) => part >= 0 && part <= 1)).toBe(true);
  });

  it("are at most three each, best first, from the threshold to one, and one to one in first place", () => {
    fc.assert(
      fc.property(sets, ({ globe, milestones }) => {
        const found = suggest("customer", { globe, milestones });
        const lists = byGlobe(found);
        expect([...lists.keys()]).toEqual([...lists.keys()].sort());
        expect(found.map((one) => one.globe)).toEqual([...lists].flatMap(([key, list]) => list.map(() => key)));
        for (const list of lists.values()) {
          expect(list.length).toBeLessThanOrEqual(3);
          const scores = list.map((one) => one.score);
          expect(scores).toEqual([...scores].sort((one, other) => other - one));
          for (const one of scores) {
            expect(one).toBeGreaterThanOrEqual(threshold);
            expect(one).toBeLessThanOrEqual(1);
          }
        }
        const firsts = [...lists.values()].map(([first]) => first?.milestones);
        expect(new Set(firsts).size).toBe(firsts.length);
      }),
      { numRuns: 50 },
    );
  });

  it("pair the same records with the same scores when the sides change places", () => {
    fc.assert(
      fc.property(sets, ({ globe, milestones }) => {
        const firsts = (found: Suggestion[], side: "globe" | "milestones") => {
          const other = side === "globe" ? "milestones" : "globe";
          const list = [...byGlobe(found).values()].map(([one]) => one);
          return list.map((one) => `${one?.[side]} ${one?.[other]} ${one?.score}`).sort();
        };
        expect(firsts(suggest("customer", { globe: milestones, milestones: globe }), "milestones")).toEqual(
          firsts(suggest("customer", { globe, milestones }), "globe"),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("are right often enough on companies of which only name, address and city are known", () => {
    for (const removed of [0, 0.5]) {
      const set = labelledSet({ name: "", bare: true, moved: 0.04, typos: 0.12, families: 0.06 }, 600, 2, removed);
      const found = suggest("customer", set);
      const right = found.filter(({ globe, milestones }) => set.truth.get(globe) === milestones).length;
      expect((2 * right) / (found.length + set.truth.size)).toBeGreaterThan(0.97);
    }
  });

  it("say every reason in whole sentences", () => {
    const set = labelledSet(kind, 300, 5, 0.3);
    for (const { reasons } of suggest("customer", set, { threshold: 0.05 }))
      for (const reason of reasons)
        for (const language of ["en", "nl"] as const) expect(reasonText(reason, language)).not.toMatch(/\{\w+\}/);
  });
});
