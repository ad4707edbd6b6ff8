// What is drawn in a cell. By hand rather than by React: a screen holds a thousand of them, and they come and go while
// someone scrolls. Text goes in as text, never as markup.
import type { ICellRendererComp, ICellRendererParams } from "ag-grid-community";
import type { Mover } from "../../core/reconcile/three-way.ts";
import type { DecisionAction } from "../../core/states.ts";
import type { PairRow } from "../../prisma/rows.ts";
import { localDate, moment } from "../i18n/format.ts";
import { fieldWord } from "../i18n/translator.ts";
import { ageWords } from "../work/age-words.ts";
import { isOverdue } from "../work/overdue.ts";
import type { SideName } from "./address.ts";
import type { FieldColumn } from "./columns.ts";
import { inSight, marked, type Segment } from "./marked.ts";
import { sideText } from "./row-source.ts";
import { isChosen, type Selection } from "./selection.ts";
import { type Speech, shownText } from "./shown.ts";

/** What every cell may ask of the page around the grid; kept current without drawing the grid anew. */
export interface GridContext {
  speech: Speech;
  selection: Selection;
  /** A press on a row's box; with Shift it takes in all rows since the last one. */
  choose: (id: number, rowIndex: number, range: boolean) => void;
}

type Params = ICellRendererParams<PairRow, unknown, GridContext>;

export function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

abstract class Cell implements ICellRendererComp<PairRow> {
  protected readonly gui = element("div", "cell");

  init(params: Params): void {
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.gui;
  }

  refresh(params: Params): boolean {
    this.gui.replaceChildren();
    if (params.data) this.draw(params.data, params);
    else this.gui.append(element("span", "skeleton cell-waiting"));
    return true;
  }

  protected abstract draw(row: PairRow, params: Params): void;
}

export class ChoiceCell extends Cell {
  protected draw(row: PairRow, { context, node }: Params): void {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.tabIndex = -1;
    box.checked = isChosen(context.selection, row.id);
    box.setAttribute("aria-label", context.speech.t("decisions.select", { key: row.key }));
    box.addEventListener("click", ({ shiftKey }) => context.choose(row.id, node.rowIndex ?? 0, shiftKey));
    this.gui.append(box);
  }
}

export class StatusCell extends Cell {
  protected draw(row: PairRow, { context: { speech } }: Params): void {
    const { t } = speech;
    this.gui.classList.add("cell-status");
    this.gui.append(element("span", `chip is-${row.status}`, t(`status.${row.status}`)));
    if (row.decision) {
      const word = t(`decisionState.${row.decision.state}`);
      const mark = element("span", `cell-decision is-${row.decision.state}`, word);
      mark.title = t("pair.proposedBy", { who: row.decision.proposedBy, action: t(`decide.${actionOf(row)}`) });
      this.gui.append(mark);
    }
    if (row.outcome) {
      const word = t(`decisionState.${row.outcome}`);
      this.gui.append(element("span", `cell-decision is-${row.outcome}`, word));
    }
    if (!row.decision && !row.outcome && row.differing.length > 0) this.gui.append(differsIn(row, speech.language));
  }
}

/** why: what differs may stand in a column out of sight. */
function differsIn({ differing }: PairRow, language: Speech["language"]): HTMLElement {
  const names = differing.map((name) => fieldWord(language, name));
  const rest = names.length > 1 ? ` +${names.length - 1}` : "";
  const made = element("span", "cell-differs", `${names[0]}${rest}`);
  made.title = names.join(", ");
  return made;
}

/** What the row's open decision is called. */
export function actionOf({ decision, lastStatus }: PairRow): "create" | DecisionAction {
  const action = decision?.action ?? "keep_milestones";
  return action === "take_globe" && lastStatus === "only_in_globe" ? "create" : action;
}

export class KeyCell extends Cell {
  protected draw(row: PairRow, { context: { speech } }: Params): void {
    const first = element("span", "code", row.key);
    if (row.comments > 0) first.append(saidSign(speech, row.comments));
    this.gui.append(first);
    if (row.linkedKey === null) return;
    const linked = element("span", "code cell-linked", `⇄ ${row.linkedKey}`);
    linked.title = speech.t("link.counted", { code: row.linkedKey });
    this.gui.append(linked);
  }
}

/** How much was said about it. */
function saidSign({ t }: Speech, count: number): HTMLElement {
  const sign = element("span", "cell-said", String(count));
  sign.title = t("comments.count", { count });
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", sign.title);
  return sign;
}

/** How long the row differs, and the how manieth time. */
export class AgeCell extends Cell {
  protected draw({ firstSeenAt, recurred }: PairRow, { context: { speech } }: Params): void {
    if (firstSeenAt === null) return;
    const { t, language } = speech;
    const now = new Date().toISOString();
    const age = element("span", "cell-value", ageWords(t, firstSeenAt, now));
    age.title = t("age.firstSeen", {
      when: moment(t, language, firstSeenAt, now),
      age: ageWords(t, firstSeenAt, now),
    });
    this.gui.append(age);
    if (recurred > 0) this.gui.append(element("span", "cell-late", t("age.times", { count: recurred + 1 })));
  }
}

