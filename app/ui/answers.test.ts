import { expect, test } from "vitest";
import { answers } from "./answers.ts";

/** Lets everything that is promised by now come about. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a question is never given the answer of the one before, however often that is seen again", async () => {
  const { ask, heard } = answers<{ says: string }>();
  const asked: string[] = [];
  const first = ask(() => asked.push("undo"));
  await settled();
  const undone = { says: "undone" };
  heard(undone);
  expect(await first).toBe(undone);

  let answer: unknown = null;
  const second = ask(() => asked.push("redo")).then((given) => {
    answer = given;
  });
  await settled();
  heard(undone);
  await settled();
  expect(answer).toBeNull();
  const redone = { says: "redone" };
  heard(redone);
  await second;
  expect(answer).toBe(redone);
  expect(asked).toEqual(["undo", "redo"]);
});

test("what is asked before an answer came waits for it", async () => {
  const { ask, heard } = answers<{ says: number }>();
  const asked: number[] = [];
  const both = [1, 2].map((each) => ask(() => asked.push(each)));
  await settled();
  expect(asked).toEqual([1]);
  heard({ says: 1 });
  await settled();
  expect(asked).toEqual([1, 2]);
  heard({ says: 2 });
  expect(await Promise.all(both)).toEqual([{ says: 1 }, { says: 2 }]);
});

test("an answer that nobody waits for is not kept for the next question", async () => {
  const { ask, heard } = answers<{ says: string }>();
  const old = { says: "old" };
  heard(old);
  const question = ask(() => {});
  await settled();
  heard(old);
  heard({ says: "new" });
  expect(await question).toEqual({ says: "new" });
});
