import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Alarm, Heap } from "./order.ts";

describe("a heap", () => {
  it("gives the smallest first, whatever was put in, taken out or pruned", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.array(fc.nat(50)), (first, second) => {
        const heap = new Heap<number>((n) => n);
        for (const n of first) heap.push(n);
        const taken = heap.pop();
        expect(taken).toBe([...first].sort((a, b) => a - b)[0]);
        for (const n of second) heap.push(n);
        heap.prune((n) => n % 2 === 0);
        const left = [...first].sort((a, b) => a - b).slice(1);
        const expected = [...left, ...second].filter((n) => n % 2 === 0).sort((a, b) => a - b);
        const got: number[] = [];
        for (let n = heap.pop(); n !== undefined; n = heap.pop()) got.push(n);
        expect(got).toEqual(expected);
      }),
    );
  });
});

describe("an alarm", () => {
  it("rings once, at the earliest moment it was set to", async () => {
    const start = Date.now();
    let rings = 0;
    await new Promise<void>((rung) => {
      const alarm = new Alarm(() => {
        rings++;
        rung();
      });
      alarm.set(start + 60_000);
      alarm.set(start + 20);
      alarm.set(start + 40_000);
    });
    expect(rings).toBe(1);
    expect(Date.now() - start).toBeGreaterThanOrEqual(19);
  });
});
