import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NumberedPage, PageOrder } from "./page-order.ts";

const pagesOf = (count: number): NumberedPage<number>[] =>
  Array.from({ length: count }, (_, page) => ({
    page,
    last: page === count - 1,
    sha256: `hash ${page}`,
    content: page,
  }));

/** All pages, some of them again, in any order. */
const arrivals = fc.integer({ min: 1, max: 40 }).chain((count) => {
  const pages = pagesOf(count);
  return fc
    .array(fc.constantFrom(...pages), { maxLength: 10 })
    .chain((again) => fc.shuffledSubarray([...pages, ...again], { minLength: count + again.length }));
});

function given(order: PageOrder<number>, pages: readonly NumberedPage<number>[]): number[] {
  return pages.flatMap((page) => (order.cameBefore(page) ? [] : order.add(page)));
}

describe("pages", () => {
  it("come out in order, each once, and are whole exactly when the last missing one came", () => {
    fc.assert(
      fc.property(arrivals, (pages) => {
        const order = new PageOrder<number>();
        const due: number[] = [];
        for (const [at, page] of pages.entries()) {
          due.push(...given(order, [page]));
          const came = new Set(pages.slice(0, at + 1).map(({ page: number }) => number));
          expect(order.isWhole).toBe(came.size === new Set(pages.map(({ page: number }) => number)).size);
        }
        expect(due).toEqual(due.map((_, at) => at));
        expect(order.missing).toBeNull();
      }),
    );
  });

  it("are never whole without one of them, whichever it is", () => {
    fc.assert(
      fc.property(arrivals, fc.nat(), (pages, chosen) => {
        const gone = pages[chosen % pages.length]?.page;
        const order = new PageOrder<number>();
        given(
          order,
          pages.filter(({ page }) => page !== gone),
        );
        expect(order.isWhole).toBe(false);
      }),
    );
  });

  it("say which of them the others wait for", () => {
    const order = new PageOrder<number>();
    given(
      order,
      pagesOf(5).filter(({ page }) => page !== 2),
    );
    expect(order.missing).toBe(2);
  });

  it("are refused where another page comes under a number that was there", () => {
    const order = new PageOrder<number>();
    given(order, pagesOf(3).slice(0, 1));
    expect(() => order.cameBefore({ page: 0, sha256: "another" })).toThrow(/page 0 came twice, and not the same/);
  });

  it("are refused where the gap before them grows without end", () => {
    const order = new PageOrder<number>();
    expect(() => given(order, pagesOf(200).slice(1))).toThrow(/page 0 is missing/);
  });
});
