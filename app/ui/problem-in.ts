import type { Problem } from "../session/problem.ts";

/** The problem of an action's answer, where it had one. */
export const problemIn = (answer: unknown): Problem | null =>
  typeof answer === "object" && answer !== null && "problem" in answer ? (answer.problem as Problem) : null;
