import { expect, test } from "vitest";
import { type Deed, deeds } from "./deeds.ts";

const proposed = (...ids: number[]): Deed => ({ verb: "propose", ids });

test("what was done is taken back and done again in order", async () => {
  const seen: unknown[] = [];
  const step = async (deed: Deed | undefined) => {
    seen.push(deed);
    return deed ?? null;
  };
  const { add, back, again } = deeds();
  add(proposed(1));
  add(proposed(2));
  await back(step);
  await back(step);
  await back(step);
  await again(step);
  expect(seen).toEqual([proposed(2), proposed(1), undefined, proposed(1)]);
});

test("a key pressed before an answer came waits for it", async () => {
  const { add, back, again } = deeds();
  add(proposed(7));
  let answer: (deed: Deed) => void = () => {};
  const taken = back(() => new Promise<Deed>((resolve) => (answer = resolve)));
  let redone: Deed | undefined;
  const made = again(async (deed) => {
    redone = deed;
    return null;
  });
  await Promise.resolve();
  answer(proposed(7));
  await Promise.all([taken, made]);
  expect(redone).toEqual(proposed(7));
});

test("what was refused is neither taken back nor done again another time; a new step forgets what was taken back", async () => {
  const { add, back, again } = deeds();
  const nothing: unknown[] = [];
  const refused = async () => null;
  const noted = async (deed: Deed | undefined) => {
    nothing.push(deed);
    return null;
  };
  add(proposed(1));
  await back(refused);
  await again(noted);
  await back(noted);
  add(proposed(2));
  await back(async (deed) => deed ?? null);
  add(proposed(3));
  await again(noted);
  expect(nothing).toEqual([undefined, undefined, undefined]);
});
