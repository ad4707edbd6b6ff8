// The shapes of Globe's answers: pages in a `d` envelope, and errors whose useful text stands innermost.
import { z } from "zod";

// why: every field of every record passes here; records are checked as objects, their fields when they are chosen.
const record = z.custom<Record<string, unknown>>((one) => typeof one === "object" && one !== null);

export const setAnswer = z.object({
  d: z.object({ results: z.array(record), __next: z.string().min(1).optional() }),
});

export const singleAnswer = z.object({ d: record });

interface Inner {
  message?: string | undefined;
  internalexception?: Inner | null | undefined;
}

const inner: z.ZodType<Inner> = z.object({
  message: z.string().optional(),
  internalexception: z.lazy(() => inner.nullish()),
});

export const errorBody = z.object({
  error: z.object({
    message: z.union([z.string(), z.object({ value: z.string().optional() })]).optional(),
    innererror: inner.nullish(),
  }),
});

/** The innermost text of an error; the outer ones say little more than that something went wrong. */
export function innermost({ error }: z.infer<typeof errorBody>): string | undefined {
  const outer = typeof error.message === "string" ? error.message : error.message?.value;
  const texts = [outer];
  for (let at: Inner | null | undefined = error.innererror; at; at = at.internalexception) texts.push(at.message);
  return texts.findLast((text) => text !== undefined && text.trim() !== "");
}
