import { describe, expect, it } from "vitest";
import { ago, decimal, duration, localDate, midSentence, moment, stamp, wholeNumber } from "./format.ts";
import { translator } from "./translator.ts";

const nl = translator("nl").t;
const en = translator("en").t;

describe("formats", () => {
  it("write numbers with the marks of the language, digit for digit", () => {
    expect([wholeNumber("nl", 1234567), wholeNumber("en", 1234567)]).toEqual(["1.234.567", "1,234,567"]);
    expect([decimal("nl", "-1234567.80"), decimal("en", "-1234567.80")]).toEqual(["-1.234.567,80", "-1,234,567.80"]);
    expect([decimal("nl", "0.1"), decimal("nl", "?x")]).toEqual(["0,1", "?x"]);
  });

  it("write dates as the language does, never shifted", () => {
    expect([localDate("nl", "2026-01-05"), localDate("en", "2026-01-05"), localDate("nl", "?")]).toEqual([
      "05-01-2026",
      "5 Jan 2026",
      "?",
    ]);
  });

  it("tell instants on the clock of Amsterdam, in summer and in winter", () => {
    expect(moment(nl, "nl", "2026-01-05T09:15:00.000Z", "2026-01-05T12:00:00.000Z")).toBe("om 10:15");
    expect(moment(en, "en", "2026-07-05T22:30:00.000Z", "2026-07-07T12:00:00.000Z")).toBe("on 6 Jul 2026 at 00:30");
    expect(stamp("nl", "2026-07-05T22:30:00.000Z", "2026-07-07T12:00:00.000Z")).toBe("06-07-2026 00:30");
  });

  it("tell how long ago and how long something took", () => {
    const now = "2026-01-05T12:00:00.000Z";
    expect(ago(nl, "2026-01-05T11:59:40.000Z", now)).toBe("zojuist");
    expect(ago(nl, "2026-01-05T11:59:00.000Z", now)).toBe("1 minuut geleden");
    expect(ago(en, "2026-01-05T09:00:00.000Z", now)).toBe("3 hours ago");
    expect(ago(en, "2026-01-03T11:00:00.000Z", now)).toBe("2 days ago");
    expect(duration(nl, "2026-01-05T11:59:00.000Z", now)).toBe("60 s");
    expect(duration(nl, "2026-01-05T11:50:00.000Z", now)).toBe("10 min");
  });

  it("put a name in a sentence, its abbreviation kept", () => {
    expect([midSentence("Klanten"), midSentence("BTW-codes"), midSentence("VAT codes")]).toEqual([
      "klanten",
      "BTW-codes",
      "VAT codes",
    ]);
  });
});
