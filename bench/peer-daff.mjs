// The peer: daff compares two CSV files by their first column. node peer-daff.mjs GLOBE MILESTONES COLUMNS, where COLUMNS is
// JSON: pairs of names, Milestones' and Globe's.
import { readFileSync } from "node:fs";
import daff from "daff";

const [globe, milestones, names] = process.argv.slice(2);
const columns = JSON.parse(names);

function table(file, nameOf) {
  const read = new daff.TableView([]);
  new daff.Csv().parseTable(readFileSync(file, "utf8"), read);
  const [header, ...rows] = read.getData();
  const places = columns.map((pair) => header.indexOf(nameOf(pair)));
  const body = rows.map((row) => places.map((place) => String(row[place] ?? "").trim()));
  return new daff.TableView([columns.map(([name]) => name), ...body]);
}

const left = table(globe, (pair) => pair[1]);
const right = table(milestones, (pair) => pair[0]);
const flags = new daff.CompareFlags();
flags.addPrimaryKey(columns[0][0]);
flags.unchanged_context = 0;
const output = new daff.TableView([]);
new daff.TableDiff(daff.compareTables(left, right, flags).align(), flags).hilite(output);
process.stdout.write(`${output.getData().length} rows\n`);
