// The function rights of Globe's user, by numbers of this stand-in's own: which Globe's are is told by nobody in public.
// One is read at a time; whoever lacks a right is refused what it is for.
import { Records } from "../dataset.ts";
import { isTrue, known, Refusal } from "./ledger-books.ts";

const functions = [
  { FunctionID: "FinSalesEntry", entities: ["FinancialLine", "FinancialHeader"], what: "create sales entries" },
  { FunctionID: "XMLImportSalesEntry", entities: ["FinancialHeader"], what: "import sales entries" },
];

/** All given, as where a data set says nothing of them. */
export function fullRights(): Records {
  const rights = new Records();
  for (const { FunctionID } of functions) rights.add({ FunctionID, Access: true });
  return rights;
}

/** Throws Refusal where the user may not write this entity. */
export function expectRight(records: ReadonlyMap<string, Records>, entity: string): void {
  for (const { FunctionID, entities, what } of functions)
    if (entities.includes(entity) && !isTrue(known(records, "UserRights", "FunctionID", FunctionID)?.Access))
      throw new Refusal(`You have insufficient rights to ${what}.`);
}
