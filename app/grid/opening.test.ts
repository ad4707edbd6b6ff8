import { describe, expect, it } from "vitest";
import { opening, storedText } from "./opening.ts";

const fields = ["Name", "City", "VatCodeId"];
const view = (id: number, address: string) => ({
  ...{ id, address, name: `View ${id}`, ownerId: 1, owner: "Someone", shared: true, forAll: false },
});
const places = { views: [view(3, "status=different&sort=City&hide=Name"), view(4, "")], first: null, fields };
const at = (query: string, more: { first?: ReturnType<typeof view> } = {}) =>
  opening(new URLSearchParams(query), { ...places, ...more });

describe("where a grid's address leads", () => {
  it("stays where it names its rows and columns itself", () => {
    expect(at("")).toBeNull();
    expect(at("status=equal&sort=Name")).toBeNull();
    expect(at("view=3&status=equal")).toBeNull();
    expect(at("view=4")).toBeNull();
  });

  it("is a view's own, where it names only the view, so that it can be sent", () => {
    expect(new URLSearchParams(at("view=3") ?? "").toString()).toBe("view=3&status=different&sort=City&hide=Name");
    expect(at("view=99")).toBeNull();
  });

  it("is that of the view someone opens with, where it names nothing; view 0 is none", () => {
    expect(at("", { first: view(3, "q=x") })).toBe("view=3&q=x");
    expect(at("view=0", { first: view(3, "q=x") })).toBeNull();
    expect(at("status=equal", { first: view(3, "q=x") })).toBeNull();
  });

  it("leaves out fields that are no longer there, and names them", () => {
    const old = "f=Fax%3Acontains%3A1&f=City%3Ablank%3A&sort=-Telex&hide=Name&w=Fax%3A90";
    expect(new URLSearchParams(at(old) ?? "").toString()).toBe("f=City%3Ablank%3A&hide=Name&lost=Fax%2CTelex");
    expect(at("f=City%3Ablank%3A&hide=Name&lost=Fax%2CTelex")).toBeNull();
    const first = view(5, `${old}&status=equal`);
    expect(at("", { first })).toContain("view=5&status=equal");
    expect(at("", { first })).toContain("lost=");
  });

  it("is kept as a view without the open pair, the view's number or what was lost", () => {
    expect(storedText("pair=7&view=3&lost=Fax&status=equal&sort=Telex", fields)).toBe("status=equal");
  });
});
