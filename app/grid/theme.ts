// The grid in the pages' own colours and measures.
import { themeQuartz } from "ag-grid-community";

export const theme = themeQuartz.withParams({
  accentColor: "var(--accent)",
  backgroundColor: "var(--panel)",
  foregroundColor: "var(--ink)",
  textColor: "var(--ink)",
  borderColor: "var(--line)",
  browserColorScheme: "inherit",
  chromeBackgroundColor: "var(--panel)",
  fontFamily: "var(--sans)",
  fontSize: 13,
  headerFontSize: 12.5,
  headerFontWeight: 600,
  headerTextColor: "var(--muted)",
  headerBackgroundColor: "var(--panel)",
  headerHeight: 34,
  rowHoverColor: "var(--hover)",
  selectedRowBackgroundColor: "var(--row)",
  oddRowBackgroundColor: "var(--panel)",
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  cellHorizontalPadding: 10,
  columnBorder: false,
  headerColumnBorder: false,
  rangeSelectionBorderColor: "var(--accent)",
  pinnedColumnBorder: { color: "var(--line-2)" },
  iconSize: 13,
  inputBackgroundColor: "var(--sunken)",
  inputBorder: { color: "var(--line)" },
  inputTextColor: "var(--ink)",
  menuBackgroundColor: "var(--raised)",
  tooltipBackgroundColor: "var(--raised)",
  tooltipTextColor: "var(--ink)",
  spacing: 6,
});

/** Heights in pixels: two lines a cell where a field has one column, one line where it has two. */
export const rowHeight = (split: boolean, compact: boolean): number =>
  split ? (compact ? 26 : 32) : compact ? 38 : 46;
