import { describe, expect, it } from "vitest";
import { fieldWord, translator } from "../i18n/translator.ts";
import { emptyAddress } from "./address.ts";
import { toldFilter, toldOrder } from "./told.ts";

const telling = { t: translator("nl").t, field: (name: string) => fieldWord("nl", name), keyField: "CustomerCode" };

describe("a filter in words", () => {
  it("names each of its parts", () => {
    const choice = {
      ...emptyAddress,
      statuses: ["only_in_globe" as const],
      search: "dewey",
      filters: [{ field: "key", op: "startsWith" as const, value: "100", side: "globe" as const }],
      differingIn: ["VatCodeId"],
      decision: "none" as const,
    };
    expect(toldFilter(choice, telling)).toBe(
      "Alleen in Globe; “dewey”; Debiteurcode (Globe) begint met “100”; verschilt in BTW-code; zonder besluit",
    );
  });

  it("says that there is none", () => {
    expect(toldFilter(emptyAddress, telling)).toBe("geen");
  });

  it("tells the order, by code where nothing was asked", () => {
    expect(toldOrder(emptyAddress, telling)).toBe("Debiteurcode");
    const sort = [
      { column: "status", descending: true },
      { column: "Name", descending: false },
    ];
    expect(toldOrder({ ...emptyAddress, sort }, telling)).toBe("Status ↓, Naam ↑");
  });
});
