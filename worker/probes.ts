// Has each administration's agent go through its own check: once a day, at each new start of the agent, and when a person
// asks. What it answers, or why it does not, is noted for the go-live check.
import { randomUUID } from "node:crypto";
import type { BusLog } from "../connectors/bus/connection.ts";
import type { Administration } from "../core/administration.ts";
import { asTieoutError, type ErrorNote, errorNote, TieoutError } from "../core/errors.ts";
import { type Probed, type ProbeRequest, probeVersion } from "../core/probe-messages.ts";
import { agentProbe, noteProbe } from "../prisma/agent-probes.ts";
import type { Database } from "../prisma/database.ts";
import { presenceOf } from "../prisma/presence.ts";
import type { HeldLine } from "./agent-line.ts";
import type { PatientWrites } from "./patient-writes.ts";

export interface Probes {
  /** To be called again and again. */
  look(all: readonly Administration[], now?: number): void;
  close(): Promise<void>;
}

const day = 24 * 3_600_000;
/** Milliseconds until an agent that did not answer is asked again by itself. */
const rest = 3_600_000;
/** Milliseconds that an agent may take. */
const life = 120_000;

interface Parts {
  db: Database;
  writes: PatientWrites;
  lineTo: (agent: string) => HeldLine;
  log: BusLog;
}

export function probes({ db, writes, lineTo, log }: Parts): Probes {
  const stop = new AbortController();
  const going = new Map<number, Promise<void>>();

  /** The start of the agent to be asked; null where nobody needs to ask it now. */
  function due({ id, settings: { agent } }: Administration, now: number): { bootId: string | null } | null {
    const { online, bootId } = presenceOf(db, agent, now);
    const known = agentProbe(db, id);
    const tried = known?.triedAt ? Date.parse(known.triedAt) : Number.NEGATIVE_INFINITY;
    if (known?.wantedAt && Date.parse(known.wantedAt) > tried) return { bootId };
    if (!online) return null;
    const isKnown = known?.agent === agent && known.bootId === bootId;
    return isKnown && now - tried < (known.error ? rest : day) ? null : { bootId };
  }

  async function answer({ code, settings }: Administration): Promise<Probed | ErrorNote> {
    const { agent, salesJournal, debtorAccount } = settings;
    const request: ProbeRequest = {
      ...{ kind: "probe", version: probeVersion, requestId: randomUUID(), administration: code },
      ...{ salesJournal, debtorAccount, deadline: new Date(Date.now() + life).toISOString() },
    };
    try {
      const found = await lineTo(agent).probe(request, stop.signal);
      if (found === null) throw new TieoutError("agent_silent", { values: { agent, seconds: life / 1_000 } });
      if (found.kind === "probed") return found;
      return errorNote(found);
    } catch (thrown) {
      return asTieoutError(thrown).note;
    }
  }

  async function probe(administration: Administration, bootId: string | null, now: number): Promise<void> {
    const { id, code, settings } = administration;
    const at = new Date(now).toISOString();
    const end = await answer(administration);
    // why: what is cut off here is asked again by the next worker.
    if (stop.signal.aborted) return;
    writes.write(() => noteProbe(db, { administrationId: id, agent: settings.agent, bootId, at }, end));
    if ("lines" in end) log.info({ administration: code, lines: end.lines.length }, "an agent's own check is noted");
    else log.warn({ administration: code, code: end.code }, "an agent's own check brought no answer");
  }

  return {
    look(all, now = Date.now()) {
      for (const administration of all) {
        const { id } = administration;
        const wanted = going.has(id) ? null : due(administration, now);
        if (!wanted) continue;
        going.set(
          id,
          probe(administration, wanted.bootId, now).finally(() => going.delete(id)),
        );
      }
    },
    async close() {
      stop.abort();
      await Promise.all(going.values());
    },
  };
}
