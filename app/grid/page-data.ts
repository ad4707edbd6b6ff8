// What the grid's page is given by the server.
import type { EntityName } from "../../core/entities/index.ts";
import type { Role } from "../../core/states.ts";
import type { EntityState } from "../../prisma/entity-state.ts";
import type { Facets } from "../../prisma/facets.ts";
import type { SavedView } from "../../prisma/saved-views.ts";
import type { WorkPerson } from "../work/people.ts";
import type { Look } from "./address.ts";
import type { GridColumns } from "./columns.ts";

export interface GridPageData {
  code: string;
  entity: EntityName;
  title: string;
  columns: GridColumns;
  facets: Facets;
  state: EntityState;
  /** Why nothing is comparable now: what befell the last run. */
  why: string | null;
  me: { id: number; username: string; role: Role };
  people: WorkPerson[];
  /** The number of a job of theirs that is under way. */
  going: number | null;
  may: {
    propose: boolean;
    decide: boolean;
    pull: boolean;
    comment: boolean;
    assign: boolean;
    share: boolean;
    administer: boolean;
    decideOwn: boolean;
  };
  /** Those that this person may open, and which one they open with. */
  views: readonly SavedView[];
  opensWith: number | null;
  /** How they last had the columns. */
  look: Look;
}
