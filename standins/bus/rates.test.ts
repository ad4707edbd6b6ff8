import { expect, it } from "vitest";
import { Rates } from "./rates.ts";

it("a rate is that of the last minute, from the start on", () => {
  const queue = {
    totals: { received: 0, duplicates: 0, delivered: 0, completed: 0, deadLettered: 0, expired: 0 },
  };
  const rates = new Rates([queue], 0);
  expect(rates.perSecond(queue, "received", 0)).toBe(0);
  queue.totals.received = 50;
  expect(rates.perSecond(queue, "received", 5_000)).toBe(10);
  for (let second = 5; second <= 60; second += 5) rates.look(second * 1_000);
  expect(rates.perSecond(queue, "received", 60_000)).toBeCloseTo(50 / 60);
  // The burst is more than a minute ago: it counts no more.
  for (let second = 65; second <= 90; second += 5) rates.look(second * 1_000);
  expect(rates.perSecond(queue, "received", 90_000)).toBe(0);
  queue.totals.received = 110;
  expect(rates.perSecond(queue, "received", 95_000)).toBeCloseTo(60 / 65);
  rates.stop();
});
