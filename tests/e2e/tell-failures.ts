// Of a journey that failed: where each person was, what the page had told them, and what they saw.
import { afterEach } from "vitest";
import { opened, shot } from "./people.ts";

afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const [at, page] of [...opened].entries()) {
    const told = await page.getByRole("status").allTextContents();
    process.stderr.write(`failed at ${page.url()}: ${told.filter((text) => text !== "").join(" | ")}\n`);
    await shot(page, `failed-${at}`);
  }
});
