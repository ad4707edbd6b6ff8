// The go-live check as sheets: verdict, rules, evidence, counts, decisions, sign-offs, snapshots and the chain of events.
// Neutral of any library; what writes it adds the manifest that makes it provable.
import { entityNames } from "../entities/index.ts";
import type { Language } from "../errors.ts";
import { conformity, type Readiness, sideHash } from "../flows/check-readiness.ts";
import { euros } from "../invoices/money.ts";
import { comparedStatuses } from "../reconcile/compare.ts";
import type { Content, SheetColumn, SheetRow } from "../views/sheet.ts";
import { dossierWords } from "./dossier-texts.ts";
import type { ChainedEvent } from "./event-chain.ts";
import type { Money } from "./finding.ts";
import { findingInWords, noteInWords, ownerTexts, severityTexts, sourceTexts } from "./texts.ts";
import { isPersonal, withoutNames } from "./without-names.ts";

/** People by their user names. */
export interface DossierDecision {
  id: number;
  entity: string;
  key: string;
  title: string;
  action: string;
  state: string;
  reason: string;
  comment: string;
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  /** Whether its proposer approved it: the exception from four eyes. */
  selfApproved: boolean;
}

export interface DossierSignOff {
  step: string;
  by: string;
  at: string;
  comment: string;
  /** Of the findings that were signed. */
  fingerprint: string;
}

/** What an installation adds; of files there is none of it. */
export interface Trail {
  decisions: Iterable<DossierDecision>;
  signOffs: readonly DossierSignOff[];
  /** Who sees to a rule, by its code: a user name. */
  owners?: ReadonlyMap<string, { name: string }>;
  /** Whether people may approve their own proposals now; left out where nothing is installed. */
  selfApproval?: boolean;
  /** From the first to the last. */
  events: Iterable<ChainedEvent>;
}

export interface DossierSheet {
  name: string;
  columns: SheetColumn[];
  rows: Iterable<SheetRow>;
}

export interface Dossier {
  language: Language;
  cover: { name: string; title: string; lines: { label: string; value: string | number }[] };
  sheets: DossierSheet[];
}

export function dossier(
  readiness: Readiness,
  trail: Trail,
  by: { language: Language; madeBy: string; version: string },
): Dossier {
  const { language } = by;
  const words = dossierWords[language];
  const sheets = [
    sheet(words.rules, rulesSheet(readiness, trail, language)),
    sheet(words.evidence, evidenceSheet(readiness, language)),
    sheet(words.counts, countsSheet(readiness, language)),
    sheet(words.decisions, decisionsSheet(trail, words.values.yes)),
    sheet(words.signOffs, signOffSheet(trail)),
    sheet(words.snapshots, snapshotSheet(readiness)),
    sheet(words.events, eventSheet(trail)),
  ];
  return { language, cover: cover(readiness, trail, by), sheets };
}

interface Head {
  name: string;
  columns: readonly string[];
}
type Cells = readonly (string | number | null | undefined)[];

/** Contents and widths by column, and the cells of each row. */
interface Body {
  contents: readonly Content[];
  widths: readonly number[];
  rows: Iterable<Cells>;
}

function sheet({ name, columns }: Head, { contents, widths, rows }: Body): DossierSheet {
  return {
    name,
    columns: columns.map((title, at) => ({
      ...{ id: String(at), title, side: at === 0 ? null : "milestones" },
      ...{ content: contents[at] ?? "text", width: widths[at] ?? 16 },
    })),
    rows: sheetRows(rows),
  };
}

function* sheetRows(rows: Iterable<Cells>): Iterable<SheetRow> {
  for (const cells of rows)
    yield { texts: cells.map((cell) => (cell === null || cell === undefined ? "" : String(cell))), differing: [] };
}

function cover(
  readiness: Readiness,
  { selfApproval }: Trail,
  { language, madeBy, version }: { language: Language; madeBy: string; version: string },
) {
  const { administration, verdict, findings, situation, scope, checkedAt, snapshots, fingerprint, leftOut } = readiness;
  const { lines, values, cover: about } = dossierWords[language];
  const blocking = findings.filter(({ blocks }) => blocks).map((one) => findingInWords(one, language));
  return {
    ...about,
    lines: [
      { label: lines.administration, value: `${administration.code} ${administration.name}`.trim() },
      { label: lines.verdict, value: verdict.ready ? values.ready : values.blocked },
      { label: lines.blocks, value: verdict.blocks },
      ...(["blocking", "major", "minor", "unknown", "ok"] as const).map((outcome) => ({
        label: severityTexts[outcome][language],
        value: verdict.outcomes[outcome],
      })),
      ...blocking.map(({ question, sentence }) => ({ label: lines.standsInTheWay, value: `${question} ${sentence}` })),
      { label: lines.situation, value: situation === null ? "-" : values[situation] },
      { label: lines.scope, value: values[scope] },
      ...(leftOut.length > 0 ? [{ label: lines.leftOut, value: leftOut.join(", ") }] : []),
      ...(selfApproval === undefined
        ? []
        : [{ label: lines.selfApproval, value: selfApproval ? values.allowed : values.notAllowed }]),
      { label: lines.checkedAt, value: checkedAt },
      { label: lines.madeBy, value: madeBy },
      { label: lines.version, value: `Tieout ${version}` },
      { label: `${lines.snapshot} Globe`, value: sideHash(snapshots, "globe") },
      { label: `${lines.snapshot} Milestones`, value: sideHash(snapshots, "milestones") },
      { label: lines.fingerprint, value: fingerprint },
    ],
  };
}

