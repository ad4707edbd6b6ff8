import { describe, expect, it } from "vitest";
import { Rate } from "./rate.ts";

describe("how often Milestones lets a client ask", () => {
  let now = 0;
  const rate = new Rate(60, () => now);
  const asked = (client = "a") => rate.refusal(client);

  it("lets a burst through, and then says when to come again", () => {
    for (let at = 0; at < 10; at += 1) expect(asked()).toBeUndefined();
    expect(asked()).toMatchObject({ status: 429, headers: { "retry-after": "1" } });
    now += 999;
    expect(asked()?.status).toBe(429);
    now += 1;
    expect(asked()).toBeUndefined();
    expect(asked()?.status).toBe(429);
  });

  it("counts each client by itself, and keeps no more in reserve than a burst", () => {
    expect(asked("b")).toBeUndefined();
    now += 3_600_000;
    for (let at = 0; at < 10; at += 1) expect(asked("b")).toBeUndefined();
    expect(asked("b")?.status).toBe(429);
  });
});
