// Globe's stand-in as a writer sees it, and the ledger as it stands behind it, for tests.

type Values = Record<string, string | number | boolean | null>;

export interface LedgerView {
  entries: {
    header: Values;
    lines: Values[];
    rows: { kind: string; account: string; vatCode: string; amount: string }[];
  }[];
  staged: { TransactionKey: string; lines: Values[] }[];
  documents: { document: Values; sha256: string | null; bytes: number }[];
}

/** The ledger of a stand-in, from behind. */
export async function ledgerOf(url: string, database?: string): Promise<LedgerView> {
  const which = database === undefined ? "" : `?database=${database}`;
  return (await fetch(`${url}/standin/ledger${which}`)).json();
}

export async function changeBooks(url: string, settings: Values): Promise<void> {
  const response = await fetch(`${url}/standin/ledger`, { method: "PATCH", body: JSON.stringify(settings) });
  if (!response.ok) throw new Error(await response.text());
}

/** Writes to the service itself. `refusal`: the innermost text of an error. */
export async function written(url: string, entity: string, record: Values, method = "POST", database = "500") {
  const response = await fetch(`${url}/services/Exact.Entity.REST.EG/${entity}`, {
    method,
    headers: { ServerName: "SRV\\EXACT", DatabaseName: database, "Content-Type": "application/json" },
    body: JSON.stringify(record),
  });
  const body = await response.json();
  return { status: response.status, d: body.d, refusal: body.error?.innererror?.internalexception?.message };
}