/** Invoices, amount in the administration's own currency, and the rest as text. */
const moneyCells = (money: Money | null): Cells =>
  money === null
    ? ["", "", ""]
    : [
        money.invoices,
        euros(money.own),
        Object.entries(money.others)
          .map(([code, amount]) => `${code} ${euros(amount)}`)
          .join(", "),
      ];

function rulesSheet({ findings }: Readiness, { owners }: Trail, language: Language): Body {
  const { values } = dossierWords[language];
  return {
    contents: [
      "word",
      "word",
      "text",
      "text",
      "number",
      "number",
      "number",
      "text",
      "word",
      "text",
      "text",
      "text",
      "code",
      "text",
    ],
    widths: [14, 10, 52, 52, 10, 10, 14, 16, 14, 24, 60, 44, 22, 24],
    rows: findings.map((finding) => {
      const { question, sentence, remedy } = findingInWords(finding, language);
      return [
        severityTexts[finding.outcome][language],
        finding.blocks ? values.yes : values.no,
        question,
        sentence,
        finding.count,
        ...moneyCells(finding.money),
        severityTexts[finding.severity][language],
        ownerTexts[finding.owner][language],
        remedy,
        sourceTexts[finding.source][language],
        finding.code,
        owners?.get(finding.code)?.name,
      ];
    }),
  };
}

function evidenceSheet({ findings }: Readiness, language: Language): Body {
  function* rows(): Iterable<Cells> {
    for (const { code, outcome, rows: of } of findings)
      for (const { kind, key, title, notes, money } of of.map(withoutNames)) {
        const why = notes.map((note) => noteInWords(note, language)).join("; ");
        yield [code, severityTexts[outcome][language], kind, key, title, why, ...moneyCells(money)];
      }
  }
  return {
    contents: ["code", "word", "word", "code", "text", "text", "number", "number", "text"],
    widths: [22, 14, 14, 18, 36, 70, 10, 14, 16],
    rows: rows(),
  };
}

function countsSheet({ entities }: Readiness, language: Language): Body {
  const { entityNames: named } = dossierWords[language];
  return {
    contents: ["text", ...comparedStatuses.map(() => "number" as const), "number"],
    widths: [18, 12, 12, 16, 20, 14, 14],
    rows: entityNames.flatMap((name) => {
      const counts = entities[name];
      return counts ? [[named[name], ...comparedStatuses.map((status) => counts[status]), conformity(counts)]] : [];
    }),
  };
}

function decisionsSheet({ decisions }: Trail, yes: string): Body {
  function* rows(): Iterable<Cells> {
    for (const one of decisions)
      yield [
        ...[
          one.id,
          one.entity,
          one.key,
          isPersonal(one.entity) ? "" : one.title,
          one.action,
          one.state,
          one.reason,
          one.comment,
        ],
        ...[one.proposedBy, one.proposedAt, one.decidedBy, one.decidedAt],
        one.selfApproved ? yes : "",
      ];
  }
  return {
    contents: [
      "number",
      "word",
      "code",
      "text",
      "word",
      "word",
      "text",
      "text",
      "text",
      "text",
      "text",
      "text",
      "word",
    ],
    widths: [8, 14, 16, 30, 16, 12, 16, 40, 20, 26, 20, 26, 24],
    rows: rows(),
  };
}

const signOffSheet = ({ signOffs }: Trail): Body => ({
  contents: ["word", "text", "text", "text", "code"],
  widths: [14, 24, 26, 50, 68],
  rows: signOffs.map(({ step, by, at, comment, fingerprint }) => [step, by, at, comment, fingerprint]),
});

const snapshotSheet = ({ snapshots }: Readiness): Body => ({
  contents: ["word", "text", "number", "code"],
  widths: [14, 24, 12, 68],
  rows: snapshots.map(({ side, name, records, sha256 }) => [side, name, records, sha256]),
});

function eventSheet({ events }: Trail): Body {
  function* rows(): Iterable<Cells> {
    for (const { id, told, previousHash, hash } of events)
      yield [
        id,
        ...[told?.at, told?.kind, told?.actorId, told?.actor, told?.administrationId],
        ...[told?.entity, told?.subject, told?.decisionId, told?.detail, previousHash, hash],
      ];
  }
  return {
    contents: ["number", "text", "word", "number", "text", "number", "word", "code", "number", "text", "code", "code"],
    widths: [8, 26, 20, 8, 16, 8, 12, 18, 8, 40, 68, 68],
    rows: rows(),
  };
}

/** A row of the events' sheet as the event it was written from; null where it is none. */
export function eventOfCells(cells: readonly string[]): ChainedEvent | null {
  const [id, at, kind, actorId, actor, administrationId, entity, subject, decisionId, detail, previousHash, hash] =
    cells;
  if (!id || !/^\d+$/.test(id) || hash === undefined) return null;
  const whole = (text: string | undefined) => (text ? Number(text) : null);
  const told = {
    ...{ at: at ?? "", kind: kind ?? "", actorId: whole(actorId), actor: actor ?? "" },
    ...{ administrationId: whole(administrationId), entity: entity || null, subject: subject || null },
    ...{ decisionId: whole(decisionId), detail: detail ?? "" },
  };
  return { id: Number(id), previousHash: previousHash ?? "", hash, told: told.kind === "" ? null : told };
}
