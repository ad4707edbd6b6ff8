// A stand-in's control API, for tests: faults, pauses, and changes to records while it runs.
type Written = Record<string, string | number | boolean | null>;

export interface StandinControl {
  /** Switches a fault on; returns how often it has happened so far, when asked. */
  fault(fault: Record<string, unknown>): Promise<{ done(): Promise<number> }>;
  clearFaults(): Promise<void>;
  /** Sets a pause. `reached` resolves when a page waits there; `release` lets it go on. */
  pauseAfter(
    pages: number,
    entity?: string,
    method?: "GET" | "POST",
  ): Promise<{ reached(): Promise<void>; release(): Promise<void> }>;
  add(entity: string, record: Written): Promise<Written>;
  change(entity: string, key: string, fields: Written, by?: string): Promise<Written>;
  remove(entity: string, key: string, by?: string): Promise<void>;
}

/** Controls the stand-in that answers at this address. Throws with its message when it refuses. */
export function standinControl(url: string): StandinControl {
  async function asked<T>(method: string, path: string, body?: unknown): Promise<T> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}/standin/${path}`, { method, ...sent });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }
  const recordPath = (entity: string, key: string, by?: string) =>
    `records/${entity}/${encodeURIComponent(key)}${by === undefined ? "" : `?by=${by}`}`;
  return {
    async fault(fault) {
      const { id } = await asked<{ id: number }>("POST", "faults", fault);
      const done = async () => {
        const all = await asked<{ id: number; done: number }[]>("GET", "faults");
        return all.find((one) => one.id === id)?.done ?? 0;
      };
      return { done };
    },
    clearFaults: () => asked("DELETE", "faults"),
    async pauseAfter(pages, entity, method) {
      const { id } = await asked<{ id: number }>("POST", "pauses", { afterPages: pages, entity, method });
      return { reached: () => asked("GET", `pauses/${id}`), release: () => asked("DELETE", `pauses/${id}`) };
    },
    add: (entity, record) => asked("POST", `records/${entity}`, record),
    change: (entity, key, fields, by) => asked("PATCH", recordPath(entity, key, by), fields),
    remove: (entity, key, by) => asked("DELETE", recordPath(entity, key, by)),
  };
}
