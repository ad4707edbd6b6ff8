// A check as a page shows it: a few rows of each finding, and its pairs counted only.
import type { Readiness } from "../flows/check-readiness.ts";

/** Rows of a finding that come with it. */
const rowsTold = 5;

/** What a page shows of a check; `pairs` are counted only. */
export const briefly = ({ findings, ...rest }: Readiness) => ({
  ...rest,
  findings: findings.map(({ rows, pairs, ...finding }) => ({
    ...finding,
    rows: rows.slice(0, rowsTold),
    pairs: pairs.map(({ entity, keys }) => ({ entity, count: keys.length })),
  })),
});

export type BriefReadiness = ReturnType<typeof briefly>;