/** Whose work the row is, and until when. */
export class WorkCell extends Cell {
  protected draw({ assignment, status }: PairRow, { context: { speech } }: Params): void {
    if (!assignment) return;
    const { t, language } = speech;
    this.gui.append(element("span", "cell-value", assignment.assignee ?? t("assign.nobody")));
    if (assignment.dueOn === null) return;
    const late = status !== "equal" && isOverdue(assignment.dueOn, new Date().toISOString());
    const due = element("span", late ? "cell-late" : "cell-due", localDate(language, assignment.dueOn));
    due.title = late ? t("assign.overdue") : t("assign.dueOn", { date: localDate(language, assignment.dueOn) });
    this.gui.append(due);
  }
}

/** The record's name, where the name itself has two columns of its own. */
export class TitleCell extends Cell {
  protected draw(row: PairRow): void {
    this.gui.append(element("span", "cell-value", row.title));
  }
}

/** Both values of a field in one cell: one quiet line where they are equal, two marked lines where they differ. */
export class FieldCell extends Cell {
  protected draw(row: PairRow, params: Params & { shows: FieldColumn }): void {
    const { speech } = params.context;
    const { name, kind } = params.shows;
    const [globe, milestones] = [sideText(row, "globe", name), sideText(row, "milestones", name)];
    if (row.differing.includes(name) && globe !== null && milestones !== null) {
      const letter = 22;
      const both = inSight(
        marked(shownText(speech, kind, globe), shownText(speech, kind, milestones)),
        fitting(params, letter),
      );
      const mover = row.moved[name] ?? "never";
      this.gui.append(line(speech, "globe", both.globe, mover), line(speech, "milestones", both.milestones, mover));
      return;
    }
    const single = element("span", "cell-value", shownText(speech, kind, globe ?? milestones ?? ""));
    this.gui.append(single);
    const rules = row.byRule[name];
    if (rules) {
      const told = rules.map((rule) => speech.t(`rule.${rule}`)).join(", ");
      const sign = element("span", "cell-rule", "≈");
      sign.title = told;
      sign.setAttribute("aria-label", told);
      this.gui.append(sign);
    }
  }
}

/** One side's value of a field, where a field has two columns. */
export class SideCell extends Cell {
  protected draw(row: PairRow, params: Params & { shows: FieldColumn; side: SideName }): void {
    const { speech } = params.context;
    const { name, kind } = params.shows;
    const own = sideText(row, params.side, name);
    if (own === null) {
      this.gui.append(element("span", "cell-none", speech.t("grid.missing")));
      return;
    }
    const text = shownText(speech, kind, own);
    if (!row.differing.includes(name)) {
      this.gui.append(element("span", "cell-value", text));
      return;
    }
    const shown = (side: SideName) => shownText(speech, kind, sideText(row, side, name) ?? "");
    const value = element("span", "cell-value");
    const both = inSight(marked(shown("globe"), shown("milestones")), fitting(params, 0));
    value.append(...segments(speech, both[params.side]));
    const sign = moverSign(speech, params.side, row.moved[name] ?? "never");
    if (sign) value.prepend(sign, " ");
    this.gui.append(value);
  }
}

/** About how many characters fit in the cell beside `taken` pixels. */
function fitting({ column }: Params, taken: number): number {
  const [padding, character] = [22, 6.6];
  return Math.floor(((column?.getActualWidth() ?? 180) - padding - taken) / character);
}

/** The mark of a side that moved since both agreed, or of both where neither did. */
function moverSign({ t }: Speech, side: SideName, mover: Mover): HTMLElement | null {
  if (!hasMoved(side, mover)) return null;
  const sign = element("span", "cell-moved", "Δ");
  const told = t(mover === "both" ? "moved.both" : `moved.${side}`);
  sign.title = t(`moved.told.${mover}`);
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", told);
  return sign;
}

export const hasMoved = (side: SideName, mover: Mover): boolean => mover === side || mover === "both";

function line(speech: Speech, side: SideName, parts: Segment[], mover: Mover): HTMLElement {
  const made = element("div", `line is-${side}`);
  const letter = element("em", "", speech.t(side === "globe" ? "grid.letterGlobe" : "grid.letterMilestones"));
  letter.setAttribute("aria-label", speech.t(`grid.${side}`));
  const value = element("span", "line-value");
  value.append(...segments(speech, parts));
  const sign = moverSign(speech, side, mover);
  made.append(letter, ...(sign ? [sign] : []), value);
  return made;
}

function segments({ t }: Speech, parts: readonly Segment[]): Node[] {
  if (parts.length === 0) return [element("i", "cell-empty", t("grid.empty_value"))];
  return parts.map(({ text, marked: isMarked }) =>
    isMarked ? element("mark", "", text) : document.createTextNode(text),
  );
}
