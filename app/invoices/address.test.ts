import { describe, expect, it } from "vitest";
import {
  emptyAddress,
  filterOf,
  type InvoiceAddress,
  invoicesAt,
  listOf,
  readAddress,
  writeAddress,
} from "./address.ts";

const read = (text: string) => readAddress(new URLSearchParams(text));

describe("the address of invoices", () => {
  it("says the same after it was written and read", () => {
    const address: InvoiceAddress = {
      show: "approve",
      search: "1.210,00",
      code: "vat_code_unknown",
      cause: "8",
      sort: { by: "total", descending: true },
      page: 3,
    };
    expect(read(writeAddress(address))).toEqual(address);
    expect(writeAddress(emptyAddress)).toBe("");
    expect(read("")).toEqual(emptyAddress);
  });

  it("forgives what it does not know", () => {
    expect(read("show=everything&sort=-colour&page=-2")).toEqual(emptyAddress);
    expect(read("show=toString").show).toBe("waiting");
  });

  it("asks the store for exactly those", () => {
    expect(filterOf(read("show=release&q=7021"), 4)).toEqual({
      administrationId: 4,
      states: ["ready"],
      released: false,
      search: "7021",
    });
    expect(filterOf(read("show=all"), 4)).toEqual({ administrationId: 4 });
    expect(filterOf(read("show=held"), 4)).toEqual({ administrationId: 4, states: ["blocked", "refused"] });
    expect(filterOf(read("show=warned"), 4)).toEqual({ administrationId: 4, warned: true });
  });

  it("belongs to one of the lists", () => {
    expect([listOf("blocked"), listOf("draft"), listOf("booked")]).toEqual(["waiting", "all", "booked"]);
    expect(invoicesAt("/a/500", { show: "blocked" })).toBe("/a/500/invoices?show=blocked");
  });
});
