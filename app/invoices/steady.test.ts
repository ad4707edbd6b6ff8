import { expect, it } from "vitest";
import { steadied } from "./steady.ts";

const row = (id: number, state: string) => ({ id, state });

it("rows being judged keep their places, with news in them", () => {
  const before = [row(1, "ready"), row(2, "ready"), row(3, "ready")];
  const now = [row(3, "approved"), row(1, "ready"), row(4, "ready")];
  expect(steadied(before, now)).toEqual({
    rows: [row(1, "ready"), row(2, "ready"), row(3, "approved")],
    newer: true,
  });
  expect(steadied(before, [row(1, "sent"), row(2, "ready"), row(3, "ready")])).toEqual({
    rows: [row(1, "sent"), row(2, "ready"), row(3, "ready")],
    newer: false,
  });
});
