// Which invoices are shown, in the page's address, so that it can be sent to a colleague. Reading forgives what it does
// not know; the plain state is an empty address.
import type { ExportState } from "../../core/states.ts";
import type { InvoiceFilter, InvoiceOrder } from "../../prisma/invoices.ts";

/** The three lists, everything, and the parts of the pipeline. */
const shown = {
  waiting: { states: ["blocked", "ready", "approved", "sent"] },
  booked: { states: ["booked", "already_booked"] },
  attention: { states: ["refused", "mismatch", "no_answer"] },
  all: {},
  draft: { states: ["draft"] },
  blocked: { states: ["blocked"] },
  ready: { states: ["ready"] },
  release: { states: ["ready"], released: false },
  approve: { states: ["ready"], released: true },
  approved: { states: ["approved"] },
  sent: { states: ["sent"] },
  held: { states: ["blocked", "refused"] },
  warned: { warned: true },
  untold: { untold: true },
} as const satisfies Record<
  string,
  { states?: readonly ExportState[]; released?: boolean; untold?: boolean; warned?: boolean }
>;

export type Show = keyof typeof shown;

export const lists = ["waiting", "attention", "booked", "all"] as const satisfies readonly Show[];

export interface InvoiceAddress {
  show: Show;
  search: string;
  /** A finding's code and what causes it; "" for none. */
  code: string;
  cause: string;
  sort: { by: InvoiceOrder; descending: boolean } | null;
  /** From 1. */
  page: number;
}

export const emptyAddress: InvoiceAddress = { show: "waiting", search: "", code: "", cause: "", sort: null, page: 1 };

const orders: readonly InvoiceOrder[] = ["number", "date", "debtor", "total", "since"];

export function readAddress(params: URLSearchParams): InvoiceAddress {
  const show = params.get("show") ?? "";
  const sort = params.get("sort") ?? "";
  const by = orders.find((name) => name === sort.replace("-", ""));
  const page = Number(params.get("page"));
  return {
    show: Object.hasOwn(shown, show) ? (show as Show) : "waiting",
    search: params.get("q") ?? "",
    code: params.get("code") ?? "",
    cause: params.get("cause") ?? "",
    sort: by ? { by, descending: sort.startsWith("-") } : null,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** What is not said keeps its plain value. */
export function writeAddress(given: Partial<InvoiceAddress>): string {
  const { show, search, code, cause, sort, page } = { ...emptyAddress, ...given };
  const params = new URLSearchParams();
  if (show !== "waiting") params.set("show", show);
  if (search) params.set("q", search);
  if (code) params.set("code", code);
  if (cause) params.set("cause", cause);
  if (sort) params.set("sort", (sort.descending ? "-" : "") + sort.by);
  if (page > 1) params.set("page", String(page));
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The address of these invoices of an administration. */
export const invoicesAt = (base: string, given: Partial<InvoiceAddress> = {}): string =>
  `${base}/invoices${writeAddress(given)}`;

/** The address of the proof of a period and journal. */
export const proofAt = (base: string, { name, journal }: { name: string; journal: string }): string =>
  `${base}/invoices/proof?${new URLSearchParams({ period: name, journal })}`;

/** The same as the store's question. */
export function filterOf(address: InvoiceAddress, administrationId: number): InvoiceFilter {
  const { search, code, cause, sort } = address;
  return {
    administrationId,
    ...shown[address.show],
    ...(search ? { search } : {}),
    ...(code ? { code } : {}),
    ...(cause ? { causeKey: cause } : {}),
    ...(sort ? { sort } : {}),
  };
}

/** The list that a part of the pipeline belongs to. */
export function listOf(show: Show): (typeof lists)[number] {
  const own = lists.find((name) => name === show);
  return own ?? (["draft", "held", "warned", "untold"].includes(show) ? "all" : "waiting");
}
